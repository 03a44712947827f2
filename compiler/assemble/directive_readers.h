#ifndef QUIRE_COMPILER_ASSEMBLE_DIRECTIVE_READERS_H_
#define QUIRE_COMPILER_ASSEMBLE_DIRECTIVE_READERS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

#include <map>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Adds the headers in `import="<vector>, cart.h"` to `settings`, each once; `"cart.h"` in
/// quotes is the same as without them. Reports items that are not headers.
void read_imports(const Attribute& attribute, PageSettings& settings, Sink& sink);

/// Reads a taglib directive: a folder of tag files, or a header whose structs are tags.
/// Reports unknown libraries and a prefix with two meanings.
void read_taglib(const Node& directive, Page& page, Sink& sink);

/// Reads a param directive: a typed request parameter.
void read_param(const Node& directive, Page& page, Sink& sink);
/// Reads an argument directive: a value that C++ callers pass to the page.
void read_argument(const Node& directive, Page& page, Sink& sink);

/// Reads `type`, `default`, `min` and `max` if they are given. JSP types such as
/// `java.lang.String` are replaced with the corresponding C++ types. Reports values that
/// are invalid for a number or `bool`.
void read_type(const Node& directive, Parameter& parameter, Sink& sink);

/// Adds the parameter, unless its name is already taken, which is reported.
void add_parameter(Parameter parameter, std::vector<Parameter>& parameters, const char* what, Sink& sink);

/// Reports text that is invalid for `type`, a C++ type, if that is a number or `bool`.
void check_typed_text(const Attribute& attribute, std::string_view type, Sink& sink);

/// Reads page directives, and the attributes that tag directives share with them, into
/// `page.settings` (Jakarta Server Pages 1.10.1). Keeps references to all arguments.
class PageSettingsReader {
 public:
  /// Starts with the settings from web.toml.
  PageSettingsReader(Page& page, const SourceSet& sources, Sink& sink);

  void read(const Node& directive);
  /// Checks that need all directives.
  void finish();

 private:
  bool repeats(const Attribute& attribute);
  void read(const Attribute& attribute);
  void read_trim(const Attribute& attribute);
  void read_escape(const Attribute& attribute);
  void set_escaping(std::string_view mode);
  void read_buffer(const Attribute& attribute);
  void read_methods(const Attribute& attribute);
  void report_unknown_method(const Attribute& attribute, std::string_view method);
  void read_body(const Attribute& attribute);
  void read_links(const Attribute& attribute);
  void check_encoding(const Attribute& attribute);
  void read_content_type(const Attribute& attribute);

  const Page& page_;
  PageSettings& settings_;
  const SourceSet& sources_;
  Sink& sink_;
  std::map<std::string_view, const Attribute*> first_;
  std::map<FileId, const Attribute*> encodings_;
};

/// Reads the directives `tag`, `attribute` and `variable` of a tag file into `page.tag`
/// (Jakarta Server Pages 8.5). Keeps references to all arguments.
class TagSettingsReader {
 public:
  TagSettingsReader(Page& page, Sink& sink) : tag_(page.tag), sink_(sink) {}

  void read(const Node& directive);
  void read_attribute(const Node& directive);
  void read_variable(const Node& directive);
  /// Checks that need all directives.
  void finish();

 private:
  void read_body_content(const Attribute& attribute);
  void read_context(const Attribute& attribute);
  /// Whether the name attributes of a variable directive are consistent; if not, reports it.
  bool check_variable_attributes(const Node& directive);

  TagSettings& tag_;
  Sink& sink_;
  std::map<std::string_view, const Attribute*> first_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_DIRECTIVE_READERS_H_
