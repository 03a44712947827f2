#ifndef QUIRE_COMPILER_DIAG_WIDTH_H_
#define QUIRE_COMPILER_DIAG_WIDTH_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace quire::compiler {

/// How many cells of a terminal a character takes: 0 for combining marks, 2
/// for wide East Asian characters and emoji (Unicode Annex 11), else 1.
std::size_t character_width(char32_t character);

/// A line as a terminal shows it, and how many cells that takes.
struct Shown {
  /// Tabs are blanks up to the next multiple of eight; what cannot be shown
  /// stands as `<U+0007>`, an invalid byte as `<E9>`.
  std::string text;
  std::size_t cells = 0;
};

Shown show(std::string_view line);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_DIAG_WIDTH_H_
