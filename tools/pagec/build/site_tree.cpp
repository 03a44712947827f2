#include "tools/pagec/build/site_tree.h"

#include "runtime/base/utf8.h"
#include "runtime/protocol/private_path.h"
#include "tools/pagec/site.h"

#include <sys/stat.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string_view>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

/// Parts of pages, which are never served.
bool names_part(std::string_view path) {
  constexpr std::string_view kEnds[] = {".pagef", ".tag", ".tagx", ".tagf"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return path.ends_with(end); });
}

/// A walk through a site.
class Walk {
 public:
  Walk(std::string root, bool with_sources) : root_(std::move(root)), with_sources_(with_sources) {
    tree_.settings = read_web_settings(root_);
  }

  SiteTree run() {
    enter("", {});
    std::sort(tree_.pages.begin(), tree_.pages.end());
    const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
    std::sort(tree_.files.begin(), tree_.files.end(), by_path);
    std::sort(tree_.left_out.begin(), tree_.left_out.end(), by_path);
    return std::move(tree_);
  }

 private:
  /// `within` are the canonical paths of the enclosing folders.
  void enter(const std::string& folder, std::vector<fs::path> within);
  void take(const std::string& path, const std::vector<fs::path>& within);
  bool is_left_out(const std::string& path);
  void leave_out(const std::string& path, const std::string& sentence) { tree_.left_out.push_back({path, sentence}); }

  const std::string root_;
  const bool with_sources_;
  SiteTree tree_;
};

void Walk::enter(const std::string& folder, std::vector<fs::path> within) {
  const fs::path whole = fs::path(root_) / folder;
  boost::system::error_code error;
  const fs::path canonical = fs::canonical(whole, error);
  if (std::find(within.begin(), within.end(), canonical) != within.end())
    return leave_out(folder, "symbolic link to an enclosing folder; ignored");
  within.push_back(canonical);
  fs::directory_iterator entry(whole, error);
  if (error) throw std::runtime_error("cannot read " + whole.string() + ": " + error.message());
  for (; entry != fs::directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (is_hidden_name(name) || is_backup_name(name)) continue;
    std::string path = folder;
    if (!path.empty()) path += '/';
    take(path += name, within);
  }
}

/// Whether the symbolic link at `path` is ignored.
bool Walk::is_left_out(const std::string& path) {
  boost::system::error_code error;
  const fs::path target = fs::canonical(fs::path(root_) / path, error);
  if (error) {
    leave_out(path, "broken symbolic link; ignored");
    return true;
  }
  const fs::path relative = target.lexically_relative(root_);
  if (!relative.empty() && *relative.begin() != "..") {
    // The copy of a page's source would be a file that clients see.
    const bool is_public = !is_private_path("/" + path) && !is_page_path(path);
    if (!is_public || !is_private_target("/" + relative.string())) return false;
    leave_out(path, "symbolic link to " + relative.string() + ", which is not served; ignored");
    return true;
  }
  leave_out(path, "symbolic link to " + target.string() +
                      ", which is outside the site; ignored: copy the file into the site instead");
  return true;
}

void Walk::take(const std::string& path, const std::vector<fs::path>& within) {
  const std::string whole = root_ + "/" + path;
  if (tree_.settings.is_ignored("/" + path) && "/" + path != kWebSettings) return;
  struct stat status{};
  if (::lstat(whole.c_str(), &status) != 0) return;
  if (S_ISLNK(status.st_mode) && (is_left_out(path) || ::stat(whole.c_str(), &status) != 0)) return;
  if (S_ISDIR(status.st_mode)) {
    constexpr std::string_view kNoPart[] = {"WEB-INF/work", "WEB-INF/quire", "WEB-INF/src"};
    if (std::find(std::begin(kNoPart), std::end(kNoPart), path) == std::end(kNoPart)) enter(path, within);
    return;
  }
  if (!S_ISREG(status.st_mode)) return leave_out(path, "not a regular file, but a device, a pipe or a socket; ignored");
  const bool is_page = is_page_path(path) && tree_.settings.may_be_page("/" + path);
  if (!is_utf8(path)) {
    const std::optional<ReportedDiagnostic> mistake = is_page ? name_mistake("/" + path) : std::nullopt;
    if (mistake) return tree_.mistakes.push_back(*mistake);
    return leave_out(path, "its name is not valid UTF-8, so browsers cannot request it; ignored: rename it");
  }
  if (is_page) tree_.pages.push_back("/" + path);
  if ((is_page || names_part(path)) && !with_sources_) return;
  tree_.files.push_back({path, whole, static_cast<std::uint64_t>(status.st_size),
                         std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec});
}

}  // namespace

SiteTree read_site_tree(const std::string& root, bool with_sources) { return Walk(root, with_sources).run(); }

}  // namespace quire::pagec
