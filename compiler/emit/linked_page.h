#ifndef QUIRE_COMPILER_EMIT_LINKED_PAGE_H_
#define QUIRE_COMPILER_EMIT_LINKED_PAGE_H_

#include "compiler/ast/page.h"
#include "compiler/emit/emit_options.h"
#include "compiler/emit/page_function.h"
#include "compiler/emit/unit_writer.h"

#include <string>
#include <string_view>

namespace quire::compiler {

/// What a program that a page is linked into sees of it: its function, the
/// struct of its arguments, and its `quire::EmbeddedPage`.
class LinkedPage {
 public:
  /// Keeps references to `page`, `sources` and `options`.
  LinkedPage(const Page& page, const SourceSet& sources, std::string_view path, const EmitOptions& options);

  /// The unit's own declaration of what the header declares: after its includes.
  void declare(UnitWriter& out) const;
  /// Constants about the page, within its own namespace: places and files.
  void put_tables(UnitWriter& out) const;
  /// The function and the `EmbeddedPage`, after the page's namespace; `scope`
  /// is its name.
  void define(UnitWriter& out, const std::string& scope) const;
  /// For those who call the page; see `CppUnit::header`.
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

/// How a default is written where C++ wants a value: as the type, which
/// `quire::attribute` makes of text. Clang refuses what does not convert.
std::string default_value(const Parameter& parameter, const Attribute& text);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_EMIT_LINKED_PAGE_H_
