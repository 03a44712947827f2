#include "compiler/import/beans.h"

#include "runtime/base/ascii.h"

#include <algorithm>

namespace quire::compiler {
namespace {

bool is_word(char c) { return is_alphanumeric(c) || c == '_'; }

std::string_view word_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(begin, end - begin);
}

/// The properties in `.address.city` or `.getAddress().getCity()` at `begin`; what follows them may be anything.
std::string path_at(std::string_view text, std::size_t begin, bool is_el) {
  std::string path;
  while (begin < text.size() && text[begin] == '.') {
    const std::string_view word = word_at(text, begin + 1);
    begin += 1 + word.size();
    const bool is_getter = text.substr(begin).starts_with("()");
    const bool is_call = begin < text.size() && text[begin] == '(';
    std::string name = is_getter ? property_of(word) : std::string(word);
    if (name.empty() || (is_call && !is_getter) || (!is_getter && !is_el)) break;
    path += (path.empty() ? "" : ".") + name;
    begin += is_getter ? 2 : 0;
  }
  return path;
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
  bool is_el = false;
  for (std::size_t at = 0; at < jsp.size(); ++at) {
    const std::string_view rest = jsp.substr(at);
    if (rest.starts_with("${") || rest.starts_with("#{")) is_el = true;
    if (rest.front() == '}') is_el = false;
    if (!is_word(rest.front())) continue;
    const std::string_view word = word_at(jsp, at);
    const bool is_member = at > 0 && jsp[at - 1] == '.';
    const auto bean = is_member ? beans.end() : beans.find(word);
    at += word.size() - 1;
    if (bean == beans.end()) continue;
    if (std::string path = path_at(jsp, at + 1, is_el); !path.empty()) bean->second.insert(std::move(path));
  }
}

}  // namespace quire::compiler
