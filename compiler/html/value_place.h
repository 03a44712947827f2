#ifndef QUIRE_COMPILER_HTML_VALUE_PLACE_H_
#define QUIRE_COMPILER_HTML_VALUE_PLACE_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// The part of a document that a value is printed in; see `quire/place.h`, which has the same names.
enum class ValuePart : unsigned char {
#define QUIRE_VALUE_PART(name) k##name,
#include "compiler/html/value_place.def"
};

/// What that part is itself written in: the layers of syntax around it.
enum class ValueWithin : unsigned char { kNothing, kAttribute, kUnquoted, kJsUrl, kJsUrlUnquoted, kTwice };

/// Where a value is printed, which decides how it is escaped. The default is HTML text.
struct ValuePlace {
  ValuePart part = ValuePart::kText;
  ValueWithin within = ValueWithin::kNothing;
  /// At the start of a URL: the literal text between the previous value, or the URL's first
  /// byte, and this value.
  std::string before = {};
  /// At the start of a URL: an earlier value is part of it.
  bool continues = false;

  bool is_text() const { return part == ValuePart::kText && within == ValueWithin::kNothing; }
  friend bool operator==(const ValuePlace&, const ValuePlace&) = default;
};

/// The names in C++: `kUrlPath`.
std::string_view name_of(ValuePart part);
std::string_view name_of(ValueWithin within);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_HTML_VALUE_PLACE_H_
