#ifndef QUIRE_COMPILER_LEX_ATTRIBUTE_SCANNER_H_
#define QUIRE_COMPILER_LEX_ATTRIBUTE_SCANNER_H_

#include "compiler/source/source_file.h"

#include <string_view>
#include <vector>

namespace quire::compiler {

enum class AttributeProblemKind : unsigned char {
  kUnexpectedText,  // what cannot be an attribute's name
  kMissingValue,    // a name without `=`
  kMissingQuotes,   // a value that is not quoted
  kUnclosedQuote,
  kMissingBlank,  // after a value
};

struct AttributeProblem {
  AttributeProblemKind kind;
  Span span;
};

/// An attribute as written; the value without quotes, escapes as they are.
struct RawAttribute {
  Span name;
  Span value;
};

struct TagText {
  Span name;
  std::vector<RawAttribute> attributes;
  std::vector<AttributeProblem> problems;

  /// The value of the first attribute of that name, empty when there is none.
  std::string_view value(std::string_view attribute, const SourceSet& sources) const;
};

/// Splits `name a="1" b='2'`, in a directive or tag. After a problem it goes
/// on with the next attribute.
TagText scan_attributes(Span text, const SourceSet& sources);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LEX_ATTRIBUTE_SCANNER_H_
