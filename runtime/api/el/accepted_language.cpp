#include "runtime/api/el/accepted_language.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace quire::el {

namespace {

constexpr std::size_t kMostLanguages = 50;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Splits off what precedes the separator.
std::string_view take(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return trimmed(part);
}

double weight_of(std::string_view parameters) {
  const std::string_view parameter = trimmed(parameters);
  if (parameter.empty()) return 1;
  double weight = 0;
  if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return 0;
  std::from_chars(parameter.data() + 2, parameter.data() + parameter.size(), weight);
  // Not more than 1, and not NaN.
  return weight >= 0 && weight <= 1 ? weight : 0;
}

bool is_language(std::string_view tag) {
  return !tag.empty() && std::ranges::all_of(tag, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

std::vector<std::string> accepted_languages(std::string_view field) {
  using Weighted = std::pair<double, std::string>;
  std::vector<Weighted> found;
  while (!field.empty() && found.size() < kMostLanguages) {
    std::string_view item = take(field, ',');
    const std::string_view tag = take(item, ';');
    const double weight = weight_of(item);
    if (!is_language(tag) || weight <= 0) continue;
    std::string language(tag);
    std::ranges::replace(language, '-', '_');
    const auto after = std::ranges::upper_bound(found, weight, std::greater<>(), &Weighted::first);
    found.emplace(after, weight, std::move(language));
  }
  std::vector<std::string> languages;
  for (auto& each : found) languages.push_back(std::move(each.second));
  return languages;
}

}  // namespace quire::el
