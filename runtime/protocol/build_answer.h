#ifndef QUIRE_RUNTIME_PROTOCOL_BUILD_ANSWER_H_
#define QUIRE_RUNTIME_PROTOCOL_BUILD_ANSWER_H_

#include "runtime/protocol/checked_text.h"
#include "runtime/protocol/file_stamp.h"
#include "runtime/protocol/reported_diagnostic.h"

#include <boost/describe/class.hpp>

#include <string>
#include <utility>
#include <vector>

namespace quire {

/// The stages of a build in order, with the milliseconds that each took.
using StageTimes = std::vector<std::pair<std::string, double>>;

/// The result of a `BuildOrder`.
struct BuildAnswer {
  /// Whether the page can be served.
  bool ok = false;
  /// The page of the order.
  std::string page;
  /// The path of the page's record in the work folder; empty if there is none.
  std::string record;
  /// Whether code was compiled; false if at most text was replaced.
  bool compiled = false;
  /// Errors and warnings.
  std::vector<ReportedDiagnostic> diagnostics;
  /// The files that the page was built from.
  std::vector<FileStamp> dependencies;
  /// Files that were looked for but do not exist, and folders, each ending with a slash, in which a
  /// new file would become part of the page.
  std::vector<std::string> missing;
  StageTimes stages;
  /// The reason for the failure is not in the page, such as a full disk: the build is worth another try although
  /// no file has changed.
  bool is_passing = false;
  /// For an order that only checks: texts that it could not judge.
  std::vector<CheckedText> texts = {};
};
BOOST_DESCRIBE_STRUCT(BuildAnswer, (),
                      (ok, page, record, compiled, diagnostics, dependencies, missing, stages, is_passing, texts))

/// The answer for a page that could not be built for a reason that does not show in its text.
BuildAnswer failed_build(const std::string& page, const std::string& sentence, bool is_passing = true);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_BUILD_ANSWER_H_
