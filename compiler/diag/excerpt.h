#ifndef QUIRE_COMPILER_DIAG_EXCERPT_H_
#define QUIRE_COMPILER_DIAG_EXCERPT_H_

#include "compiler/source/source_file.h"

#include <cstdint>
#include <string_view>

namespace quire::compiler {

/// The part of a source line that a diagnostic shows: the whole line, or, of a
/// long one, a window around the span, never cutting a character.
struct Excerpt {
  /// Points into the file.
  std::string_view text;
  /// The span's part of `text`, as offsets into it; `from < to` except at the
  /// line's end.
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  /// Where `text` starts in the file.
  std::uint32_t begin = 0;
  bool cut_before = false;
  bool cut_after = false;
};

/// Shows the line on which `span` begins; `max_bytes` bounds `text`.
Excerpt excerpt_of(const SourceFile& file, Span span, std::uint32_t max_bytes = 160);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_DIAG_EXCERPT_H_
