#ifndef QUIRE_COMPILER_AST_CORE_TAG_H_
#define QUIRE_COMPILER_AST_CORE_TAG_H_

#include <span>
#include <string_view>

namespace quire::compiler {

/// The tags of the core library, listed with their attributes in `core_tag.def`.
enum class CoreTag : unsigned char {
  kNone,
#define QUIRE_CORE(kind, name) k##kind,
#include "compiler/ast/core_tag.def"
};

/// What an attribute of a core tag can be.
enum class CoreValue : unsigned char {
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
};

struct CoreAttribute {
  CoreTag tag;
  std::string_view name;
  bool is_required;
  CoreValue value;
};

/// The tag from its name without prefix, such as `forEach`; kNone if there is none.
CoreTag core_tag(std::string_view name);
/// The names of all tags.
std::span<const std::string_view> core_tag_names();
/// The attributes of all tags.
std::span<const CoreAttribute> core_attributes();

/// Whether a tag holds `c:param`: it makes a URL.
inline bool makes_url(CoreTag tag) {
  return tag == CoreTag::kUrl || tag == CoreTag::kRedirect || tag == CoreTag::kImport;
}
/// Whether a tag only decides if, and how often, its content runs.
bool is_control(CoreTag tag);
inline bool is_loop(CoreTag tag) { return tag == CoreTag::kForEach || tag == CoreTag::kForTokens; }

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_CORE_TAG_H_
