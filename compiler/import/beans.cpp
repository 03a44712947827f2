#include "compiler/import/beans.h"

#include "compiler/import/el_uses.h"
#include "compiler/lex/lexer.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <utility>

namespace quire::compiler {
namespace {

bool is_word(char c) { return is_alphanumeric(c) || c == '_'; }

std::string_view word_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(begin, end - begin);
}

/// The properties in `.getAddress().getCity()` at `begin`; what follows them may be anything.
std::string getters_at(std::string_view java, std::size_t begin) {
  std::string path;
  while (begin < java.size() && java[begin] == '.') {
    const std::string_view word = word_at(java, begin + 1);
    begin += 1 + word.size();
    const std::string name = java.substr(begin).starts_with("()") ? property_of(word) : std::string();
    if (name.empty()) break;
    path += (path.empty() ? "" : ".") + name;
    begin += 2;
  }
  return path;
}

void read_java(std::string_view java, BeanProperties& beans) {
  for (std::size_t at = 0; at < java.size(); ++at) {
    if (!is_word(java[at])) continue;
    const std::string_view word = word_at(java, at);
    const bool is_member = at > 0 && java[at - 1] == '.';
    const auto bean = is_member ? beans.end() : beans.find(word);
    at += word.size() - 1;
    if (bean == beans.end()) continue;
    if (std::string path = getters_at(java, at + 1); !path.empty()) bean->second.insert(std::move(path));
  }
}

/// The name that a path such as `user.address["city"]` begins with, and its properties in `path`; empty for others.
std::string_view read_path(const ElNode& node, std::string& path) {
  if (node.kind == ElKind::kName) return node.text;
  const bool is_property = node.kind == ElKind::kProperty;
  const bool is_index = node.kind == ElKind::kIndex && node.operands[1].kind == ElKind::kString;
  if (!is_property && !is_index) return {};
  const std::string_view root = read_path(node.operands[0], path);
  const std::string& name = is_property ? node.text : node.operands[1].text;
  // A dot separates properties.
  if (name.empty() || name.find('.') != std::string::npos) return {};
  path += (path.empty() ? "" : ".") + name;
  return root;
}

void read_expression(const ElNode& node, BeanProperties& beans) {
  std::string path;
  const auto bean = beans.find(read_path(node, path));
  if (bean != beans.end() && !path.empty()) {
    bean->second.insert(std::move(path));
    return;
  }
  for (const ElNode& operand : node.operands) read_expression(operand, beans);
}

}  // namespace

std::string bean_type(std::string_view java_class) {
  return java_class == "java.lang.String" ? "std::string" : "quire::Value";
}

std::string property_of(std::string_view method) {
  for (const std::string_view prefix : {"get", "is"}) {
    if (!method.starts_with(prefix) || method.size() == prefix.size()) continue;
    std::string name(method.substr(prefix.size()));
    const auto is_upper = [&](std::size_t at) { return at < name.size() && name[at] >= 'A' && name[at] <= 'Z'; };
    if (!is_upper(0)) continue;
    // `getURL` is that of `URL`.
    if (!is_upper(1)) name[0] = to_lower(name[0]);
    return name == "class" ? "" : name;
  }
  return {};
}

void read_properties(std::string_view jsp, BeanProperties& beans) {
  if (beans.empty()) return;
  SourceSet sources;
  Sink ignored;
  const FileId file = sources.add(SourceFile("beans.jsp", "", std::string(jsp)));
  const TokenBuffer buffer = lex(file, sources, ignored, {.may_be_library = [](std::string_view) { return true; }});
  for (const ElNode& expression : expressions_of(buffer, sources)) read_expression(expression, beans);
  for (const Token& token : buffer.tokens) {
    const bool is_java = token.kind == TokenKind::kScriptlet || token.kind == TokenKind::kExpression ||
                         token.kind == TokenKind::kDeclaration || token.kind == TokenKind::kOpenAction;
    if (is_java) read_java(sources.text(token.inner), beans);
  }
}

}  // namespace quire::compiler
