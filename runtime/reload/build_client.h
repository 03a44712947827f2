#ifndef QUIRE_RUNTIME_RELOAD_BUILD_CLIENT_H_
#define QUIRE_RUNTIME_RELOAD_BUILD_CLIENT_H_

#include "runtime/base/result.h"
#include "runtime/protocol/build_answer.h"
#include "runtime/protocol/build_order.h"

#include <chrono>
#include <mutex>

namespace quire {

/// Ends a build that is under way: what it would make is no longer wanted.
/// Thread-safe; made by whoever orders the build, and kept until it is over.
class BuildCancellation {
 public:
  /// The build ends as if the compile service had ended it.
  void cancel();
  bool is_cancelled() const;

 private:
  friend class BuildClient;
  /// False when it was cancelled before.
  bool begin(int socket);
  void end();

  mutable std::mutex mutex_;
  int socket_ = -1;
  bool is_cancelled_ = false;
};

/// Talks to the compile service (`pagec`) over `channel`, one end of the
/// socket pair that the supervisor keeps. Blocking; any number of threads may
/// build at once.
class BuildClient {
 public:
  /// `channel` -1: there is no compile service. Does not own the descriptor.
  explicit BuildClient(int channel, std::chrono::seconds timeout = std::chrono::seconds(120))
      : channel_(channel), timeout_(timeout) {}

  /// An error when the service is not there, died over this build, took too
  /// long, or when the build was cancelled; a page's mistakes are an answer that is not `ok`.
  Result<BuildAnswer> build(const BuildOrder& order, BuildCancellation& cancellation) const;

 private:
  const int channel_;
  const std::chrono::seconds timeout_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_BUILD_CLIENT_H_
