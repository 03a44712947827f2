#ifndef QUIRE_COMPILER_IMPORT_IMPORT_H_
#define QUIRE_COMPILER_IMPORT_IMPORT_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace quire::compiler {

/// What became of a file's elements.
struct ImportCounts {
  std::size_t kept = 0;
  std::size_t turned = 0;
  /// In comments that say what to do.
  std::size_t left = 0;
  /// References to pages that have new names.
  std::size_t names = 0;
  /// What pages will know, but do not yet: tags of libraries, expressions.
  std::size_t waiting = 0;
};

struct ImportedFile {
  /// As in `cart/view.page`.
  std::string name;
  /// In UTF-8.
  std::string text;
  /// The JSP, for the places in `sink`.
  SourceSet sources;
  /// What is left, and what was turned by a guess: warnings. Errors are what the
  /// translator refuses in the result, which no comment could take away.
  Sink sink;
  ImportCounts counts;
};

/// Turns a JSP, a part of one, or a tag file, into a page as far as both surely
/// mean the same; what is left stands in comments that say what to do.
///
///     import_file("<%= request.getParameter(\"q\") %>", "find.jsp").text;  // <%= request.param("q") %>
///
/// `bytes` are as stored; `path` is the file's in its site, without the first
/// slash, and says by its end what it is. Reads no other file: names that other
/// files declare are not known. The result translates, but for what pages do
/// not know yet and files that are not there, or `sink` has an error.
ImportedFile import_file(std::string bytes, std::string_view path);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_IMPORT_H_
