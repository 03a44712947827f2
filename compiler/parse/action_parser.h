#ifndef QUIRE_COMPILER_PARSE_ACTION_PARSER_H_
#define QUIRE_COMPILER_PARSE_ACTION_PARSER_H_

#include "compiler/ast/node.h"
#include "compiler/diag/diagnostic.h"
#include "compiler/lex/token.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// Reads `<p:name a="…">` or `<p:name a="…"/>`, without what follows, and
/// reports what is wrong with its form. Which actions and attributes there are
/// is left to `check`.
Node parse_action(const Token& token, bool el_enabled, const SourceSet& sources, Sink& sink);

/// An action's attribute with what its value consists of.
Attribute action_attribute(Span name, Span value, std::vector<Node> parts, const SourceSet& sources);

/// An action's name as nodes have it: `jsp:include` is `page:include`.
std::string action_name(std::string_view written);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_PARSE_ACTION_PARSER_H_
