#include "compiler/diag/excerpt.h"

#include <algorithm>

namespace quire::compiler {
namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

Excerpt excerpt_of(const SourceFile& file, Span span, std::uint32_t max_bytes) {
  const LineColumn place = file.line_column(span.begin);
  const std::string_view line = file.line(place.line);
  const auto size = static_cast<std::uint32_t>(line.size());
  const std::uint32_t from = std::min(place.column - 1, size);
  const std::uint32_t to = std::min(std::max(from + span.size(), from), size);
  std::uint32_t begin = 0;
  std::uint32_t end = size;
  if (size > max_bytes) {
    // A third of the window is before the caret.
    begin = from > max_bytes / 3 ? from - max_bytes / 3 : 0;
    if (size - begin < max_bytes) begin = size - max_bytes;
    end = begin + max_bytes;
    while (begin < from && is_continuation(line[begin])) ++begin;
    while (end < size && end > from && is_continuation(line[end])) --end;
  }
  Excerpt excerpt;
  excerpt.text = line.substr(begin, end - begin);
  excerpt.from = from - begin;
  excerpt.to = std::max(std::min(to, end), from) - begin;
  excerpt.begin = span.begin - (place.column - 1) + begin;
  excerpt.cut_before = begin > 0;
  excerpt.cut_after = end < size;
  return excerpt;
}

}  // namespace quire::compiler
