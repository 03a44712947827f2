#ifndef QUIRE_TOOLS_PAGEC_BUILD_SITE_TREE_H_
#define QUIRE_TOOLS_PAGEC_BUILD_SITE_TREE_H_

#include "runtime/app/web_settings.h"

#include <cstdint>
#include <string>
#include <vector>

namespace quire::pagec {

/// A file that is served, or read by pages, as it is.
struct SiteFile {
  /// Within the site, as in `images/logo.png`.
  std::string path;
  /// A whole path.
  std::string source;
  std::uint64_t size = 0;
  /// Nanoseconds since 1970.
  std::int64_t modified = 0;
};

/// What is not followed or copied, and why.
struct LeftOut {
  /// Within the site.
  std::string path;
  std::string sentence;
};

/// What a site consists of, from one walk through its folder.
struct SiteTree {
  /// As in `/cart/view.page`, in order.
  std::vector<std::string> pages;
  /// In order: everything but pages and what they are made of, hidden files,
  /// and what builds have left. No folder as such.
  std::vector<SiteFile> files;
  std::vector<LeftOut> left_out;
  /// What web.toml says to the server, with its mistakes.
  WebSettings settings;
};

/// Walks through the site in `root`, a whole path. Symbolic links are followed
/// where they lead within it. `with_sources`: pages, tag files and fragments are
/// among the files as well. Throws `std::runtime_error` for a folder that cannot
/// be read.
SiteTree read_site_tree(const std::string& root, bool with_sources);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_SITE_TREE_H_
