#ifndef QUIRE_RUNTIME_RELOAD_BUILD_CLIENT_H_
#define QUIRE_RUNTIME_RELOAD_BUILD_CLIENT_H_

#include "runtime/http/result.h"
#include "runtime/load/page_record.h"

#include <boost/json/array.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace quire {

/// What the compile service is asked for.
struct BuildOrder {
  std::string root;
  std::string page;
  std::string work;
  bool optimize = false;
  bool colour = false;
};

/// What it answered.
struct BuildAnswer {
  bool ok = false;
  /// Whether code was compiled, or nothing but text was replaced.
  bool compiled = false;
  std::string record;
  /// As `compiler/diag/json.h` describes them.
  boost::json::array diagnostics;
  std::vector<FileState> dependencies;
  /// Stages in their order, and the milliseconds that each took.
  std::vector<std::pair<std::string, double>> stages;
  /// Files that were wanted and are not there.
  std::vector<std::string> missing;
};

/// Talks to the compile service (`pagec`) over `channel`, one end of the
/// socket pair that the supervisor keeps. Blocking; any number of threads may
/// build at once.
class BuildClient {
 public:
  /// `channel` -1: there is no compile service. Does not own the descriptor.
  explicit BuildClient(int channel, std::chrono::seconds timeout = std::chrono::seconds(120))
      : channel_(channel), timeout_(timeout) {}

  /// An error when the service is not there, died over this build, or took too
  /// long; a page's mistakes are an answer that is not `ok`.
  Result<BuildAnswer> build(const BuildOrder& order) const;

 private:
  const int channel_;
  const std::chrono::seconds timeout_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_BUILD_CLIENT_H_
