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
#define QUIRE_STANDARD_TAG(kind, library, name, content) k##kind,
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

/// What can be between a standard tag and its end.
enum class StandardContent : unsigned char {
  /// Only white space.
  kEmpty,
  /// What the tag decides about or takes as a value; some have further rules.
  kAny,
  /// The content of the element that the tag writes.
  kInner,
  /// Text, instead of the attribute `value`.
  kValue,
  /// Text, instead of the attribute `label`.
  kLabel,
};

/// A tag of the form library. It becomes a call of the function `name`, or, if its content is that of the element, an
/// object of the class `type`; both are in `quire/form.h`.
struct FormTag {
  /// Which fields it is for; as `quire::form::PathEnd`.
  enum class Path : unsigned char { kNone, kText, kChoice, kAny };

  StandardTag tag;
  std::string_view name;
  std::string_view type;
  std::string_view element;
  Path path;
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
StandardContent content_of(StandardTag tag);
/// Null for a tag of another library.
const FormTag* form_tag(StandardTag tag);
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
