#include "compiler/import/tags/header.h"

#include "compiler/lex/cpp_keyword.h"
#include "runtime/base/ascii.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace quire::compiler {
namespace {

struct Type {
  std::string_view java;
  std::string_view cpp;
};

constexpr Type kTypes[] = {{"String", "std::string_view"},
                           {"CharSequence", "std::string_view"},
                           {"int", "int"},
                           {"Integer", "int"},
                           {"short", "int"},
                           {"Short", "int"},
                           {"byte", "int"},
                           {"Byte", "int"},
                           {"long", "long long"},
                           {"Long", "long long"},
                           {"boolean", "bool"},
                           {"Boolean", "bool"},
                           {"double", "double"},
                           {"Double", "double"},
                           {"float", "double"},
                           {"Float", "double"},
                           {"char", "char"},
                           {"Character", "char"}};

/// Names that a struct of a tag or its namespace has already, and macros.
constexpr std::string_view kTaken[] = {"render", "kWritesText", "quire", "std",    "NULL",
                                       "EOF",    "errno",       "stdin", "stdout", "stderr"};

/// Without what may end a comment or go on in the next line.
std::string in_comment(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, 200))
    result += is_alphanumeric(c) || std::string_view("/_-.:<>$,() ").find(c) != std::string_view::npos ? c : '_';
  return result;
}

/// `java.util.List<java.lang.String>` without its parameters; empty if they are not closed.
std::string without_parameters(std::string_view type) {
  std::string result;
  int depth = 0;
  for (const char c : type) {
    if (c == '<') ++depth;
    else if (c == '>') --depth;
    else if (depth == 0) result += c;
    if (depth < 0) return {};
  }
  return depth == 0 ? result : std::string();
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin));
}

/// The types of `java.lang.String join(java.util.List, java.lang.String)`; the first is that of the result.
std::optional<std::vector<std::string>> types_of(std::string_view signature) {
  const std::string plain = without_parameters(signature);
  const std::size_t open = plain.find('(');
  const std::size_t close = plain.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return std::nullopt;
  const std::string head = trimmed(std::string_view(plain).substr(0, open));
  const std::size_t blank = head.find_last_of(" \t\r\n");
  if (blank == std::string::npos) return std::nullopt;
  std::vector<std::string> types{trimmed(head.substr(0, blank))};
  const std::string inner = trimmed(std::string_view(plain).substr(open + 1, close - open - 1));
  for (std::size_t at = 0; !inner.empty() && at <= inner.size();) {
    const std::size_t comma = std::min(inner.find(',', at), inner.size());
    types.push_back(trimmed(std::string_view(inner).substr(at, comma - at)));
    at = comma + 1;
  }
  return types;
}

std::string initial_value(const std::string& type) {
  if (type == "bool") return " = false";
  if (type == "int" || type == "long long" || type == "double") return " = 0";
  return " = {}";
}

class HeaderWriter {
 public:
  HeaderWriter(const TagLibraryDescriptor& library, std::string_view path, std::string_view cpp_namespace)
      : library_(library), path_(path), namespace_(cpp_namespace) {}

