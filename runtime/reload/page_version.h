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

/// A version of a page, and how it was built.
struct PageVersion {
  FoundPage found;
  std::vector<FileStamp> dependencies;
  /// Files that would make the page stale if they were created.
  std::vector<std::string> missing;
  std::vector<ReportedDiagnostic> warnings;
  StageTimes stages;
  ChangeGrade grade = ChangeGrade::kLoaded;
  double milliseconds = 0;
  /// Whether to try again on the next request, because the page did not cause the failure.
  bool is_passing = false;
};

/// The version that a previous server left in the work folder; nullopt if there is none, or
/// if one of its dependencies has changed.
std::optional<PageVersion> load_recorded_version(const std::string& work, const std::string& page);

/// Lets the compile service build a page, and loads the result. Blocks. If the build cannot
/// run, this is returned as a failure of the page as well.
PageVersion build_version(const BuildClient& client, const BuildOrder& order, BuildCancellation& cancellation);

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_PAGE_VERSION_H_
