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

/// Reports, for example, "attribute `session` is `maybe`; it must be `true` or `false`", where
/// `rule` is the part after the `;`.
void report_bad_value(const Attribute& attribute, std::string_view rule, Sink& sink);

/// Reports, at the directive's name, for example "include directive is missing its `file` attribute".
void report_missing_attribute(Span name_span, std::string_view element, std::string_view attribute, Sink& sink);

/// The tag as written in the page, in backticks: "`<t:card>`".
std::string written_tag(const Node& node, const SourceSet& sources);

/// Reads `true` or `false`; reports any other value and returns nullopt.
std::optional<bool> read_bool(const Attribute& attribute, Sink& sink);

/// The index in `choices` of the value; reports any other value and returns nullopt.
std::optional<std::size_t> read_choice(const Attribute& attribute, std::span<const std::string_view> choices,
                                       Sink& sink);

/// The maximum number of declarations of each kind in a page or tag file.
inline constexpr std::size_t kMaxDeclarations = 1000;

/// Whether `count` has reached the maximum for `what`, such as "parameters"; if so, reports the next one.
bool is_full(std::size_t count, const std::string& what, Span span, Sink& sink);

/// Whether the value can be the name of a C++ variable; if not, reports it.
bool check_variable_name(const Attribute& attribute, Sink& sink);

/// A content type read from a page or from web.toml.
struct ContentType {
  /// As sent: text types get a charset.
  std::string value;
  /// Why the value is invalid; empty if it is valid.
  std::string_view mistake;
};

ContentType read_content_type(std::string_view written);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_ASSEMBLE_ATTRIBUTE_VALUES_H_
