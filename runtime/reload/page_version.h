#ifndef QUIRE_RUNTIME_RELOAD_PAGE_VERSION_H_
#define QUIRE_RUNTIME_RELOAD_PAGE_VERSION_H_

#include "runtime/load/page_source.h"
#include "runtime/protocol/page_record.h"
#include "runtime/reload/build_client.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace quire {

/// One version of a page, and how it came to be.
struct PageVersion {
  FoundPage found;
  std::vector<FileStamp> dependencies;
  /// Files whose appearance makes the page old.
  std::vector<std::string> missing;
  std::vector<ReportedDiagnostic> warnings;
  StageTimes stages;
  ChangeGrade grade = ChangeGrade::kLoaded;
  double milliseconds = 0;
  /// Try again at the next request: the failure was not the page's.
  bool is_passing = false;
};

/// What a server before this one left in the work folder; nothing when there
/// is none, or when something that it was made of looks different by now.
std::optional<PageVersion> load_recorded_version(const std::string& work, const std::string& page);

/// Has the compile service build a page, and loads what it built. Blocks. What
/// the machine refuses is a failure of the page as well.
PageVersion build_version(const BuildClient& client, const BuildOrder& order, BuildCancellation& cancellation);

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_PAGE_VERSION_H_
