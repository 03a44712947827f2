#include "compiler/import/importer.h"

#include "compiler/assemble/attribute_values.h"
#include "compiler/import/imported_name.h"
#include "runtime/base/ascii.h"

#include <boost/algorithm/string.hpp>

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

/// Java classes, separated by blanks, and what they are in C++.
struct Names {
  std::string_view java;
  std::string_view cpp;
};

constexpr Names kHeaders[] = {
    {"java.util.List java.util.ArrayList java.util.Vector", "<vector>"},
    {"java.util.LinkedList", "<list>"},
    {"java.util.Map java.util.TreeMap", "<map>"},
    {"java.util.HashMap java.util.Hashtable", "<unordered_map>"},
    {"java.util.Set java.util.TreeSet", "<set>"},
    {"java.util.HashSet", "<unordered_set>"},
    {"java.util.Date java.util.Calendar java.text.SimpleDateFormat java.text.DateFormat", "<chrono>"},
    {"java.util.Random", "<random>"},
    {"java.util.Arrays java.util.Collections", "<algorithm>"},
    {"java.util.Iterator java.util.Enumeration java.lang.*", ""},
    {"java.lang.String", "<string>"},
    {"java.lang.Math", "<cmath>"}};

/// Packages that pages do not need to import.
constexpr std::string_view kOwn[] = {"jakarta.servlet.", "javax.servlet.", "java.lang."};

constexpr Names kTypes[] = {{"java.lang.Integer Integer int", "int"},
                            {"java.lang.Long Long long", "long long"},
                            {"java.lang.Boolean Boolean boolean", "bool"},
                            {"java.lang.Double Double double java.lang.Float", "double"},
                            {"java.lang.Character", "char"}};

template <std::size_t kSize>
const Names* find(const Names (&table)[kSize], std::string_view java) {
  const auto* found = std::ranges::find_if(table, [&](const Names& each) {
    return (" " + std::string(each.java) + " ").find(" " + std::string(java) + " ") != std::string::npos;
  });
  return found == std::end(table) ? nullptr : found;
}

/// Returns nullopt if no header is known.
std::optional<std::vector<std::string>> headers_of(std::string_view java) {
  if (java == "java.util.*") return std::vector<std::string>{"<vector>", "<map>"};
  if (java == "java.time.*" || java.starts_with("java.time.")) return std::vector<std::string>{"<chrono>"};
  if (const Names* header = find(kHeaders, java))
    return header->cpp.empty() ? std::vector<std::string>{} : std::vector<std::string>{std::string(header->cpp)};
  const bool is_own = std::ranges::any_of(kOwn, [&](std::string_view own) { return java.starts_with(own); });
  return is_own ? std::optional(std::vector<std::string>{}) : std::nullopt;
}

ImportedAttribute import_content_type(std::string_view value) {
  if (read_content_type(value).mistake.empty()) return {std::string(value)};
  const std::size_t charset = to_lower(value).find("charset=");
  if (charset == std::string::npos) return {std::string(value)};
  const std::size_t end = std::min(value.find_first_of("; ", charset), value.size());
  return {std::string(value.substr(0, charset)) + "charset=UTF-8" + std::string(value.substr(end))};
}

/// For imports such as `java.util.List, com.example.*`.
ImportedAttribute import_import(std::string_view value, const std::function<bool(std::string_view)>& is_used) {
  std::vector<std::string> imports;
  std::vector<std::string> headers;
  std::vector<std::string> unknown;
  for (std::string& java : boost::split(imports, value, boost::is_any_of(","))) {
    boost::trim_if(java, boost::is_any_of(" \t\r\n"));
    if (java.empty()) continue;
    const auto found = headers_of(java);
    if (!found && is_used(std::string_view(java).substr(java.rfind('.') + 1))) unknown.push_back(java);
    for (const std::string& header : found.value_or(std::vector<std::string>{}))
      if (std::ranges::find(headers, header) == headers.end()) headers.push_back(header);
  }
  ImportedAttribute result;
  if (!headers.empty()) result.value = boost::join(headers, ", ");
  if (!unknown.empty())
    result.left = "no C++ header is known for the import of `" + boost::join(unknown, "`, `") +
                  "`; name one, as in `import=\"cart.h\"`";
  return result;
}

ImportedAttribute import_type(std::string_view value) {
  if (value == "java.lang.String" || value == "String") return {};
  if (const Names* type = find(kTypes, value)) return {std::string(type->cpp)};
  // Expressions read it by its properties, as they read beans.
  ImportedAttribute result{"quire::Value"};
  const bool is_of_java = value.starts_with("java.") || value.find('.') == std::string_view::npos;
  if (!is_of_java) result.guess = "`" + std::string(value) + "` is data, a `quire::Value`";
  return result;
}

}  // namespace

ImportedAttribute import_attribute(std::string_view directive, std::string_view name, std::string_view value,
                                   bool reencoded, const std::function<bool(std::string_view)>& is_used) {
  const bool is_settings = directive == "page" || directive == "tag";
  if (is_settings && name == "import") return import_import(value, is_used);
  if (is_settings && name == "language") return {};
  if (is_settings && name == "pageEncoding" && reencoded) return {"UTF-8"};
  if (directive == "page" && name == "contentType") return import_content_type(value);
  if (directive == "page" && name == "extends") return {std::nullopt, "pages in C++ do not extend a class"};
  if (directive == "page" && name == "isThreadSafe")
    return {std::nullopt, value == "false" ? "pages serve several requests at once; guard what they share" : ""};
  if (directive == "attribute" && name == "type") return import_type(value);
  // No error page, as without the attribute.
  if (directive == "page" && name == "errorPage" && value.empty()) return {};
  const bool is_name = (directive == "page" && name == "errorPage") || (directive == "include" && name == "file");
  if (!is_name) return {std::string(value)};
  ImportedAttribute result{directive == "include" ? imported_include(value) : imported_link(value)};
  result.is_name = *result.value != value;
  return result;
}

}  // namespace quire::compiler
