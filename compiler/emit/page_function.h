#ifndef QUIRE_COMPILER_EMIT_PAGE_FUNCTION_H_
#define QUIRE_COMPILER_EMIT_PAGE_FUNCTION_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// The C++ names of a page that is part of a program.
///
///     /users/user-list.page   users_user_list   UsersUserListArgs
///     /404.page               _404              _404Args
///     /new.page               new_              NewArgs
///
/// Two pages can have the same names; the caller must report that.
struct PageFunction {
  /// The function's name: the words of the path joined by `_`.
  std::string name;
  /// The struct of its arguments.
  std::string arguments;
};

/// `path` is, for example, `/cart/view.page`. Characters that are not allowed in an ASCII
/// identifier become `_`.
PageFunction page_function(std::string_view path);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_PAGE_FUNCTION_H_
