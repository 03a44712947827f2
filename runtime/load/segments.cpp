#include "runtime/load/segments.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace quire {

namespace {

/// The next number; 0 where there is none.
std::uint32_t take_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty()) text.remove_prefix(1);
  return number;
}

}  // namespace

std::optional<PagePlace> find_in_page(std::string_view segments, std::uint32_t line, std::uint32_t column) {
  using Place = std::pair<std::uint32_t, std::uint32_t>;
  const Place wanted{line, column};
  while (!segments.empty()) {
    const std::size_t end_of_group = segments.find(';');
    std::string_view numbers = segments.substr(0, end_of_group);
    segments.remove_prefix(end_of_group == std::string_view::npos ? segments.size() : end_of_group + 1);
    Place begin;
    Place end;
    for (std::uint32_t* number : {&begin.first, &begin.second, &end.first, &end.second}) *number = take_number(numbers);
    if (wanted < begin) return std::nullopt;
    if (wanted >= end) continue;
    PagePlace page;
    for (std::uint32_t* number : {&page.file, &page.line, &page.column}) *number = take_number(numbers);
    // Embedded code is copied whole: only its first line has moved sideways.
    page.column = line == begin.first ? page.column + (column - begin.second) : std::max(column, 1U);
    page.line += line - begin.first;
    return page;
  }
  return std::nullopt;
}

}  // namespace quire
