#ifndef QUIRE_COMPILER_IMPORT_IMPORT_H_
#define QUIRE_COMPILER_IMPORT_IMPORT_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/import/importer.h"
#include "compiler/source/include_resolver.h"
#include "compiler/source/source_file.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace quire::compiler {

/// How many elements of a file were imported in which way.
struct ImportCounts {
  std::size_t kept = 0;
  std::size_t turned = 0;
  /// Left in comments that say what to do.
  std::size_t left = 0;
  /// References to pages that were renamed.
  std::size_t names = 0;
  /// Not supported in pages yet: tags of libraries, expressions.
  std::size_t waiting = 0;
};

struct ImportedFile {
  /// For example `cart/view.page`.
  std::string name;
  /// In UTF-8.
  std::string text;
  /// The JSP, for the places in `sink`.
  SourceSet sources;
  /// Warnings for what was left or converted by a guess. Errors are those of the translator
  /// in the result that no comment could avoid.
  Sink sink;
  ImportCounts counts;
};

/// Converts a JSP, a part of one, or a tag file into a page, where both are sure to mean
/// the same; everything else is left in comments that say what to do.
///
///     import_file("<%= request.getParameter(\"q\") %>", "find.jsp").text;  // <%= request.param("q") %>
///
/// `bytes` are as stored; `path` is relative to the site, without a leading slash, and its
/// extension determines the kind of file. `prefixes` are declared for it by other files. The
/// result can be translated, apart from features that are not supported yet and files that do
/// not exist; otherwise `sink` has an error.
ImportedFile import_file(const std::string& bytes, std::string_view path, const TagPrefixes& prefixes = {});

/// The tag libraries that the JSPs of a site declare for the files that they include, and for
/// those that include them.
class SitePrefixes {
 public:
  /// `root` is the folder of the site.
  explicit SitePrefixes(std::string root) : site_(std::move(root)) {}
  /// Reads a JSP and what it includes. `path` is as in `import_file`.
  void read(const std::string& path);
  /// The prefixes that a JSP may use, given the files that have been read.
  TagPrefixes of(const std::string& path) const;

 private:
  using Edges = std::multimap<std::string, std::string>;
  static std::set<std::string> reached(std::set<std::string> files, const Edges& edges);

  IncludeResolver site_;
  std::map<std::string, TagPrefixes> declared_;
  Edges includes_;
  Edges includers_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_IMPORT_IMPORT_H_
