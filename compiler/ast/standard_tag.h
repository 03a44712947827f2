#ifndef QUIRE_COMPILER_AST_STANDARD_TAG_H_
#define QUIRE_COMPILER_AST_STANDARD_TAG_H_

#include "compiler/ast/known_library.h"

#include <span>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The tags of the standard libraries, listed with their attributes in `standard_tag.def`.
enum class StandardTag : unsigned char {
  kNone,
#define QUIRE_STANDARD_TAG(kind, library, name) k##kind,
#include "compiler/ast/standard_tag.def"
};

/// What an attribute of a standard tag can be.
enum class StandardValue : unsigned char {
  /// Text, an expression, or both.
  kAny,
  /// Only text.
  kText,
  /// `true`, `false`, or one expression.
  kBool,
  /// A whole number, or one expression.
  kNumber,
  /// The name of a variable, as text.
  kName,
  kScope,
  /// What `c:set` changes: one expression.
  kTarget,
  /// `number`, `currency` or `percent`, or an expression.
  kNumberType,
  /// `date`, `time` or `both`, or an expression.
  kDateType,
  /// `default`, `short`, `medium`, `long` or `full`, or an expression.
  kDateStyle,
};

struct StandardAttribute {
  StandardTag tag;
  std::string_view name;
  bool is_required;
  StandardValue value;
};

/// The tag of a library from its name without prefix, such as `forEach`; kNone if there is none.
StandardTag standard_tag(KnownLibrary library, std::string_view name);
/// The names of all tags of a library.
std::vector<std::string_view> standard_tag_names(KnownLibrary library);
/// The attributes of all tags.
std::span<const StandardAttribute> standard_attributes();

/// Whether a tag holds `c:param`: it makes a URL.
inline bool makes_url(StandardTag tag) {
  return tag == StandardTag::kUrl || tag == StandardTag::kRedirect || tag == StandardTag::kImport;
}
/// The library of a tag.
KnownLibrary library_of(StandardTag tag);
/// Whether a tag only decides if, how often, or in which language its content runs.
bool is_control(StandardTag tag);
/// Whether its content always runs, once.
inline bool is_setting(StandardTag tag) { return tag == StandardTag::kBundle || tag == StandardTag::kTimeZone; }
/// Whether a tag makes a value, which is printed where the tag is, unless it goes to a variable (`var`).
bool makes_value(StandardTag tag);
/// Whether a tag holds parameters, `c:param` or `fmt:param`: it prints nothing else of its content.
inline bool takes_params(StandardTag tag) { return makes_url(tag) || tag == StandardTag::kMessage; }
inline bool is_loop(StandardTag tag) { return tag == StandardTag::kForEach || tag == StandardTag::kForTokens; }

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_STANDARD_TAG_H_
