#ifndef QUIRE_COMPILER_EMIT_LINKED_PAGE_H_
#define QUIRE_COMPILER_EMIT_LINKED_PAGE_H_

#include "compiler/ast/page.h"
#include "compiler/emit/emit_options.h"
#include "compiler/emit/page_function.h"
#include "compiler/emit/unit_writer.h"

#include <string>
#include <string_view>

namespace quire::compiler {

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
