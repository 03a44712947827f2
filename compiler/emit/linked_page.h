#ifndef QUIRE_COMPILER_EMIT_LINKED_PAGE_H_
#define QUIRE_COMPILER_EMIT_LINKED_PAGE_H_

#include "compiler/ast/page.h"
#include "compiler/emit/cpp_unit.h"
#include "compiler/emit/unit_writer.h"

#include <string>
#include <string_view>

namespace quire::compiler {

/// The C++ names of a page that is part of a program.
///
///     /users/user-list.page   users_user_list   UsersUserListArgs
///     /404.page               _404              _404Args
///     /new.page               new_              NewArgs
///
/// Two pages can have the same names. Those that are only served then get names of their own, such
/// as `users_user_list_3f2a81c05bd7e694`.
struct PageFunction {
  /// The function's name: the words of the path joined by `_`.
  std::string name;
  /// The struct of its arguments.
  std::string arguments;
};

/// `path` is, for example, `/cart/view.page`. Characters that are not allowed in an ASCII
/// identifier become `_`. With `hashed`, both names contain the hash of the path.
PageFunction page_function(std::string_view path, bool hashed = false);

/// The members of a page's `quire::PageEntry` that follow `render`, with a comma before each; empty if all have their
/// defaults.
std::string entry_settings(const Page& page);

/// The public part of a page that is linked into a program: its function, the struct of its
/// arguments, and its `quire::EmbeddedPage`.
class LinkedPage {
 public:
  /// Keeps references to `page`, `sources` and `options`.
  LinkedPage(const Page& page, const SourceSet& sources, std::string_view path, const EmitOptions& options);

  /// Repeats the declarations of the header in the unit, after its includes.
  void declare(UnitWriter& out) const;
  /// Constants for the page, inside its namespace: positions and files.
  void put_tables(UnitWriter& out) const;
  /// The function and the `EmbeddedPage`, after the page's namespace, whose name is `scope`.
  void define(UnitWriter& out, const std::string& scope) const;
  /// For callers of the page; see `CppUnit::header`.
  std::string header() const;

 private:
  std::string arguments_struct() const;
  std::string guard() const;
  std::string signature() const;

  const Page& page_;
  const SourceSet& sources_;
  const std::string path_;
  const EmitOptions& options_;
  const PageFunction function_;
};

/// The name of a page's `quire::EmbeddedPage`, in namespace `quire::embedded`.
std::string embedded_page_name(std::string_view site, std::string_view path);

/// The C++ expression for a default value: text that `quire::attribute` converts to the
/// type. Clang rejects text that cannot be converted.
std::string default_value(const Parameter& parameter, const Attribute& text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_LINKED_PAGE_H_
