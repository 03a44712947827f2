#include "compiler/emit/el_names.h"

#include "compiler/ast/visit.h"
#include "compiler/emit/core_names.h"
#include "compiler/emit/literal.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

/// Keywords of C++20 and its alternative tokens.
constexpr std::string_view kKeywords[] = {
    "alignas",     "alignof",  "and",        "and_eq",    "asm",       "auto",         "bitand",
    "bitor",       "bool",     "break",      "case",      "catch",     "char",         "char16_t",
    "char32_t",    "char8_t",  "class",      "co_await",  "co_return", "co_yield",     "compl",
    "concept",     "const",    "const_cast", "consteval", "constexpr", "constinit",    "continue",
    "decltype",    "default",  "delete",     "do",        "double",    "dynamic_cast", "else",
    "enum",        "explicit", "export",     "extern",    "false",     "float",        "for",
    "friend",      "goto",     "if",         "inline",    "int",       "long",         "mutable",
    "namespace",   "new",      "noexcept",   "not",       "not_eq",    "nullptr",      "operator",
    "or",          "or_eq",    "private",    "protected", "public",    "register",     "reinterpret_cast",
    "requires",    "return",   "short",      "signed",    "sizeof",    "static",       "static_assert",
    "static_cast", "struct",   "switch",     "template",  "this",      "thread_local", "throw",
    "true",        "try",      "typedef",    "typeid",    "typename",  "union",        "unsigned",
    "using",       "virtual",  "void",       "volatile",  "wchar_t",   "while",        "xor",
    "xor_eq"};

/// Variables of generated code, namespaces, and macros of the standard library.
constexpr std::string_view kTaken[] = {"EOF",       "NULL",  "application", "assert", "context", "errno",
                                       "getParent", "linux", "out",         "quire",  "request", "response",
                                       "session",   "std",   "stderr",      "stdin",  "stdout",  "unix"};

bool is_among(std::string_view name, const auto& names) { return std::ranges::find(names, name) != std::end(names); }

bool is_identifier(std::string_view name) {
  return !name.empty() && !is_digit(name.front()) &&
         std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '_'; });
}

/// Whether C++ leaves the name to programs.
bool is_free(std::string_view name) {
  return is_identifier(name) && name.front() != '_' && name.find("__") == std::string_view::npos &&
         !name.starts_with("quire_") && !is_among(name, kKeywords) && !is_among(name, kTaken);
}

/// The name with every byte that C++ does not accept in hexadecimal.
std::string mangled(std::string_view name) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  for (const char c : name) {
    if (is_alphanumeric(c)) {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    ((result += '_') += kDigits[byte >> 4]) += kDigits[byte & 15];
  }
  return result;
}

void add_names(const ElNode& node, std::set<std::string>& bound, ElNames& names) {
  if (node.kind == ElKind::kName && !bound.contains(node.text)) names.roots.insert(node.text);
  if (node.kind == ElKind::kFunction && node.text.find(':') == std::string::npos && !bound.contains(node.text))
    names.roots.insert(node.text);
  if (node.kind == ElKind::kProperty || node.kind == ElKind::kMethod) names.members.insert(node.text);
  if (node.kind != ElKind::kLambda) {
    for (const ElNode& operand : node.operands) add_names(operand, bound, names);
    return;
  }
  std::set<std::string> inner = bound;
  for (std::size_t index = 0; index + 1 < node.operands.size(); ++index) inner.insert(node.operands[index].text);
  add_names(node.operands.back(), inner, names);
}

}  // namespace

std::string el_identifier(std::string_view name) {
  return is_free(name) ? std::string(name) : "quire_el_" + mangled(name);
}

std::string implicit_object(std::string_view name) {
  constexpr std::string_view kObjects[] = {"applicationScope", "cookie",       "header",      "headerValues",
                                           "initParam",        "pageContext",  "pageScope",   "param",
                                           "paramValues",      "requestScope", "sessionScope"};
  if (!is_among(name, kObjects)) return {};
  return std::string(", quire::el::Implicit::k") + to_upper(name.front()) + std::string(name.substr(1));
}

std::string el_member(std::string_view name) { return "quire_member_" + mangled(name); }

std::string el_member_definition(std::string_view name) {
  const std::string id = el_member(name);
  if (!is_identifier(name) || is_among(name, kKeywords))
    return "QUIRE_EL_KEY(" + id + ", " + string_view_literal(name) + ");\n";
  std::string capital(name);
  capital.front() = to_upper(capital.front());
  return "QUIRE_EL_MEMBER(" + id + ", " + std::string(name) + ", " + snake_case(name) + ", " + capital + ");\n";
}

std::string snake_case(std::string_view name) {
  std::string result;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool is_capital = is_upper(name[at]);
    // `requestURI` is `request_uri`, `isURLEncoded` is `is_url_encoded`.
    const bool begins_word =
        is_capital && at > 0 && (!is_upper(name[at - 1]) || (at + 1 < name.size() && is_lower(name[at + 1])));
    if (begins_word && result.back() != '_') result += '_';
    result += to_lower(name[at]);
  }
  return result;
}

void ElNames::add(const Page& page) {
  for_each_node_and_part(page.nodes, [&](const Node& node) {
    if (const std::string_view name = name_set_by(node); !name.empty()) roots.emplace(name);
    std::set<std::string> bound;
    for (const ElNode& expression : node.el) add_names(expression, bound, *this);
  });
}

}  // namespace quire::compiler
