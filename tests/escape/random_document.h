#ifndef QUIRE_TESTS_ESCAPE_RANDOM_DOCUMENT_H_
#define QUIRE_TESTS_ESCAPE_RANDOM_DOCUMENT_H_

#include "compiler/html/value_place.h"

#include <quire/writer.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace quire::escape_test {

/// Literal text with values in between, made of random pieces of HTML, JavaScript, CSS and
/// URLs. Values that no escaping makes safe are left out.
class RandomDocument {
 public:
  /// Each byte chooses a piece. The same bytes make the same document.
  explicit RandomDocument(std::span<const std::uint8_t> bytes);
  /// A document of these pieces, of which `@` is a value.
  explicit RandomDocument(std::span<const std::string_view> pieces);

  std::size_t value_count() const { return places_.size(); }
  const compiler::ValuePlace& place(std::size_t value) const { return places_[value]; }
  /// Whether the text can be followed to its end.
  bool is_sure() const { return is_sure_; }
  /// The document as it was made, with `@` for each value.
  std::string outline() const;

  /// The document with `value` printed in each of its places by the page API; nullopt if the API
  /// refuses a value (by throwing), or replaces it. Values that are names of attributes are `hidden`.
  std::optional<std::string> render(std::string_view value) const;

 private:
  /// One more than there are places.
  std::vector<std::string> texts_{1};
  std::vector<compiler::ValuePlace> places_;
  bool is_sure_ = true;
};

/// Prints the value as the page API prints it there. Throws if the API refuses it. Where the name of an attribute is
/// expected, a harmless one is printed.
void print_at(Writer& out, const compiler::ValuePlace& place, std::string_view value);

/// A value that tries to leave its place.
std::string_view hostile_value(std::uint8_t choice);

}  // namespace quire::escape_test

#endif  // QUIRE_TESTS_ESCAPE_RANDOM_DOCUMENT_H_
