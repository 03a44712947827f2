#include "tools/pagec/site.h"

#include "compiler/assemble/assemble.h"
#include "compiler/diag/reported.h"
#include "runtime/base/terminal.h"
#include "runtime/base/utf8.h"

#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <utility>

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

/// False if web.toml says that the file is not a page.
bool may_be_page(const compiler::IncludeResolver& site, const std::string& page) {
  // Errors in web.toml are reported when the remaining pages are compiled.
  compiler::TranslationContext context(site);
  const compiler::GroupSettings group = compiler::settings_for(page, context);
  return !group.pages || group.pages->value;
}

}  // namespace

PageName name_page(const std::string& path, const std::string& root) {
  const fs::path page = existing(path);
  if (fs::is_directory(page)) throw UsageError(path + " is a folder; specify a page");
  return name_within(page, root.empty() ? site_of(page) : existing(root));
}

std::vector<ReportedDiagnostic> check_settings(const std::string& root) {
  compiler::TranslationContext context{compiler::IncludeResolver(root)};
  compiler::check_settings(context);
  context.sink.sort();
  return compiler::reported(context.sink, context.sources, wants_colour(STDERR_FILENO));
}

std::optional<ReportedDiagnostic> name_mistake(const std::string& page) {
  if (is_utf8(page)) return std::nullopt;
  return build_failure(to_valid_utf8(page.substr(1)),
                       "the name of this page is not valid UTF-8, so browsers cannot request it; rename the file");
}

std::vector<PageName> find_tag_files(const std::string& site) {
  const fs::path top = existing(site);
  std::vector<PageName> tags;
  boost::system::error_code error;
  for (fs::recursive_directory_iterator entry(top / "WEB-INF" / "tags", error), end; entry != end; ++entry)
    if (compiler::names_tag_file(entry->path().string())) tags.push_back(name_within(entry->path(), top));
  std::ranges::sort(tags, {}, &PageName::page);
  return tags;
}

std::vector<PageName> find_pages(const std::string& folder, const std::string& root, const std::string& skipped) {
  const fs::path top = existing(folder);
  if (!fs::is_directory(top)) throw UsageError(folder + " is not a folder");
  const fs::path site = root.empty() ? top : existing(root);
  const compiler::IncludeResolver resolver(site.string());
  std::vector<PageName> pages;
  for (fs::recursive_directory_iterator entry(top), end; entry != end; ++entry) {
    const fs::path path = entry->path();
    const bool hidden = path.filename().string().starts_with('.');
    if (fs::is_directory(entry->symlink_status())) {
      if (hidden || path == site / "WEB-INF" / "work" || path == skipped) entry.disable_recursion_pending();
    } else if (!hidden && (path.extension() == ".page" || path.extension() == ".pagex")) {
      PageName name = name_within(path, site);
      if (may_be_page(resolver, name.page)) pages.push_back(std::move(name));
    }
  }
  std::ranges::sort(pages, {}, &PageName::page);
  return pages;
}

}  // namespace quire::pagec
