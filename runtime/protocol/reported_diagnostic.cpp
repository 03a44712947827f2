#include "runtime/protocol/reported_diagnostic.h"

namespace quire {

ReportedDiagnostic build_failure(const std::string& file, const std::string& sentence) {
  ReportedDiagnostic diagnostic;
  diagnostic.kind = "build-failed";
  diagnostic.message = sentence;
  diagnostic.file = file;
  diagnostic.rendered = file + ": error: " + sentence + "\n";
  return diagnostic;
}

}  // namespace quire
