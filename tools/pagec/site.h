#ifndef QUIRE_TOOLS_PAGEC_SITE_H_
#define QUIRE_TOOLS_PAGEC_SITE_H_

#include "runtime/protocol/reported_diagnostic.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace quire::pagec {

/// Invalid usage: reported with the exit code for it.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A page and its site, as the compiler needs them.
struct PageName {
  /// The site's folder, an absolute path.
  std::string root;
  /// The path in the site, for example `/cart/view.page`.
  std::string page;
};

/// The page in file `path`. Its site is `root`, or if that is empty, the nearest
/// folder above the page that contains `WEB-INF`, else the page's own folder.
PageName name_page(const std::string& path, const std::string& root);

/// The pages in a folder and its subfolders, sorted; without hidden files,
/// `WEB-INF/work`, the folder `skipped` (an absolute path), and files that are not
/// pages according to web.toml.
std::vector<PageName> find_pages(const std::string& folder, const std::string& root, const std::string& skipped = {});

/// Errors in the site's web.toml, including those that concern only the server.
std::vector<ReportedDiagnostic> check_settings(const std::string& root);

/// A page whose name is not valid UTF-8, as an error: URLs are UTF-8. Otherwise nullopt.
std::optional<ReportedDiagnostic> name_mistake(const std::string& page);

/// All tag files of a site, used or not.
std::vector<PageName> find_tag_files(const std::string& site);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_SITE_H_
