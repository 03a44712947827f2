#ifndef QUIRE_COMPILER_EMIT_PAGE_FUNCTION_H_
#define QUIRE_COMPILER_EMIT_PAGE_FUNCTION_H_

#include <string>
#include <string_view>

namespace quire::compiler {

/// What C++ calls a page that is a part of its program.
///
///     /users/user-list.page   users_user_list   UsersUserListArgs
///     /404.page               _404              _404Args
///     /new.page               new_              NewArgs
///
/// Of two pages these may be the same; who writes both must say so.
struct PageFunction {
  /// The function's name: the path's words, joined by `_`.
  std::string name;
  /// The struct of its arguments.
  std::string arguments;
};

/// `path` as in `/cart/view.page`. What no identifier of ASCII can hold is `_`.
PageFunction page_function(std::string_view path);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_PAGE_FUNCTION_H_
