#include "compiler/import/beans.h"

#include "compiler/el/parser.h"
#include "compiler/import/el_uses.h"
#include "compiler/lex/lexer.h"
#include "compiler/parse/tag_parser.h"
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
  if (!is_property && node.kind != ElKind::kIndex) return {};
  const ElKind index = is_property ? ElKind::kString : node.operands[1].kind;
  if (index != ElKind::kString && index != ElKind::kInteger) return {};
  const std::string_view root = read_path(node.operands[0], path);
  const std::string name = is_property ? node.text : index == ElKind::kInteger ? "[]" : node.operands[1].text;
  // A dot separates properties.
  const bool is_name = name.find_first_of(".[") == std::string::npos || index == ElKind::kInteger;
  if (name.empty() || !is_name) return {};
  path += (path.empty() ? "" : ".") + name;
  return root;
}

/// For each variable of a loop: the bean that its elements are in, and their path.
using Elements = std::map<std::string, std::pair<std::string, std::string>, std::less<>>;

std::string joined(const std::string& path, const std::string& rest) {
  return path + (path.empty() || rest.empty() ? "" : ".") + rest;
}

/// The bean that an expression begins with, and the rest of it in `path`; empty if it does not.
std::string read_bean(const ElNode& node, const BeanProperties& beans, const Elements& elements, std::string& path) {
  const std::string root(read_path(node, path));
  if (beans.contains(root)) return root;
  const auto element = elements.find(root);
  if (element == elements.end()) return {};
  path = joined(element->second.second, path);
  return element->second.first;
}

void read_expression(const ElNode& node, const Elements& elements, BeanProperties& beans) {
  std::string path;
  const std::string bean = read_bean(node, beans, elements, path);
  if (!bean.empty() && !path.empty()) {
    beans[bean].insert(std::move(path));
    return;
  }
  for (const ElNode& operand : node.operands) read_expression(operand, elements, beans);
}

/// The variables of `<c:forEach items="${cart.items}" var="item">`.
Elements loop_variables(const TokenBuffer& buffer, const SourceSet& sources, const BeanProperties& beans) {
  Elements elements;
  for (const Token& token : buffer.tokens) {
    if (token.kind != TokenKind::kOpenAction) continue;
    Sink ignored;
    const Node node = parse_action(token, buffer.el, sources, ignored);
    const Attribute* items = node.local_name() == "forEach" ? node.find("items") : nullptr;
    const Attribute* variable = node.find("var");
    if (items == nullptr || !items->is_one_el() || variable == nullptr || !variable->is_text()) continue;
    const Node& part = items->parts.front();
    const auto parsed =
        parse_el(unescaped(part.inner, part.escapes, sources), part.inner, part.escapes, part.span, ignored);
    std::string path;
    const std::string bean = parsed.empty() ? std::string() : read_bean(*parsed.begin(), beans, elements, path);
    if (!bean.empty()) elements.insert_or_assign(variable->value, std::pair(bean, joined(path, "[]")));
  }
  return elements;
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
  const Elements elements = loop_variables(buffer, sources, beans);
  for (const ElNode& expression : expressions_of(buffer, sources)) read_expression(expression, elements, beans);
  for (const Token& token : buffer.tokens) {
    const bool is_java = token.kind == TokenKind::kScriptlet || token.kind == TokenKind::kExpression ||
                         token.kind == TokenKind::kDeclaration || token.kind == TokenKind::kOpenAction;
    if (is_java) read_java(sources.text(token.inner), beans);
  }
}

}  // namespace quire::compiler
