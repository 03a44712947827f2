#include "compiler/el/static_members.h"

#include "compiler/lex/cpp_scanner.h"

#include <algorithm>
#include <vector>

namespace quire::compiler {
namespace {

using Tokens = std::vector<std::string_view>;

/// The words of C++ code, and its punctuation.
Tokens tokens_of(std::string_view code) {
  std::vector<CppToken> tokens;
  CppScanner scanner(code, CppScanner::Until::kEndOfText);
  scanner.record_tokens(&tokens);
  scanner.scan(0);
  Tokens texts;
  for (const CppToken& token : tokens)
    if (token.kind == CppTokenKind::kWord || token.kind == CppTokenKind::kPunctuation)
      texts.push_back(code.substr(token.begin, token.end - token.begin));
  return texts;
}

template <std::size_t kSize>
bool is_one_of(std::string_view token, const std::string_view (&all)[kSize]) {
  return std::ranges::find(all, token) != std::end(all);
}

bool begins_type(std::string_view token) {
  constexpr std::string_view kWords[] = {"struct", "class", "union", "enum", "using"};
  return is_one_of(token, kWords);
}

bool is_word(std::string_view token) {
  return token[0] == '_' || static_cast<unsigned char>(token[0]) >= 0x80 || (token[0] | 0x20) >= 'a';
}

/// The first token at or after `at` that is not in `[[…]]` or `alignas(…)`.
std::size_t past_attributes(const Tokens& tokens, std::size_t at) {
  while (at < tokens.size() && (tokens[at] == "[" || tokens[at] == "alignas")) {
    const std::string_view end = tokens[at] == "[" ? "]" : ")";
    while (at < tokens.size() && tokens[at] != end) ++at;
    while (at < tokens.size() && tokens[at] == end) ++at;
  }
  return at;
}

}  // namespace

void add_declared_types(std::string_view code, TypeNames& types) {
  const Tokens tokens = tokens_of(code);
  int depth = 0;
  for (std::size_t at = 0; at + 2 < tokens.size(); ++at) {
    if (tokens[at] == "{") ++depth;
    else if (tokens[at] == "}") --depth;
    if (depth != 0 || !begins_type(tokens[at])) continue;
    const bool is_parameter = at > 0 && (tokens[at - 1] == "<" || tokens[at - 1] == ",");
    if (is_parameter) continue;
    std::size_t name = at + 1;
    if (tokens[name] == "class" || tokens[name] == "struct") ++name;
    name = past_attributes(tokens, name);
    if (name + 1 >= tokens.size()) break;
    constexpr std::string_view kAfterName[] = {"{", ":", "=", "final"};
    const bool is_qualified = tokens[name + 1] == ":" && name + 2 < tokens.size() && tokens[name + 2] == ":";
    if (is_word(tokens[name]) && is_one_of(tokens[name + 1], kAfterName) && !is_qualified) types.emplace(tokens[name]);
    at = is_word(tokens[name]) ? name : name - 1;
  }
}

void drop_declared_variables(std::string_view code, TypeNames& types) {
  if (types.empty()) return;
  const Tokens tokens = tokens_of(code);
  constexpr std::string_view kNoTypes[] = {"return", "co_return", "new", "throw", "case", "else", "typename"};
  constexpr std::string_view kAfterType[] = {">", "*", "&"};
  constexpr std::string_view kAfterName[] = {"=", ";", "(", "{", ",", ":", ")", "["};
  for (std::size_t at = 1; at + 1 < tokens.size(); ++at) {
    const auto type = types.find(tokens[at]);
    if (type == types.end() || !is_one_of(tokens[at + 1], kAfterName)) continue;
    const std::string_view before = tokens[at - 1];
    const bool follows_type =
        is_word(before) ? !begins_type(before) && !is_one_of(before, kNoTypes) : is_one_of(before, kAfterType);
    if (follows_type) types.erase(type);
  }
}

void name_static_members(ElNode& node, const TypeNames& types) {
  if (types.empty()) return;
  if (node.kind == ElKind::kLambda) {
    TypeNames visible = types;
    for (std::size_t at = 0; at + 1 < node.operands.size(); ++at) visible.erase(node.operands[at].text);
    return name_static_members(node.operands.back(), visible);
  }
  for (ElNode& operand : node.operands) name_static_members(operand, types);
  const bool is_member = node.kind == ElKind::kProperty || node.kind == ElKind::kMethod;
  if (!is_member || node.operands[0].kind != ElKind::kName || !types.contains(node.operands[0].text)) return;
  node.kind = node.kind == ElKind::kProperty ? ElKind::kScopedName : ElKind::kFunction;
  node.text = node.operands[0].text + "::" + node.text;
  if (node.kind == ElKind::kFunction) node.name_span = {node.span.file, node.span.begin, node.name_span.end};
  node.operands.erase(node.operands.begin());
}

}  // namespace quire::compiler
