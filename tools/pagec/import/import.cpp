#include "compiler/import/import.h"

#include "compiler/import/imported_name.h"
#include "compiler/import/web_xml.h"
#include "runtime/base/file.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/import/import_report.h"
#include "tools/pagec/import/import_site.h"
#include "tools/pagec/site.h"

#include <boost/filesystem.hpp>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

/// A JSP file and the page to write, or a web.xml and the web.toml.
struct Job {
  fs::path jsp;
  /// The folder of its site, and the path in it, for example `cart/view.jsp`.
  std::string root;
  std::string name;
  fs::path page;
  /// The folder of the imported site; empty if only a file is written.
  fs::path target;
  /// Whether all of its site is imported.
  bool is_of_whole_site = false;
};

bool names_folder(const std::string& path) { return path.ends_with('/') || fs::is_directory(path); }

/// The JSP files in a folder and its subfolders, without hidden ones and `WEB-INF/work`.
std::vector<fs::path> jsps_of(const fs::path& folder) {
  std::vector<fs::path> jsps;
  for (fs::recursive_directory_iterator entry(folder), end; entry != end; ++entry) {
    const fs::path& path = entry->path();
    const bool hidden = path.filename().string().starts_with('.');
    if (fs::is_directory(entry->symlink_status())) {
      if (hidden || path == folder / "WEB-INF" / "work") entry.disable_recursion_pending();
    } else if (!hidden && compiler::is_jsp_file(path.string())) {
      jsps.push_back(path);
    }
  }
  std::sort(jsps.begin(), jsps.end());
  return jsps;
}

/// Whether a folder is that one, or in it.
bool is_within(const fs::path& folder, const fs::path& other) {
  const fs::path relative = folder.lexically_relative(other);
  return !relative.empty() && *relative.begin() != "..";
}

/// The site that a JSP in `folder` is in: that folder if it has `WEB-INF`, or else the nearest one that has, which may
/// be above `folder`.
std::string site_of(const fs::path& jsp, const fs::path& folder, const std::string& root) {
  if (!root.empty()) return root;
  if (fs::is_directory(folder / "WEB-INF")) return folder.string();
  const std::string site = name_page(jsp.string(), "").root;
  return fs::is_directory(fs::path(site) / "WEB-INF") ? site : folder.string();
}

std::vector<Job> find_jobs(const ImportOptions& options) {
  const bool has_folder = std::any_of(options.paths.begin(), options.paths.end(), names_folder);
  const bool to_folder = has_folder || options.paths.size() > 1 || names_folder(options.output);
  std::vector<Job> jobs;
  const auto add = [&](const std::string& path, const std::string& root, const fs::path& folder) {
    const PageName named = name_page(path, root);
    Job job{fs::path(named.root) / named.page.substr(1), named.root, named.page.substr(1), {}, {}};
    job.is_of_whole_site = !folder.empty() && is_within(job.root, folder);
    if (options.output.empty()) job.target = job.root;
    else if (to_folder) job.target = options.output;
    // A project may have its site, or several, in folders.
    const bool has_place = job.is_of_whole_site && !options.output.empty() && job.root != folder.string();
    if (has_place) job.target /= fs::path(job.root).lexically_relative(folder);
    job.page = job.target.empty() ? fs::path(options.output) : job.target / compiler::imported_name(job.name);
    jobs.push_back(std::move(job));
  };
  for (const std::string& path : options.paths) {
    if (!fs::is_directory(path)) {
      if (!compiler::is_jsp_file(path))
        throw UsageError(path + " is not a JSP file; these end in .jsp, .jspf, .jspx, .tag, .tagx or .tagf");
      add(path, options.common.root, {});
      continue;
    }
    const fs::path folder = fs::canonical(path).remove_trailing_separator();
    for (const fs::path& jsp : jsps_of(folder)) add(jsp.string(), site_of(jsp, folder, options.common.root), folder);
  }
  if (jobs.empty()) throw UsageError("no JSP files found; these end in .jsp, .jspf, .jspx, .tag, .tagx or .tagf");
  return jobs;
}

std::string read(const fs::path& path) {
  Result<std::string> bytes = read_file(path.string());
  if (!bytes) throw std::runtime_error("cannot read " + path.string());
  return *std::move(bytes);
}

/// Whether writing the page would overwrite a different file. Tag files keep their
/// names, so those that need no change already exist.
bool is_taken(const Job& job, const compiler::ImportedFile& file) {
  return fs::exists(job.page) && (!fs::is_regular_file(job.page) || read(job.page) != file.text);
}

