#ifndef QUIRE_COMPILER_IMPORT_PRINTED_TEXT_H_
#define QUIRE_COMPILER_IMPORT_PRINTED_TEXT_H_

#include "compiler/import/java/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// Template text that prints a C++ string literal; nullopt if it would be parsed as more than text.
std::optional<std::string> template_text(std::string_view literal);

/// Template text that prints a value. `<%= "<b>" + name + "</b>" %>` would escape its
/// markup, so it becomes `<b><%= name %></b>`. Returns nullopt if the value has no markup of its own.
std::optional<std::string> markup_as_text(const JavaValue& value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_PRINTED_TEXT_H_
