#ifndef QUIRE_RUNTIME_PROTOCOL_BUILD_ANSWER_H_
#define QUIRE_RUNTIME_PROTOCOL_BUILD_ANSWER_H_

#include "runtime/protocol/file_stamp.h"
#include "runtime/protocol/reported_diagnostic.h"

#include <boost/describe/class.hpp>

#include <string>
#include <utility>
#include <vector>

namespace quire {

/// Stages of a build in their order, and the milliseconds that each took.
using StageTimes = std::vector<std::pair<std::string, double>>;

/// What became of a `BuildOrder`.
struct BuildAnswer {
  /// Whether the page can be served.
  bool ok = false;
  /// As in the order.
  std::string page;
  /// The path of its record in the work folder; empty when there is none.
  std::string record;
  /// Whether code was compiled, or nothing but text was replaced.
  bool compiled = false;
  /// Mistakes and warnings.
  std::vector<ReportedDiagnostic> diagnostics;
  /// The files that the page was made of.
  std::vector<FileStamp> dependencies;
  /// Files that were wanted and are not there, and folders, each with a slash
  /// at its end, whose new files would be part of the page.
  std::vector<std::string> missing;
  StageTimes stages;
};
BOOST_DESCRIBE_STRUCT(BuildAnswer, (), (ok, page, record, compiled, diagnostics, dependencies, missing, stages))

/// The answer for a page that could not be built for a reason outside of it.
BuildAnswer failed_build(const std::string& page, const std::string& sentence);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_BUILD_ANSWER_H_
