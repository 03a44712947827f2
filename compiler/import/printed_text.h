#ifndef QUIRE_COMPILER_IMPORT_PRINTED_TEXT_H_
#define QUIRE_COMPILER_IMPORT_PRINTED_TEXT_H_

#include "compiler/import/java/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// The template text that prints a literal of C++ as it is; nothing when it
/// would be read as more than text.
std::optional<std::string> template_text(std::string_view literal);

/// What prints a value in the text of a page. `<%= "<b>" + name + "</b>" %>`
/// would escape its markup: it is `<b><%= name %></b>`. Nothing when the
/// value has no markup of its own.
std::optional<std::string> markup_as_text(const JavaValue& value);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_PRINTED_TEXT_H_
