#ifndef QUIRE_COMPILER_LEX_ATTRIBUTE_SCANNER_H_
#define QUIRE_COMPILER_LEX_ATTRIBUTE_SCANNER_H_

#include "compiler/source/source_file.h"

#include <string_view>
#include <vector>

namespace quire::compiler {

enum class AttributeProblemKind : unsigned char {
  kUnexpectedText,  // not the name of an attribute
  kMissingValue,    // a name without `=`
  kMissingQuotes,   // a value without quotes
  kUnclosedQuote,
  kMissingBlank,  // after a value
};

struct AttributeProblem {
  AttributeProblemKind kind;
  Span span;
};

/// An attribute as written: the value is without its quotes, escapes are not decoded.
struct RawAttribute {
  Span name;
  Span value;
};

struct TagText {
  Span name;
  std::vector<RawAttribute> attributes;
  std::vector<AttributeProblem> problems;

  /// The value of the first attribute with that name, or empty.
  std::string_view value(std::string_view attribute, const SourceSet& sources) const;
};

/// Splits the text of a directive or tag, such as `page a="1" b='2'`. After a problem it
/// continues with the next attribute.
TagText scan_attributes(Span text, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_ATTRIBUTE_SCANNER_H_
