#include "compiler/emit/page_function.h"

#include "compiler/lex/cpp_keyword.h"

namespace quire::compiler {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_character(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z') || is_digit(c); }

/// `users_user_list` of `/users/user-list.page`. One `_` for whatever stands
/// between: names with two are the compiler's.
std::string words_of(std::string_view path) {
  std::string words;
  for (const char c : path.substr(0, path.rfind('.'))) {
    if (is_name_character(c)) words += c;
    else if (!words.empty() && words.back() != '_') words += '_';
  }
  while (words.ends_with('_')) words.pop_back();
  if (words.empty() || is_digit(words.front())) words.insert(0, "_");
  return words;
}

/// `UsersUserList` of `users_user_list`.
std::string camel_case(std::string_view words) {
  std::string name;
  bool starts_word = true;
  for (const char c : words) {
    if (c == '_') {
      starts_word = true;
      continue;
    }
    name += starts_word && is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
    starts_word = false;
  }
  if (name.empty() || is_digit(name.front())) name.insert(0, "_");
  return name;
}

}  // namespace

PageFunction page_function(std::string_view path) {
  const std::string words = words_of(path);
  return {is_cpp_keyword(words) ? words + "_" : words, camel_case(words) + "Args"};
}

}  // namespace quire::compiler
