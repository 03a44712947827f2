#include "compiler/el/static_members.h"

#include "compiler/lex/cpp_scanner.h"

#include <vector>

namespace quire::compiler {
namespace {

/// The words of a declaration, and its punctuation.
std::vector<std::string_view> tokens_of(std::string_view code) {
  std::vector<CppToken> tokens;
  CppScanner scanner(code, CppScanner::Until::kEndOfText);
  scanner.record_tokens(&tokens);
  scanner.scan(0);
  std::vector<std::string_view> texts;
  for (const CppToken& token : tokens)
    if (token.kind == CppTokenKind::kWord || token.kind == CppTokenKind::kPunctuation)
      texts.push_back(code.substr(token.begin, token.end - token.begin));
  return texts;
}

bool begins_type(std::string_view word) {
  return word == "struct" || word == "class" || word == "union" || word == "enum" || word == "using";
}

/// The first token at or after `at` that is not in `[[…]]`.
std::size_t past_attributes(const std::vector<std::string_view>& tokens, std::size_t at) {
  while (at < tokens.size() && tokens[at] == "[") {
    while (at < tokens.size() && tokens[at] != "]") ++at;
    while (at < tokens.size() && tokens[at] == "]") ++at;
  }
  return at;
}

}  // namespace

void add_declared_types(std::string_view code, TypeNames& types) {
  const std::vector<std::string_view> tokens = tokens_of(code);
  int depth = 0;
  for (std::size_t at = 0; at + 2 < tokens.size(); ++at) {
    if (tokens[at] == "{") ++depth;
    else if (tokens[at] == "}") --depth;
    if (depth != 0 || !begins_type(tokens[at])) continue;
    std::size_t name = at + 1;
    if (tokens[name] == "class" || tokens[name] == "struct") ++name;
    name = past_attributes(tokens, name);
    if (name + 1 >= tokens.size()) break;
    const std::string_view after = tokens[name + 1];
    if (after == "{" || after == ":" || after == "=" || after == "final") types.emplace(tokens[name]);
    at = name;
  }
}

void name_static_members(ElNode& node, const TypeNames& types) {
  for (ElNode& operand : node.operands) name_static_members(operand, types);
  const bool is_member = node.kind == ElKind::kProperty || node.kind == ElKind::kMethod;
  if (!is_member || node.operands[0].kind != ElKind::kName || !types.contains(node.operands[0].text)) return;
  node.kind = node.kind == ElKind::kProperty ? ElKind::kScopedName : ElKind::kFunction;
  node.text = node.operands[0].text + "::" + node.text;
  if (node.kind == ElKind::kFunction) node.name_span = {node.span.file, node.span.begin, node.name_span.end};
  node.operands.erase(node.operands.begin());
}

}  // namespace quire::compiler
