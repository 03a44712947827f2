#ifndef QUIRE_TOOLS_PAGEC_SITE_H_
#define QUIRE_TOOLS_PAGEC_SITE_H_

#include <stdexcept>
#include <string>
#include <vector>

namespace quire::pagec {

/// What was asked cannot be meant: told with the exit code for bad usage.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A page as the compiler names it.
struct PageName {
  /// The webapp's folder, a whole path.
  std::string root;
  /// As in `/cart/view.page`.
  std::string page;
};

/// Names the page in file `path`. Its webapp is `root`, or, for an empty one,
/// the nearest folder above it that has a `WEB-INF`, else its own folder.
PageName name_page(const std::string& path, const std::string& root);

/// The pages of a folder and its subfolders, in order, but for hidden ones,
/// `WEB-INF/work`, `skipped`, a whole path, and where web.toml says that files
/// are no pages.
std::vector<PageName> find_pages(const std::string& folder, const std::string& root, const std::string& skipped = {});

/// The tag files of a site, whether pages use them or not.
std::vector<PageName> find_tag_files(const std::string& site);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_SITE_H_
