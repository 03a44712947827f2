#include "runtime/api/format/locale_name.h"

#include "runtime/api/ascii.h"

#include <algorithm>

namespace quire::format {

namespace {

constexpr std::size_t kLongest = 60;
constexpr std::size_t kRegion = 2;
constexpr std::size_t kScript = 4;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

std::string_view parent(std::string_view locale) {
  const std::size_t end = locale.rfind('_');
  return end == locale.npos ? std::string_view() : locale.substr(0, end);
}

/// Without its second part, if that is a script and not the last one.
std::string without_script(std::string_view locale) {
  const std::size_t script = locale.find('_');
  if (script == locale.npos) return {};
  const std::size_t end = locale.find('_', script + 1);
  if (end == locale.npos || end - script - 1 != kScript) return {};
  return std::string(locale.substr(0, script)) + std::string(locale.substr(end));
}

}  // namespace

std::string locale_name(std::string_view text) {
  std::string name(text.substr(0, kLongest));
  std::ranges::replace(name, '-', '_');
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find('_', begin), name.size());
    const std::size_t size = end - begin;
    for (std::size_t at = begin; at < end; ++at) {
      const bool is_upper = begin != 0 && (size == kRegion || (size == kScript && at == begin));
      const bool is_lower = begin == 0 || size == kScript;
      name[at] = is_upper ? upper(name[at]) : is_lower ? quire::detail::to_lower(name[at]) : name[at];
    }
    begin = end + 1;
  }
  return name;
}

std::vector<std::string> candidate_locales(std::string_view locale) {
  std::vector<std::string> candidates;
  for (std::string_view one = locale; !one.empty(); one = parent(one)) candidates.emplace_back(one);
  std::vector<std::string> plain;
  for (const std::string& one : candidates)
    if (std::string name = without_script(one); !name.empty()) plain.push_back(std::move(name));
  // Before the language alone.
  if (!candidates.empty()) candidates.insert(candidates.end() - 1, plain.begin(), plain.end());
  return candidates;
}

}  // namespace quire::format