  std::string run() {
    text_ = "// Imported from " + in_comment(path_) + R"(: tags and functions of Java, to be written in C++.
// A tag prints nothing until its `render` is written. Its content is hidden until then, because the
// tag may be a condition: `tag.body();` shows it. With `kWritesText`, a tag and its body write plain
// text, which is escaped for the place where it is used, such as an attribute; without that line,
// they write HTML, and the tag can only be used in text.
#pragma once

#include <quire/tag.h>
#include <quire/value.h>

#include <stdexcept>
#include <string>
#include <string_view>

)";
    text_ += "namespace " + namespace_ + " {\n";
    for (const auto& each : library_.tags) tag(each);
    for (const auto& each : library_.functions) function(each);
    text_ += "\n}  // namespace " + namespace_ + "\n";
    return std::move(text_);
  }

 private:
  /// A name that is not used yet; empty if there is none.
  static std::string take(std::string_view name, std::set<std::string>& taken) {
    std::string result = tag_member_name(name);
    return !result.empty() && taken.insert(result).second ? result : std::string();
  }

  void tag(const TagLibraryDescriptor::Tag& tag) {
    const std::string name = take(tag.name, names_);
    if (name.empty()) return left(tag.name);
    text_ += "\n/// `" + in_comment(tag.name) + "`, in Java: " + in_comment(tag.java_class) + "\n";
    text_ += "struct " + name + " {\n";
    if (tag.writes_text()) text_ += "  static constexpr bool kWritesText = true;\n";
    std::set<std::string> fields;
    for (const auto& attribute : tag.attributes) {
      const std::string field = take(attribute.name, fields);
      const bool is_text = attribute.type.empty() && !attribute.takes_values;
      const std::string type = is_text ? "std::string_view" : tag_member_type(attribute.type);
      if (!field.empty())
        text_ += "  " + type + " " + field + (attribute.is_required ? "" : initial_value(type)) + ";\n";
    }
    text_ += R"(
  void render(quire::TagContext& tag) const {
    // To be written.
    static_cast<void>(tag);
  }
};
)";
  }

  void function(const TagLibraryDescriptor::Function& function) {
    const std::string name = take(function.name, names_);
    const auto types = types_of(function.signature);
    if (name.empty() || !types) return left(function.name);
    std::string result = tag_member_type(types->front());
    if (result == "std::string_view") result = "std::string";
    if (types->front() == "void") result = "void";
    text_ += "\n/// In Java: " + in_comment(function.java_class) + ", " + in_comment(function.signature) + "\n";
    text_ += "inline " + result + " " + name + "(";
    for (std::size_t at = 1; at < types->size(); ++at) {
      const std::string type = tag_member_type((*types)[at]);
      text_ += std::string(at > 1 ? ", " : "") + (type == "quire::Value" ? "const quire::Value&" : type);
    }
    text_ += ") {\n  throw std::logic_error(\"`" + name + "` is to be written in C++\");\n}\n";
  }

  void left(std::string_view name) { text_ += "\n// `" + in_comment(name) + "` has no name or signature in C++.\n"; }

  const TagLibraryDescriptor& library_;
  const std::string path_;
  const std::string namespace_;
  std::string text_;
  std::set<std::string> names_;
};

}  // namespace

std::string tag_member_name(std::string_view name) {
  std::string result;
  for (const char c : name) result += is_alphanumeric(c) ? c : '_';
  const bool is_name = !name.empty() && std::ranges::all_of(name, is_ascii) && !is_digit(name.front());
  // Names that begin with `_`, or have two, belong to the compiler.
  if (!is_name || result.front() == '_' || result.find("__") != std::string::npos) return {};
  const bool is_taken = is_cpp_keyword(result) || std::ranges::find(kTaken, result) != std::end(kTaken);
  return is_taken ? result + "_" : result;
}

std::string tag_member_type(std::string_view java) {
  std::string type = trimmed(without_parameters(java));
  if (type.starts_with("java.lang.")) type.erase(0, 10);
  const auto* const known = std::ranges::find(kTypes, type, &Type::java);
  return std::string(known == std::end(kTypes) ? "quire::Value" : known->cpp);
}

std::string tags_header(const TagLibraryDescriptor& library, std::string_view path, std::string_view cpp_namespace) {
  return HeaderWriter(library, path, cpp_namespace).run();
}

std::string guards_header() {
  return R"(// Who is signed in and what they may see, for the tags of the library `quire:security`: to be written.
// Until then nobody is signed in, and what is only for users or for a role is hidden.
#pragma once

#include <quire/page_context.h>

#include <string>
#include <string_view>

/// The name of the user who is signed in; empty if nobody is.
inline std::string quire_user([[maybe_unused]] quire::PageContext& context) {
  // To be written.
  return {};
}

/// Whether that user has the role.
inline bool quire_has_role([[maybe_unused]] quire::PageContext& context, [[maybe_unused]] std::string_view role) {
  // To be written.
  return false;
}
)";
}

}  // namespace quire::compiler
