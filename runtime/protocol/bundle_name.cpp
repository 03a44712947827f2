#include "runtime/protocol/bundle_name.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <cstddef>

namespace quire {

namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestLocale = 60;

}  // namespace

bool is_bundle_name(std::string_view name) {
  bool is_start = true;
  for (const char c : name) {
    const bool separates = c == '.' || c == '/';
    if (separates ? is_start : !is_alphanumeric(c) && c != '_' && c != '-') return false;
    is_start = separates;
  }
  return !is_start && name.size() <= kLongestName;
}

bool is_locale_name(std::string_view name) {
  const std::string_view language = name.substr(0, name.find_first_of("_-"));
  return (language.size() == 2 || language.size() == 3) && std::ranges::none_of(language, is_digit) &&
         name.size() <= kLongestLocale && is_alphanumeric(name.back()) &&
         std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '_' || c == '-'; });
}

}  // namespace quire
