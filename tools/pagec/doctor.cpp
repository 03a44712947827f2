#include "runtime/base/terminal.h"
#include "tools/pagec/commands.h"
#include "tools/pagec/doctor/examine.h"
#include "tools/pagec/site.h"

#include <unistd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <cstdio>

namespace quire::pagec {

int doctor(const DoctorOptions& options) {
  namespace fs = boost::filesystem;
  fs::path folder;
  if (!options.folder.empty()) {
    boost::system::error_code error;
    folder = fs::canonical(options.folder, error);
    if (error) throw UsageError(options.folder + ": " + error.message());
    if (!fs::is_directory(folder)) throw UsageError(options.folder + " is not a folder");
  }
  Findings findings;
  examine_machine(findings);
  examine_builds(findings, options.cache);
  examine_server(findings);
  if (folder.empty()) examine_watching(findings, 0);
  else examine_site(findings, folder.string());
  std::fputs((options.json ? json_of(findings) : text_of(findings, wants_colour(STDOUT_FILENO))).c_str(), stdout);
  const bool is_missing = std::any_of(findings.begin(), findings.end(),
                                      [](const Finding& finding) { return finding.condition == Condition::kMissing; });
  return is_missing ? kExitMistakes : 0;
}

}  // namespace quire::pagec
