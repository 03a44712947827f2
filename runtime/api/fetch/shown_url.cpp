#include "runtime/api/fetch/shown_url.h"

#include <algorithm>
#include <cstddef>

namespace quire {

namespace {

constexpr std::size_t kMostShown = 500;
constexpr std::string_view kLeftOut = "…";

void append_shown(std::string& text, std::string_view part) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : part) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '`') text += c;
    else text.append({'%', kHex[byte >> 4U], kHex[byte & 0xFU]});
  }
}

}  // namespace

std::string shown_url(std::string_view url) {
  const std::size_t question = std::min(url.find('?'), url.size());
  const std::size_t hash = std::min(url.find('#'), url.size());
  const std::string_view left = url.substr(0, std::min({question, hash, kMostShown}));
  const std::size_t slashes = left.find("//");
  const std::size_t host = slashes == left.npos ? 0 : slashes + 2;
  const std::size_t path = std::min(left.find_first_of("/\\", host), left.size());
  const std::size_t at = left.substr(0, path).rfind('@');
  std::string text;
  if (at != left.npos && at >= host) {
    append_shown(text, left.substr(0, host));
    text += kLeftOut;
    append_shown(text, left.substr(at));
  } else {
    append_shown(text, left);
  }
  if (left.size() < std::min(question, hash)) text += kLeftOut;
  else if (question < hash) text.append("?").append(kLeftOut);
  return text;
}

}  // namespace quire
