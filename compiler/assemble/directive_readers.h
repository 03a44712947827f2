#ifndef QUIRE_COMPILER_ASSEMBLE_DIRECTIVE_READERS_H_
#define QUIRE_COMPILER_ASSEMBLE_DIRECTIVE_READERS_H_

#include "compiler/ast/page.h"
#include "compiler/diag/diagnostic.h"

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

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_DIRECTIVE_READERS_H_
