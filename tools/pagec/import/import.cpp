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

/// The path of the page for the JSP file `name` in its site.
fs::path page_of(const fs::path& jsp, const std::string& name, const std::string& output, bool to_folder) {
  if (output.empty()) return jsp.parent_path() / fs::path(compiler::imported_name(jsp.filename().string()));
  return to_folder ? fs::path(output) / compiler::imported_name(name) : fs::path(output);
}

std::vector<Job> find_jobs(const ImportOptions& options) {
  const bool has_folder = std::any_of(options.paths.begin(), options.paths.end(), names_folder);
  const bool to_folder = has_folder || options.paths.size() > 1 || names_folder(options.output);
  std::vector<Job> jobs;
  const auto add = [&](const std::string& path, const std::string& root) {
    const PageName named = name_page(path, root);
    const std::string name = named.page.substr(1);
    const fs::path jsp = fs::path(named.root) / name;
    jobs.push_back({jsp, named.root, name, page_of(jsp, name, options.output, to_folder)});
  };
  for (const std::string& path : options.paths) {
    if (!fs::is_directory(path)) {
      if (!compiler::is_jsp_file(path))
        throw UsageError(path + " is not a JSP file; these end in .jsp, .jspf, .jspx, .tag, .tagx or .tagf");
      add(path, options.common.root);
      continue;
    }
    const fs::path folder = fs::canonical(path);
    for (const fs::path& jsp : jsps_of(folder))
      add(jsp.string(), options.common.root.empty() ? folder.string() : options.common.root);
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
std::vector<Job> find_settings(const ImportOptions& options) {
  std::vector<Job> jobs;
  for (const std::string& path : options.paths) {
    if (!fs::is_directory(path)) continue;
    const fs::path root = fs::canonical(path);
    const bool is_site = options.common.root.empty() || fs::equivalent(root, options.common.root);
    if (!is_site || !fs::is_directory(root / "WEB-INF")) continue;
    const fs::path target = options.output.empty() ? root : fs::path(options.output);
    jobs.push_back({root / "WEB-INF/web.xml", root.string(), "WEB-INF/web.xml", target / "WEB-INF/web.toml"});
  }
  return jobs;
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

/// The folder of the imported site; empty if only a file is written.
fs::path target_of(const std::string& root, const ImportOptions& options) {
  if (options.output.empty()) return root;
  const bool has_folder = std::any_of(options.paths.begin(), options.paths.end(), names_folder);
  const bool to_folder = has_folder || options.paths.size() > 1 || names_folder(options.output);
  return to_folder ? fs::path(options.output) : fs::path();
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
  const std::vector<Job> jobs = find_jobs(options);
  std::vector<compiler::ImportedFile> files;
  std::map<std::string, compiler::JspSite> sites;
  for (const Job& job : jobs) sites.try_emplace(job.root, job.root, tags).first->second.read(job.name);
  // Write nothing until it is known that everything may be written.
  for (const Job& job : jobs) {
    files.push_back(compiler::import_file(read(job.jsp), job.name, sites.at(job.root).context_of(job.name)));
    if (!options.force && is_taken(job, files.back()))
      throw UsageError(job.page.string() + " exists; use --force to overwrite it");
  }
  ImportReport report(options.common.diagnostics == "json");
  std::map<std::string, std::vector<const compiler::ImportedFile*>> pages;
  for (std::size_t index = 0; index < jobs.size(); ++index) {
    write_with_folder(jobs[index].page, files[index].text);
    report.add_page(jobs[index].name, jobs[index].page.string(), files[index]);
    pages[jobs[index].root].push_back(&files[index]);
  }
  for (const auto& [root, site] : sites)
    if (const fs::path target = target_of(root, options); !target.empty())
      write_site(site, pages[root], target, report);
  const std::vector<Job> settings = find_settings(options);
  for (const Job& job : settings) {
    const auto site = sites.find(job.root);
    import_settings(job, site == sites.end() ? "" : bundle_of(site->second, pages[job.root]), report);
  }
  if (settings.size() == 1) write_sample(settings[0].page.parent_path() / "sample.json", files);
  return report.finish();
}

}  // namespace quire::pagec
