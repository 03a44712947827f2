#ifndef QUIRE_COMPILER_HTML_CHARACTER_REFERENCE_H_
#define QUIRE_COMPILER_HTML_CHARACTER_REFERENCE_H_

#include <cstddef>
#include <string_view>

namespace quire::compiler {

/// A character reference at the beginning of a text.
struct CharacterReference {
  /// How many bytes it takes, with the `;` if there is one; 0 if it is not a reference.
  std::size_t size = 0;
  /// The character if it is ASCII; otherwise U+00FF, which stands for any other.
  char character = '\xFF';
};

/// Reads `&quot;`, `&#39;`, `&#x27` and the like from a text that begins with `&` (HTML 13.2.5.72).
/// Of the named references, those of ASCII characters are known by name; any other stands for a letter.
CharacterReference read_character_reference(std::string_view text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_CHARACTER_REFERENCE_H_
