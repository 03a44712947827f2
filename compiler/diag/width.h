#ifndef QUIRE_COMPILER_DIAG_WIDTH_H_
#define QUIRE_COMPILER_DIAG_WIDTH_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace quire::compiler {

/// The number of terminal cells of a character: 0 for combining marks, 2 for wide East
/// Asian characters and emoji (Unicode Annex 11), otherwise 1.
std::size_t character_width(char32_t character);

/// A line as a terminal shows it, and its width in cells.
struct Shown {
  /// Tabs are expanded to multiples of eight; unprintable characters are shown as
  /// `<U+0007>`, invalid bytes as `<E9>`.
  std::string text;
  std::size_t cells = 0;
};

Shown show(std::string_view line);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_DIAG_WIDTH_H_
