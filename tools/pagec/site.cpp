#include "tools/pagec/site.h"

#include <boost/filesystem.hpp>

#include <algorithm>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

fs::path existing(const std::string& path) {
  boost::system::error_code error;
  fs::path whole = fs::canonical(path, error);
  if (error) throw UsageError(path + ": " + error.message());
  return whole;
}

fs::path site_of(const fs::path& page) {
  for (fs::path folder = page.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    if (fs::is_directory(folder / "WEB-INF")) return folder;
    if (folder == folder.root_path()) break;
  }
  return page.parent_path();
}

PageName name_within(const fs::path& page, const fs::path& root) {
  const fs::path relative = page.lexically_relative(root);
  if (relative.empty() || *relative.begin() == "..")
    throw UsageError(page.string() + " is not in the site " + root.string());
  return {root.string(), "/" + relative.string()};
}

}  // namespace

PageName name_page(const std::string& path, const std::string& root) {
  const fs::path page = existing(path);
  if (fs::is_directory(page)) throw UsageError(path + " is a folder; name a page");
  return name_within(page, root.empty() ? site_of(page) : existing(root));
}

std::vector<PageName> find_pages(const std::string& folder, const std::string& root, const std::string& skipped) {
  const fs::path top = existing(folder);
  if (!fs::is_directory(top)) throw UsageError(folder + " is no folder");
  const fs::path site = root.empty() ? top : existing(root);
  std::vector<PageName> pages;
  for (fs::recursive_directory_iterator entry(top), end; entry != end; ++entry) {
    const fs::path path = entry->path();
    const bool hidden = path.filename().string().starts_with('.');
    if (fs::is_directory(entry->symlink_status())) {
      if (hidden || path == site / "WEB-INF" / "work" || path == skipped) entry.disable_recursion_pending();
    } else if (!hidden && path.extension() == ".page") {
      pages.push_back(name_within(path, site));
    }
  }
  std::sort(pages.begin(), pages.end(), [](const PageName& a, const PageName& b) { return a.page < b.page; });
  return pages;
}

}  // namespace quire::pagec
