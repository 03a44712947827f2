#ifndef QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_VALUES_H_
#define QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_VALUES_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace quire::compiler {

/// "attribute `session` is `maybe`; it must be `true` or `false`": the rule
/// follows the `;`.
void report_bad_value(const Attribute& attribute, std::string_view rule, Sink& sink);

/// "include directive without its `file` attribute", at the directive's name.
void report_missing_attribute(Span name_span, std::string_view element, std::string_view attribute, Sink& sink);

/// "`<t:card>`", as the page has it.
std::string written_tag(const Node& node, const SourceSet& sources);

/// `true` or `false`; nothing, and a report, for anything else.
std::optional<bool> read_bool(const Attribute& attribute, Sink& sink);

/// Which of `choices` the value is; nothing, and a report, when none.
std::optional<std::size_t> read_choice(const Attribute& attribute, std::span<const std::string_view> choices,
                                       Sink& sink);

/// A page, and a tag file, declares no more of each kind.
inline constexpr std::size_t kMaxDeclarations = 1000;

/// Whether `count` of `what`, as in "parameters", are as many as there may be;
/// reports the next one.
bool is_full(std::size_t count, const std::string& what, Span span, Sink& sink);

/// Whether the value can name a C++ variable; reports it otherwise.
bool check_variable_name(const Attribute& attribute, Sink& sink);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_VALUES_H_
