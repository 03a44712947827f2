#ifndef QUIRE_COMPILER_DIAG_EXCERPT_H_
#define QUIRE_COMPILER_DIAG_EXCERPT_H_

#include "compiler/source/source_file.h"

#include <cstdint>
#include <string_view>

namespace quire::compiler {

/// The part of a source line that a diagnostic shows: the whole line, or, if it is long, a
/// window around the span. Never cuts a character.
struct Excerpt {
  /// Points into the file.
  std::string_view text;
  /// The part of `text` within the span, as offsets into `text`; `from < to` except at the end of the line.
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  /// Where `text` starts in the file.
  std::uint32_t begin = 0;
  bool cut_before = false;
  bool cut_after = false;
};

/// The line on which `span` begins; `text` has at most `max_bytes`.
Excerpt excerpt_of(const SourceFile& file, Span span, std::uint32_t max_bytes = 160);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_DIAG_EXCERPT_H_
