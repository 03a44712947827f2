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

/// Macros in headers of the C library that are not in capitals.
constexpr std::string_view kMacros[] = {
    "alloca",  "assert", "clrbit",   "errno",    "h_addr",   "h_errno", "howmany", "isclr",    "isset",    "major",
    "makedev", "minor",  "offsetof", "powerof2", "roundup",  "setbit",  "setjmp",  "st_atime", "st_ctime", "st_mtime",
    "stderr",  "stdin",  "stdout",   "strdupa",  "strndupa", "va_arg",  "va_copy", "va_end",   "va_start"};

/// Whether a header may define the name as a macro, as `EOF`.
bool may_be_macro(std::string_view name) { return is_among(name, kMacros) || std::ranges::none_of(name, is_lower); }

/// The definition where the name is not a macro.
std::string without_macro(std::string_view name, const std::string& definition) {
  if (!may_be_macro(name)) return definition;
  const std::string quoted = "(\"" + std::string(name) + "\")\n";
  return "#pragma push_macro" + quoted + "#undef " + std::string(name) + "\n" + definition + "#pragma pop_macro" +
         quoted;
}

/// Whether C++ or Quire reserves the name for itself, also as a macro: `__FILE__`, `_Pragma`, `QUIRE_API`.
bool is_reserved(std::string_view name) {
  return name.find("__") != std::string_view::npos || name.starts_with("QUIRE_") ||
         (name.size() > 1 && name[0] == '_' && is_upper(name[1]));
}

/// Whether C++ and generated code leave the name to pages.
bool is_free(std::string_view name) {
  return is_variable_name(name) && name.front() != '_' && !is_reserved(name) && !is_among(name, kTaken);
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
  if (node.kind == ElKind::kMethod) names.members.insert(node.text);
  if (const std::string_view property = el_property(node); !property.empty()) names.members.emplace(property);
  if (node.kind != ElKind::kLambda) {
    for (const ElNode& operand : node.operands) add_names(operand, bound, names);
    return;
  }
  std::set<std::string> inner = bound;
  for (std::size_t index = 0; index + 1 < node.operands.size(); ++index) inner.insert(node.operands[index].text);
  add_names(node.operands.back(), inner, names);
}

}  // namespace

std::string_view el_property(const ElNode& node) {
  if (node.kind == ElKind::kProperty) return node.text;
  const bool is_literal = node.kind == ElKind::kIndex && node.operands[1].kind == ElKind::kString;
  return is_literal && is_variable_name(node.operands[1].text) ? std::string_view(node.operands[1].text)
                                                               : std::string_view();
}

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
  std::string capital(name);
  capital.front() = to_upper(capital.front());
  if (is_cpp_keyword(name)) return "QUIRE_EL_GETTER(" + id + ", " + std::string(name) + ", " + capital + ");\n";
  if (!is_variable_name(name) || is_reserved(name))
    return "QUIRE_EL_KEY(" + id + ", \"" + escape_literal(name) + "\");\n";
  // `NEW` is also written `new`, which no member can be called.
  std::string other = snake_case(name);
  if (!is_variable_name(other) || is_reserved(other)) other = name;
  const std::string definition =
      "QUIRE_EL_MEMBER(" + id + ", " + std::string(name) + ", " + other + ", " + capital + ");\n";
  return other == name ? without_macro(name, definition) : without_macro(name, without_macro(other, definition));
}

std::string el_name_definition(std::string_view name) {
  const std::string id = el_identifier(name);
  return without_macro(id, "[[maybe_unused]] constexpr quire::el::Name " + id + "{" + string_view_literal(name) +
                               implicit_object(name) + "};\n");
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
