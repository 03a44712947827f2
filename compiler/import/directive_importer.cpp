#include "compiler/import/directive_importer.h"

#include "compiler/assemble/content_type.h"
#include "compiler/import/imported_name.h"
#include "runtime/base/ascii.h"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <iterator>

namespace quire::compiler {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

struct Header {
  std::string_view java;
  /// Empty if pages need no header for it.
  std::string_view cpp;
};

constexpr Header kHeaders[] = {
    {"java.util.List", "<vector>"},
    {"java.util.ArrayList", "<vector>"},
    {"java.util.Vector", "<vector>"},
    {"java.util.LinkedList", "<list>"},
    {"java.util.Map", "<map>"},
    {"java.util.TreeMap", "<map>"},
    {"java.util.HashMap", "<unordered_map>"},
    {"java.util.Hashtable", "<unordered_map>"},
    {"java.util.Set", "<set>"},
    {"java.util.TreeSet", "<set>"},
    {"java.util.HashSet", "<unordered_set>"},
    {"java.util.Date", "<chrono>"},
    {"java.util.Calendar", "<chrono>"},
    {"java.util.Random", "<random>"},
    {"java.util.Arrays", "<algorithm>"},
    {"java.util.Collections", "<algorithm>"},
    {"java.util.Iterator", ""},
    {"java.util.Enumeration", ""},
    {"java.lang.String", "<string>"},
    {"java.lang.Math", "<cmath>"},
    {"java.lang.*", ""},
    {"java.text.SimpleDateFormat", "<chrono>"},
    {"java.text.DateFormat", "<chrono>"},
};

/// Packages that pages do not need to import.
constexpr std::string_view kOwn[] = {"jakarta.servlet.", "javax.servlet.", "java.lang."};

struct Type {
  std::string_view java;
  std::string_view cpp;
};

constexpr Type kTypes[] = {{"java.lang.Integer", "int"},
                           {"Integer", "int"},
                           {"int", "int"},
                           {"java.lang.Long", "long long"},
                           {"Long", "long long"},
                           {"long", "long long"},
                           {"java.lang.Boolean", "bool"},
                           {"Boolean", "bool"},
                           {"boolean", "bool"},
                           {"java.lang.Double", "double"},
                           {"Double", "double"},
                           {"double", "double"},
                           {"java.lang.Float", "double"},
                           {"java.lang.Character", "char"}};

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

/// Returns nullopt if no header is known.
std::optional<std::vector<std::string>> headers_of(std::string_view java) {
  if (java == "java.util.*") return std::vector<std::string>{"<vector>", "<map>"};
  if (java == "java.time.*" || java.starts_with("java.time.")) return std::vector<std::string>{"<chrono>"};
  const auto* header = std::ranges::find_if(kHeaders, [&](const Header& each) { return each.java == java; });
  if (header != std::end(kHeaders))
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

ImportedAttribute import_import(std::string_view value) {
  const ImportedHeaders found = import_headers(value);
  ImportedAttribute result;
  if (!found.unknown.empty())
    result.left = "no C++ header is known for the import of `" + boost::algorithm::join(found.unknown, "`, `") +
                  "`; name one, as in `import=\"cart.h\"`";
  if (found.headers.empty()) return result;
  result.value = boost::algorithm::join(found.headers, ", ");
  return result;
}

ImportedAttribute import_type(std::string_view value) {
  if (value == "java.lang.String" || value == "String") return {};
  const auto* type = std::ranges::find_if(kTypes, [&](const Type& each) { return each.java == value; });
  if (type != std::end(kTypes)) return {std::string(type->cpp)};
  return {std::nullopt, "`" + std::string(value) + "` is a Java type; name a C++ type with `type`"};
}

}  // namespace

ImportedHeaders import_headers(std::string_view imports) {
  ImportedHeaders result;
  for (std::size_t begin = 0; begin <= imports.size();) {
    const std::size_t comma = std::min(imports.find(',', begin), imports.size());
    const std::string_view java = trimmed(imports.substr(begin, comma - begin));
    begin = comma + 1;
    if (java.empty()) continue;
    const auto headers = headers_of(java);
    if (!headers) result.unknown.emplace_back(java);
    else
      for (const std::string& header : *headers)
        if (std::ranges::find(result.headers, header) == result.headers.end()) result.headers.push_back(header);
  }
  return result;
}

bool is_known_library(std::string_view uri) {
  return uri.starts_with("quire:") || uri.starts_with("jakarta.tags.") ||
         uri.starts_with("http://java.sun.com/jsp/jstl/") || uri.starts_with("http://java.sun.com/jstl/");
}

ImportedAttribute import_attribute(std::string_view directive, std::string_view name, std::string_view value,
                                   bool reencoded) {
  const bool is_settings = directive == "page" || directive == "tag";
  if (is_settings && name == "import") return import_import(value);
  if (is_settings && name == "language") return {};
  if (is_settings && name == "pageEncoding" && reencoded) return {"UTF-8"};
  if (directive == "page" && name == "contentType") return import_content_type(value);
  if (directive == "page" && name == "extends") return {std::nullopt, "pages in C++ do not extend a class"};
  if (directive == "page" && name == "isThreadSafe")
    return {std::nullopt, value == "false" ? "pages serve several requests at once; guard what they share" : ""};
  if (directive == "attribute" && name == "type") return import_type(value);
  const bool is_name = (directive == "page" && name == "errorPage") || (directive == "include" && name == "file");
  if (!is_name) return {std::string(value)};
  ImportedAttribute result{imported_link(value)};
  result.is_name = *result.value != value;
  return result;
}

}  // namespace quire::compiler
