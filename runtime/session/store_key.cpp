#include "runtime/session/store_key.h"

#include "runtime/base/content_hash.h"

#include <algorithm>

namespace quire {

std::string store_key_prefix(std::string_view prefix, std::string_view context_path) {
  // With the prefix and the id, less than the 250 octets of a key.
  constexpr std::size_t kLongest = 100;
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7f' && c != ':'; };
  const bool is_short = context_path.size() <= kLongest && std::ranges::all_of(context_path, is_plain);
  const std::string path = is_short ? std::string(context_path) : content_hash(context_path);
  return std::string(prefix) + ":" + (path.empty() ? "/" : path) + ":";
}

}  // namespace quire
