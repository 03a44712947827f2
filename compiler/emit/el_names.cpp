#include "compiler/emit/el_names.h"

#include "compiler/ast/visit.h"
#include "compiler/emit/literal.h"
#include "compiler/emit/standard_tag_names.h"
#include "compiler/lex/cpp_keyword.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

/// Variables of generated code, namespaces, and macros of the standard library.
constexpr std::string_view kTaken[] = {"EOF",       "NULL",  "application", "assert", "context", "errno",
                                       "getParent", "linux", "out",         "quire",  "request", "response",
                                       "session",   "std",   "stderr",      "stdin",  "stdout",  "unix"};

bool is_among(std::string_view name, const auto& names) { return std::ranges::find(names, name) != std::end(names); }

/// Whether C++ and generated code leave the name to pages.
bool is_free(std::string_view name) {
  return is_variable_name(name) && name.front() != '_' && name.find("__") == std::string_view::npos &&
         !is_among(name, kTaken);
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
  if (!is_variable_name(name)) return "QUIRE_EL_KEY(" + id + ", " + string_view_literal(name) + ");\n";
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
