#include "compiler/import/import.h"

#include "compiler/import/imported_name.h"
#include "compiler/import/web_xml.h"
#include "runtime/base/file.h"
#include "tools/pagec/build/places.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/report.h"
#include "tools/pagec/site.h"

#include <boost/filesystem.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <utility>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;
namespace json = boost::json;

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

void write(const fs::path& path, const std::string& text) {
  if (!path.parent_path().empty()) make_folder(path.parent_path().string());
  write_file(path.string(), text);
}

std::string summary(const compiler::ImportCounts& counts) {
  std::string text = std::to_string(counts.kept) + " kept, " + std::to_string(counts.turned) + " converted, " +
                     std::to_string(counts.left) + " left to do";
  if (counts.names > 0) text += ", " + counted(counts.names, "link") + " updated";
  if (counts.mentions > 0) text += ", " + counted(counts.mentions, "mention") + " of `.jsp` to check";
  if (counts.waiting > 0) text += ", " + counted(counts.waiting, "place") + " that `pagec check` reports";
  return text;
}

/// Prints the result for each file, and the totals.
class ImportReport {
 public:
  explicit ImportReport(bool is_json) : is_json_(is_json) {}

  void add(const Job& job, const compiler::ImportedFile& file) {
    ++files_;
    has_errors_ = has_errors_ || file.sink.has_errors();
    total_.kept += file.counts.kept;
    total_.turned += file.counts.turned;
    total_.left += file.counts.left;
    total_.names += file.counts.names;
    total_.mentions += file.counts.mentions;
    total_.waiting += file.counts.waiting;
    print_diagnostics(file.sink, file.sources, is_json_ ? "json" : "text");
    if (is_json_) return add_json(job, file);
    std::fprintf(stderr, "%s -> %s: %s\n", job.name.c_str(), job.page.c_str(), summary(file.counts).c_str());
  }

  int finish() const {
    if (!is_json_ && files_ > 1)
      std::fprintf(stderr, "%s: %s\n", counted(files_, "file").c_str(), summary(total_).c_str());
    if (!is_json_) std::fputs("printed values are now escaped; for intentional HTML, write `<%- … %>`\n", stderr);
    return has_errors_ ? kExitMistakes : 0;
  }

 private:
  static void add_json(const Job& job, const compiler::ImportedFile& file) {
    const json::object counts{{"file", job.name},
                              {"output", job.page.string()},
                              {"kept", file.counts.kept},
                              {"turned", file.counts.turned},
                              {"left", file.counts.left},
                              {"names", file.counts.names},
                              {"mentions", file.counts.mentions},
                              {"waiting", file.counts.waiting}};
    std::fprintf(stderr, "%s\n", json::serialize(counts).c_str());
  }

  const bool is_json_;
  std::size_t files_ = 0;
  bool has_errors_ = false;
  compiler::ImportCounts total_;
};

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
void import_settings(const Job& job, ImportReport& report) {
  const bool has_descriptor = fs::exists(job.jsp);
  compiler::ImportedFile file;
  if (has_descriptor) file = compiler::import_web_xml(read(job.jsp));
  else file.text = compiler::default_web_toml();
  if (file.sink.has_errors()) return report.add(job, file);
  if (!is_taken(job, file)) {
    write(job.page, file.text);
  } else if (has_descriptor) {
    file.sink = {};
    file.sink.report(compiler::DiagnosticKind::kNotImported, {},
                     "`" + job.page.string() + "` exists and was not changed; add what is missing there");
    file.counts = {.left = 1};
  }
  if (has_descriptor) report.add(job, file);
}

/// Adds a value for what `path`, such as `address.city`, reads: its name.
void add_sample(json::object& bean, const std::string& path) {
  const std::size_t dot = path.find('.');
  const std::string name = path.substr(0, dot);
  json::value& member = bean[name];
  if (dot == std::string::npos) {
    if (!member.is_object()) member = name;
    return;
  }
  if (!member.is_object()) member = json::object();
  add_sample(member.get_object(), path.substr(dot + 1));
}

/// Writes a sample of the beans of a site, unless there is one: data for `pagec render`.
void write_sample(const fs::path& file, const std::vector<compiler::ImportedFile>& pages) {
  json::object data;
  for (const compiler::ImportedFile& page : pages)
    for (const auto& [bean, paths] : page.beans) {
      json::value& value = data[bean];
      if (!value.is_object()) value = json::object();
      for (const std::string& path : paths) add_sample(value.get_object(), path);
    }
  if (!data.empty() && !fs::exists(file)) write(file, json::serialize(data) + "\n");
}

}  // namespace

int import_pages(const ImportOptions& options) {
  const std::vector<Job> jobs = find_jobs(options);
  std::vector<compiler::ImportedFile> files;
  std::map<std::string, compiler::JspSite> sites;
  for (const Job& job : jobs) sites.try_emplace(job.root, job.root).first->second.read(job.name);
  // Write nothing until it is known that everything may be written.
  for (const Job& job : jobs) {
    files.push_back(compiler::import_file(read(job.jsp), job.name, sites.at(job.root).context_of(job.name)));
    if (!options.force && is_taken(job, files.back()))
      throw UsageError(job.page.string() + " exists; use --force to overwrite it");
  }
  ImportReport report(options.common.diagnostics == "json");
  for (std::size_t index = 0; index < jobs.size(); ++index) {
    write(jobs[index].page, files[index].text);
    report.add(jobs[index], files[index]);
  }
  const std::vector<Job> settings = find_settings(options);
  for (const Job& job : settings) import_settings(job, report);
  if (settings.size() == 1) write_sample(settings[0].page.parent_path() / "sample.json", files);
  return report.finish();
}

}  // namespace quire::pagec
