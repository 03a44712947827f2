#ifndef QUIRE_COMPILER_AST_SETTINGS_H_
#define QUIRE_COMPILER_AST_SETTINGS_H_

#include "compiler/ast/node.h"
#include "compiler/html/attribute_meaning.h"
#include "runtime/protocol/web_toml.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The settings for one page from the groups in web.toml.
struct GroupSettings : WebSettings::Group {
  /// web.toml.
  FileId file = 0;
  /// From `[escape]`, which is for all pages and tag files.
  CustomAttributes attributes = {};
};

inline Span span_of(WebSettings::Place place, FileId file) { return {file, place.begin, place.end}; }

/// How printed values are escaped.
enum class Escaping : unsigned char {
  /// For the place where each is printed.
  kAuto,
  /// As HTML text, wherever they are printed.
  kHtml,
  kOff,
};

/// A header that a page imports.
struct Import {
  /// The header's name, without brackets or quotes.
  Span span;
  std::string name;
  bool angled = false;
};

/// How white space in text is trimmed; see `check/passes.h`.
enum class Trim : unsigned char { kOff, kDirectives, kLines, kCollapse };

/// A typed name declared by a directive: a request parameter, a page argument, or an
/// attribute of a tag file.
struct Parameter {
  Attribute name;
  /// The C++ variable: `var` if given, otherwise derived from `name`.
  std::string variable;
  std::optional<Attribute> variable_attribute = {};
  /// As written; absent for text.
  std::optional<Attribute> type;
  /// The type in C++.
  std::string cpp_type = "std::string_view";
  std::optional<Attribute> fallback;
  std::optional<Attribute> min;
  std::optional<Attribute> max;
  bool is_required = false;
  /// Attribute of a tag file: a slot, which runs when the tag invokes it.
  bool is_fragment = false;
  Span variable_span() const { return (variable_attribute ? *variable_attribute : name).value_span; }
  /// Attribute of a tag file: false if it accepts only literal text.
  bool takes_expressions = true;
};

/// A library that a page links, such as `-lfoo`.
struct LinkedLibrary {
  std::string option;
  Span span;
};

/// `buffer` and `autoFlush` of the page directive; size 0 is `none`.
struct BufferSettings {
  std::size_t bytes = 0;
  bool auto_flush = true;
};

/// The combined settings of all page directives of a page, or of the settings that tag
/// directives share with them.
struct PageSettings {
  std::vector<Import> imports;
  std::string content_type = "text/html;charset=UTF-8";
  bool has_session = true;
  std::optional<BufferSettings> buffer;
  /// A path in the site.
  std::optional<Attribute> error_page;
  bool is_error_page = false;
  /// Whether an undefined name in `${name}` is an error.
  bool el_names_must_exist = true;
  Trim trim = Trim::kOff;
  Escaping escaping = Escaping::kAuto;
  std::vector<LinkedLibrary> links;
  std::optional<Attribute> layout;
  /// Index of the layout in `Page::tag_files`.
  std::optional<std::size_t> layout_file;
  /// Whether `?fragment=name` renders only that part of the page.
  bool serves_fragments = false;
  /// The methods that the page declares, in the format of the `Allow` field; empty for the usual ones.
  std::string methods;
  /// Whether the page reads the request's body itself.
  bool streams_body = false;
  std::vector<Parameter> params;
  std::vector<Parameter> arguments;
  /// The page's settings from web.toml.
  GroupSettings group;
};

/// When a variable of a tag file becomes visible to its caller.
enum class VariableScope : unsigned char { kNested, kAtBegin, kAtEnd };

/// A page-scope attribute that a tag file passes to its caller.
struct TagVariable {
  /// The name in the tag file: `name-given` or `alias`.
  Attribute name;
  /// The attribute of the tag that contains the caller's name for it; absent if the name is the same.
  std::optional<Attribute> from_attribute;
  VariableScope scope = VariableScope::kNested;
};

enum class BodyContent : unsigned char { kScriptless, kEmpty, kTagDependent };

/// What the directives of a tag file declare in addition to those of a page.
struct TagSettings {
  /// Where in a document the tag may be used: `text`, `attribute`, `url`, `script`, `style`.
  std::string context = "text";
  /// Its path in the site, and its name, such as `card` for `card.tag`.
  std::string path;
  std::string name;
  BodyContent body_content = BodyContent::kScriptless;
  /// The variable for attributes that the tag does not declare.
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
  enum class Kind : unsigned char { kFolder, kHeader, kStandard, kFunctions };
  Kind kind = Kind::kFolder;
  Attribute prefix;
  /// Folder: its path in the site. Header: its name in `#include`. Others: any `uri` of the library.
  Attribute location;
  /// Header: the namespace of its structs, empty for the global namespace.
  std::string cpp_namespace;
  /// Standard library: which one.
  KnownLibrary standard = KnownLibrary::kCore;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_AST_SETTINGS_H_
