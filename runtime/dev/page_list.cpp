#include "runtime/dev/page_list.h"

#include "runtime/dev/report.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <cmath>
#include <set>
#include <string>
#include <utility>

namespace quire {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

/// Nobody would look through a longer list.
constexpr std::size_t kMaxPages = 100'000;

double rounded(double milliseconds) { return std::round(milliseconds * 100) / 100; }

void add_dependencies(json::object& out, const PageStatus& status, const std::string& root) {
  json::array inside;
  std::size_t outside = 0;
  for (const FileStamp& file : status.dependencies) {
    if (!file.path.starts_with(root + "/")) ++outside;
    else if (file.path != root + status.page) inside.emplace_back(file.path.substr(root.size() + 1));
  }
  out["dependencies"] = std::move(inside);
  out["outside"] = outside;
}

json::object error_of(const PageFailure& failure, const std::string& root) {
  const Report report = report_of(failure, root);
  const Report::Item& first = report.items.front();
  return {{"message", first.message},
          {"file", first.file},
          {"path", first.path},
          {"line", first.line},
          {"column", first.column}};
}

json::object last_error_of(const RunErrors::Entry& entry, const std::string& root) {
  const auto since_1970 = std::chrono::duration_cast<std::chrono::milliseconds>(entry.time.time_since_epoch());
  json::object out{{"time", since_1970.count()}, {"message", entry.message}};
  if (entry.place.line == 0) return out;
  out["file"] = entry.place.file;
  out["path"] = path_in_site(root, entry.place.file);
  out["line"] = entry.place.line;
  out["column"] = entry.place.column;
  return out;
}

json::object page_of(const PageStatus& status, const std::string& root) {
  json::object out{{"page", status.page}, {"state", "not built"}, {"builds", status.builds}};
  if (status.found.page) {
    out["state"] = "good";
    out["version"] = status.found.page->version();
  }
  if (status.found.failure) {
    out["state"] = "failed";
    out["error"] = error_of(*status.found.failure, root);
  }
  if (status.builds > 0) {
    // Without stages, it was loaded from the work folder without a build.
    out["grade"] = grade_name(status.grade);
    out["milliseconds"] = rounded(status.milliseconds);
    json::array stages;
    for (const auto& [name, took] : status.stages) stages.push_back(json::array{name, rounded(took)});
    out["stages"] = std::move(stages);
  }
  add_dependencies(out, status, root);
  return out;
}

/// The paths of all pages in a folder, for example `/cart.page`.
std::set<std::string> pages_on_disk(const std::string& root) {
  std::set<std::string> pages;
  boost::system::error_code error;
  fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, error);
  for (; !error && entry != fs::recursive_directory_iterator() && pages.size() < kMaxPages; entry.increment(error)) {
    const std::string path = entry->path().string().substr(root.size());
    const std::string name = entry->path().filename().string();
    boost::system::error_code ignored;
    if (fs::is_directory(entry->status(ignored))) {
      if (name.starts_with('.') || path == "/WEB-INF/work") entry.disable_recursion_pending();
    } else if (is_page_path(name) && !name.starts_with('.')) {
      pages.insert(path);
    }
  }
  return pages;
}

}  // namespace

void RunErrors::note(const std::string& page, const RunError& error) {
  Entry entry{std::chrono::system_clock::now(), error.type.empty() ? error.message : error.type + ": " + error.message,
              error.places.empty() ? RunError::Place() : error.places.front()};
  const std::lock_guard lock(mutex_);
  if (entries_.size() < kMaxPages || entries_.contains(page)) entries_[page] = std::move(entry);
}

std::map<std::string, RunErrors::Entry> RunErrors::all() const {
  const std::lock_guard lock(mutex_);
  return entries_;
}

json::array list_pages(const std::vector<std::shared_ptr<Site>>& sites, const RunErrors& run_errors) {
  const std::map<std::string, RunErrors::Entry> errors = run_errors.all();
  json::array out;
  for (const std::shared_ptr<Site>& site : sites) {
    const std::string& root = site->webapp.root();
    std::set<std::string> unbuilt = pages_on_disk(root);
    json::array pages;
    for (const PageStatus& status : site->pages->pages()) {
      unbuilt.erase(status.page);
      json::object page = page_of(status, root);
      if (const auto error = errors.find(site->page_path(status.page)); error != errors.end())
        page["last_run_error"] = last_error_of(error->second, root);
      pages.push_back(std::move(page));
    }
    for (const std::string& page : unbuilt)
      if (site->webapp.settings().may_be_page(page)) pages.push_back(page_of({page}, root));
    out.push_back(json::object{
        {"context_path", site->webapp.decoded_context_path()}, {"root", root}, {"pages", std::move(pages)}});
  }
  return out;
}

}  // namespace quire
