#include "compiler/emit/page_function.h"

#include "compiler/lex/cpp_keyword.h"
#include "runtime/base/ascii.h"

namespace quire::compiler {
namespace {

/// `users_user_list` for `/users/user-list.page`. Other characters become a single `_`,
/// because names with two are reserved.
std::string words_of(std::string_view path) {
  std::string words;
  for (const char c : path.substr(0, path.rfind('.'))) {
    if (is_alphanumeric(c)) words += c;
    else if (!words.empty() && words.back() != '_') words += '_';
  }
  while (words.ends_with('_')) words.pop_back();
  if (words.empty() || is_digit(words.front())) words.insert(0, "_");
  return words;
}

/// `UsersUserList` for `users_user_list`.
std::string camel_case(std::string_view words) {
  std::string name;
  bool starts_word = true;
  for (const char c : words) {
    if (c == '_') {
      starts_word = true;
      continue;
    }
    name += starts_word ? to_upper(c) : c;
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
