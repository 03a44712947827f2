#include "tools/pagec/site.h"

#include "compiler/make/page_record.h"
#include "runtime/protocol/page_record.h"
#include "tools/pagec/doctor/examine.h"
#include "tools/pagec/report.h"

#include <quire/abi_stamp.h>
#include <boost/filesystem.hpp>

#include <fstream>
#include <iterator>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

/// The folder in which `paged dev` builds a web application or a base folder.
fs::path work_folder_of(const fs::path& folder) {
  return fs::is_directory(folder / "webapps") ? folder / "work" / "localhost" : folder / "WEB-INF" / "work";
}

/// The path of a page's record. Pages of a base folder are in `webapps/<name>`.
std::string record_of(const fs::path& folder, const fs::path& work, const PageName& page) {
  const fs::path path = fs::path(page.page).relative_path();
  if (!fs::is_directory(folder / "webapps")) return compiler::work_files(work.string(), page.page).record;
  const fs::path within = path.lexically_relative("webapps");
  const std::string webapp = within.begin()->string();
  return compiler::work_files((work / webapp).string(), "/" + within.lexically_relative(webapp).string()).record;
}

std::size_t count_folders(const fs::path& folder, const fs::path& work) {
  std::size_t count = 1;
  for (fs::recursive_directory_iterator entry(folder), end; entry != end; ++entry) {
    if (!fs::is_directory(entry->symlink_status())) continue;
    if (entry->path() == work) entry.disable_recursion_pending();
    else ++count;
  }
  return count;
}

/// Numbers of pages that this or another version of Quire has built in the work folder.
struct BuiltPages {
  std::size_t current = 0;
  std::size_t old = 0;
};

BuiltPages count_built(const fs::path& folder, const fs::path& work, const std::vector<PageName>& pages) {
  BuiltPages built;
  for (const PageName& page : pages) {
    const std::string path = record_of(folder, work, page);
    if (!fs::exists(path)) continue;
    const auto record = read_page_record(path);
    ++(record && record->abi == kAbiStamp ? built.current : built.old);
  }
  return built;
}

Finding examine_pages(const std::string& folder, const fs::path& work) {
  const std::vector<PageName> pages = find_pages(folder, "", work.string());
  const BuiltPages built = count_built(folder, work, pages);
  Finding finding{Condition::kOk, "pages", counted(pages.size(), "page")};
  finding.figures = {{"pages", pages.size()}, {"built", built.current}};
  if (pages.empty()) {
    finding.condition = Condition::kMissing;
    finding.seen = folder + " contains no .page files";
    finding.remedy = "use another folder, or create a site with `pagec new DIR`";
  } else if (built.current == 0) {
    finding.seen += ", none built yet; each is built on its first request";
  } else {
    finding.seen += ", " + std::to_string(built.current) + " of them built";
  }
  if (built.old > 0) finding.seen += ", " + std::to_string(built.old) + " by another version of Quire, to be rebuilt";
  return finding;
}

std::vector<std::string> arguments_of(const fs::path& process) {
  std::ifstream file((process / "cmdline").string(), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<std::string> arguments;
  for (std::size_t at = 0; at < text.size(); at = text.find('\0', at) + 1) arguments.emplace_back(text.c_str() + at);
  return arguments;
}

/// Whether a process is `paged dev` or `paged run` for that folder. Its arguments
/// are relative to its own working folder.
bool serves(const fs::path& process, const fs::path& folder) {
  const std::vector<std::string> arguments = arguments_of(process);
  if (arguments.size() < 2 || fs::path(arguments[0]).filename() != "paged") return false;
  if (arguments[1] != "dev" && arguments[1] != "run") return false;
  boost::system::error_code error;
  const fs::path from = fs::read_symlink(process / "cwd", error);
  if (error) return false;
  bool names_folder = arguments.size() == 2 || arguments[2].starts_with("--");
  if (names_folder && fs::equivalent(from, folder, error)) return true;
  for (auto argument = arguments.begin() + 2; argument != arguments.end(); ++argument) {
    const std::string path = argument->starts_with("--base=") ? argument->substr(7) : *argument;
    if (fs::equivalent(fs::absolute(path, from), folder, error)) return true;
  }
  return false;
}

Finding examine_servers(const fs::path& folder) {
  std::string pids;
  boost::system::error_code error;
  for (fs::directory_iterator entry("/proc", error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos || !serves(entry->path(), folder)) continue;
    pids += (pids.empty() ? "" : ", ") + name;
  }
  if (pids.empty()) return {Condition::kOk, "served by", "no paged visible to this user"};
  if (pids.find(',') == std::string::npos) return {Condition::kOk, "served by", "paged, process " + pids};
  return {Condition::kSlow, "served by", "several paged, processes " + pids + ": each builds all pages",
          "stop all but one"};
}

}  // namespace

void examine_site(Findings& findings, const std::string& folder) {
  try {
    const fs::path work = work_folder_of(folder);
    findings.push_back(examine_pages(folder, work));
    examine_folder(findings, "work folder", work.string(), /*loads_libraries=*/true);
    examine_watching(findings, count_folders(folder, work));
    findings.push_back(examine_servers(folder));
  } catch (const std::exception& error) {
    findings.push_back({Condition::kMissing, "site", error.what(), "give this user read access to the whole folder"});
  }
}

}  // namespace quire::pagec
