#ifndef QUIRE_TOOLS_PAGEC_BUILD_SITE_TREE_H_
#define QUIRE_TOOLS_PAGEC_BUILD_SITE_TREE_H_

#include "runtime/protocol/reported_diagnostic.h"
#include "runtime/protocol/web_toml.h"

#include <cstdint>
#include <string>
#include <vector>

namespace quire::pagec {

/// A file that is copied unchanged: a static file, or one that pages read.
struct SiteFile {
  /// The path in the site, for example `images/logo.png`.
  std::string path;
  /// An absolute path.
  std::string source;
  std::uint64_t size = 0;
  /// Nanoseconds since 1970.
  std::int64_t modified = 0;
};

/// A file that is ignored, and why.
struct LeftOut {
  /// The path in the site.
  std::string path;
  std::string sentence;
};

/// The contents of a site, from a single walk through its folder.
struct SiteTree {
  /// For example `/cart/view.page`; sorted.
  std::vector<std::string> pages;
  /// Sorted. Does not include pages, the files they are made from, hidden files,
  /// what `[build]` in web.toml ignores, and the output of builds. Folders are not listed.
  std::vector<SiteFile> files;
  std::vector<LeftOut> left_out;
  /// Pages that cannot be served.
  std::vector<ReportedDiagnostic> mistakes;
  /// What web.toml says.
  WebSettings settings;
};

/// Walks through the site in `root`, an absolute path. Follows symbolic links whose
/// targets are in the site. With `with_sources`, `files` also includes pages, tag
/// files and fragments. Throws `std::runtime_error` if a folder cannot be read.
SiteTree read_site_tree(const std::string& root, bool with_sources);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_SITE_TREE_H_
