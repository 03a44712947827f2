#include "tools/cli/text.h"

#include <boost/algorithm/string/replace.hpp>

#include <string_view>

namespace quire::cli {

std::string shell_quoted(const std::string& text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+@%=";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
  return "'" + boost::replace_all_copy(text, "'", "'\\''") + "'";
}

}  // namespace quire::cli
