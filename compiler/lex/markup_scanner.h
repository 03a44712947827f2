#ifndef QUIRE_COMPILER_LEX_MARKUP_SCANNER_H_
#define QUIRE_COMPILER_LEX_MARKUP_SCANNER_H_

#include "compiler/lex/cpp_scanner.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace quire::compiler {

/// Finds where `${…}` and action tags end, skipping strings, nested braces and attribute
/// values; an attribute value ends at its quote, whatever code it contains.
///
/// After a failed search, later searches that start in the same stretch are short, so that
/// all searches together take time linear in the file's size. Keeps references to both
/// arguments. Not thread-safe.
class MarkupScanner {
 public:
  MarkupScanner(std::string_view text, CppScanner& cpp) : text_(text), cpp_(cpp) {}

  /// The offset after the `}`; `begin` is after the `${`. Returns nullopt if a `<%` or the
  /// end of the file comes first; but if that is because of an open string or brace, and a
  /// `}` follows on the same line, the offset after that.
  std::optional<std::uint32_t> find_el_end(std::uint32_t begin);
  /// The offset after the `>` of a tag; `begin` is after its name.
  std::optional<std::uint32_t> find_tag_end(std::uint32_t begin);

 private:
  /// Where a search from `begin` gives up.
  std::size_t limit(std::size_t begin, std::size_t failed_until) const;
  std::optional<std::uint32_t> find_probable_el_end(std::uint32_t begin) const;
  /// The offset after the element at `at`.
  std::size_t skip_element(std::size_t at);

  std::string_view text_;
  CppScanner& cpp_;
  std::size_t el_failed_until_ = 0;
  std::size_t tag_failed_until_ = 0;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_MARKUP_SCANNER_H_