/// The settings of the sites that are imported as a whole: a `web.toml` each.
std::vector<Job> find_settings(const std::vector<Job>& jsps) {
  std::map<std::string, Job> jobs;
  for (const Job& jsp : jsps) {
    const fs::path root = jsp.root;
    if (jsp.is_of_whole_site && fs::is_directory(root / "WEB-INF"))
      jobs.try_emplace(jsp.root, Job{root / "WEB-INF/web.xml", jsp.root, "WEB-INF/web.xml",
                                     jsp.target / "WEB-INF/web.toml", jsp.target, true});
  }
  std::vector<Job> result;
  for (auto& [root, job] : jobs) result.push_back(std::move(job));
  return result;
}

/// Adds the files that JSPs of whole sites include, but whose names are not those of JSPs.
void add_parts(const std::map<std::string, compiler::JspSite>& sites, std::vector<Job>& jobs) {
  std::map<std::string, fs::path> targets;
  for (const Job& job : jobs)
    if (job.is_of_whole_site) targets.try_emplace(job.root, job.target);
  for (const auto& [root, target] : targets)
    for (const std::string& name : sites.at(root).parts())
      jobs.push_back({fs::path(root) / name, root, name, target / compiler::imported_include(name), target, true});
}

/// Writes a site's web.toml, unless there is a different one.
void import_settings(const Job& job, const std::string& bundle, ImportReport& report) {
  const bool has_descriptor = fs::exists(job.jsp);
  compiler::ImportedFile file;
  if (has_descriptor) file = compiler::import_web_xml(read(job.jsp), bundle);
  else file.text = compiler::default_web_toml(bundle);
  if (file.sink.has_errors()) return report.add(job.name, job.page.string(), file);
  if (!is_taken(job, file)) {
    write_with_folder(job.page, file.text);
  } else if (has_descriptor) {
    file.sink = {};
    file.sink.report(compiler::DiagnosticKind::kNotImported, {},
                     "`" + job.page.string() + "` exists and was not changed; add what is missing there");
    file.counts = {.left = 1};
  }
  if (has_descriptor) report.add(job.name, job.page.string(), file);
}

/// The tags that become others, with those in the file that the options name.
compiler::TagMap tag_map(const ImportOptions& options) {
  compiler::TagMap tags;
  if (options.map.empty()) return tags;
  std::string mistakes;
  for (const std::string& mistake : tags.add(read(options.map), options.map))
    mistakes += (mistakes.empty() ? "" : "\n") + mistake;
  if (!mistakes.empty()) throw UsageError(mistakes);
  return tags;
}

}  // namespace

int import_pages(const ImportOptions& options) {
  const compiler::TagMap tags = tag_map(options);
  std::vector<Job> jobs = find_jobs(options);
  std::vector<compiler::ImportedFile> files;
  std::map<std::string, compiler::JspSite> sites;
  for (const Job& job : jobs) sites.try_emplace(job.root, job.root, tags).first->second.read(job.name);
  add_parts(sites, jobs);
  // Write nothing until it is known that everything may be written.
  for (const Job& job : jobs) {
    files.push_back(compiler::import_file(read(job.jsp), job.name, sites.at(job.root).context_of(job.name)));
    if (!options.force && is_taken(job, files.back()))
      throw UsageError(job.page.string() + " exists; use --force to overwrite it");
  }
  ImportReport report(options.common.diagnostics == "json");
  std::map<std::string, std::vector<const compiler::ImportedFile*>> pages;
  std::map<std::string, fs::path> targets;
  for (std::size_t index = 0; index < jobs.size(); ++index) {
    write_with_folder(jobs[index].page, files[index].text);
    report.add_page(jobs[index].name, jobs[index].page.string(), files[index]);
    pages[jobs[index].root].push_back(&files[index]);
    targets.try_emplace(jobs[index].root, jobs[index].target);
  }
  for (const auto& [root, site] : sites)
    if (const fs::path& target = targets.at(root); !target.empty()) write_site(site, pages[root], target, report);
  const std::vector<Job> settings = find_settings(jobs);
  for (const Job& job : settings) {
    const auto site = sites.find(job.root);
    import_settings(job, site == sites.end() ? "" : bundle_of(site->second, pages[job.root]), report);
  }
  if (settings.size() == 1) write_sample(settings[0].page.parent_path() / "sample.json", files);
  return report.finish();
}

}  // namespace quire::pagec
