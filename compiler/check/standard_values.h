#ifndef QUIRE_COMPILER_CHECK_STANDARD_VALUES_H_
#define QUIRE_COMPILER_CHECK_STANDARD_VALUES_H_

#include "compiler/ast/node.h"
#include "compiler/ast/standard_tag.h"
#include "compiler/diag/diagnostic.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Reports a value that the attribute of a core tag cannot have; `tag` is as written, such as "`<c:if>`".
void check_standard_value(const Attribute& attribute, const StandardAttribute& rule, const std::string& tag,
                          Sink& sink);

/// Whether the attribute is one of those that the tag declares; a form's fields have others as well.
bool takes_attribute(StandardTag tag, std::string_view attribute);

/// Reports an encoding other than UTF-8.
void check_encoding(const Node& node, std::string_view attribute, Sink& sink);

/// Reports what `c:import` does not do.
void check_import(const Node& node, const std::string& tag, Sink& sink);

/// The names of `${a.b}`, which is how `c:set` says what it changes: `a` and `b`. Empty if it is anything else.
std::vector<std::string> target_path(const Attribute& target);

/// Whether `${…}` can read an attribute of that name: letters of any script, digits, `_` and `$`.
bool is_el_name(std::string_view name);

/// Whether the URL has a scheme, such as `http:`.
bool is_absolute_url(std::string_view url);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CHECK_STANDARD_VALUES_H_
