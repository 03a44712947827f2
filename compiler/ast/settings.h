#ifndef QUIRE_COMPILER_AST_SETTINGS_H_
#define QUIRE_COMPILER_AST_SETTINGS_H_

#include "compiler/ast/node.h"
#include "compiler/source/group_settings.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// A header that a page imports.
struct Import {
  /// The header's name, without brackets or quotes.
  Span span;
  std::string name;
  bool angled = false;
};

/// What becomes of white space in text; see `check/trim.h`.
enum class Trim : unsigned char { kOff, kDirectives, kLines, kCollapse };

/// A typed name that a directive declares: a request parameter, a page's
/// argument, or an attribute of a tag file.
struct Parameter {
  Attribute name;
  /// The C++ variable, as written in `var` or made of `name`.
  std::string variable;
  std::optional<Attribute> variable_attribute = {};
  /// As written; absent for text.
  std::optional<Attribute> type;
  /// The type as C++ has it.
  std::string cpp_type = "std::string_view";
  std::optional<Attribute> fallback;
  std::optional<Attribute> min;
  std::optional<Attribute> max;
  bool is_required = false;
  /// Attribute of a tag file: a slot, run where the tag invokes it.
  bool is_fragment = false;
  Span variable_span() const { return (variable_attribute ? *variable_attribute : name).value_span; }
  /// Attribute of a tag file: false when only literal text is taken.
  bool takes_expressions = true;
};

/// A library that a page is linked to, as in `-lfoo`.
struct LinkedLibrary {
  std::string option;
  Span span;
};

/// The page directive's `buffer` and `autoFlush`: size 0 is `none`.
struct BufferSettings {
  std::size_t bytes = 0;
  bool auto_flush = true;
};

/// What the page directives of a page say together, or the tag directives of a
/// tag file, as far as they say the same.
struct PageSettings {
  std::vector<Import> imports;
  std::string content_type = "text/html;charset=UTF-8";
  bool has_session = true;
  std::optional<BufferSettings> buffer;
  /// A path of the site.
  std::optional<Attribute> error_page;
  bool is_error_page = false;
  /// Whether `${name}` is an error where nothing has that name.
  bool el_names_must_exist = true;
  Trim trim = Trim::kOff;
  /// Whether `<%= … %>` escapes.
  bool escapes = true;
  std::vector<LinkedLibrary> links;
  std::optional<Attribute> layout;
  /// Which of `Page::tag_files` the layout is.
  std::optional<std::size_t> layout_file;
  /// Whether `?fragment=name` renders a part of the page alone.
  bool serves_fragments = false;
  std::vector<Parameter> params;
  std::vector<Parameter> arguments;
  /// What web.toml says of the page.
  GroupSettings group;
};

/// When a tag file's variable is seen by its caller.
enum class VariableScope : unsigned char { kNested, kAtBegin, kAtEnd };

/// A page-scope attribute that a tag file gives to its caller.
struct TagVariable {
  /// The name in the tag file: `name-given`, or `alias`.
  Attribute name;
  /// The attribute of the tag that holds the caller's name; absent when it is
  /// the same.
  std::optional<Attribute> from_attribute;
  VariableScope scope = VariableScope::kNested;
};

enum class BodyContent : unsigned char { kScriptless, kEmpty, kTagDependent };

/// What the directives of a tag file say beyond those of a page.
struct TagSettings {
  /// Its path in the site and its name, as in `card` of `card.tag`.
  std::string path;
  std::string name;
  BodyContent body_content = BodyContent::kScriptless;
  /// The variable that holds attributes which the tag does not declare.
  std::optional<Attribute> dynamic_attributes;
  std::vector<Parameter> attributes;
  std::vector<TagVariable> variables;

  const Parameter* find(std::string_view attribute) const {
    for (const Parameter& declared : attributes)
      if (declared.name.value == attribute) return &declared;
    return nullptr;
  }
};

/// What a taglib directive declares.
struct TagLibrary {
  enum class Kind : unsigned char { kFolder, kHeader };
  Kind kind = Kind::kFolder;
  Attribute prefix;
  /// Folder: its path in the site. Header: as `#include` names it.
  Attribute location;
  /// Header: where its structs stand, empty for the global namespace.
  std::string cpp_namespace;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_SETTINGS_H_
