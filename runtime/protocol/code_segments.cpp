#include "runtime/protocol/code_segments.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace quire {

namespace {

/// Takes the next number; 0 if there is none.
std::uint32_t take_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty()) text.remove_prefix(1);
  return number;
}

}  // namespace

std::string segments_to_text(const std::vector<CodeSegment>& segments) {
  std::string text;
  for (const auto& [begin, end, page] : segments) {
    for (const std::uint32_t number :
         {begin.line, begin.column, end.line, end.column, page.file, page.line, page.column}) {
      char digits[16];
      text.append(digits, std::to_chars(digits, std::end(digits), number).ptr);
      text += ' ';
    }
    text.back() = ';';
  }
  return text;
}

std::optional<PagePlace> find_in_page(std::string_view segments, UnitPlace wanted) {
  while (!segments.empty()) {
    const std::size_t end_of_group = segments.find(';');
    std::string_view numbers = segments.substr(0, end_of_group);
    segments.remove_prefix(end_of_group == std::string_view::npos ? segments.size() : end_of_group + 1);
    CodeSegment segment;
    auto& [begin, end, page] = segment;
    for (std::uint32_t* number :
         {&begin.line, &begin.column, &end.line, &end.column, &page.file, &page.line, &page.column})
      *number = take_number(numbers);
    if (wanted < begin) return std::nullopt;
    if (wanted >= end) continue;
    // Embedded code is copied unchanged: only its first line may start in another column.
    page.column =
        wanted.line == begin.line ? page.column + (wanted.column - begin.column) : std::max(wanted.column, 1U);
    page.line += wanted.line - begin.line;
    return page;
  }
  return std::nullopt;
}

}  // namespace quire
