#ifndef QUIRE_RUNTIME_RELOAD_BUILD_CLIENT_H_
#define QUIRE_RUNTIME_RELOAD_BUILD_CLIENT_H_

#include "runtime/base/result.h"
#include "runtime/protocol/build_answer.h"
#include "runtime/protocol/build_order.h"

#include <chrono>
#include <mutex>

namespace quire {

/// Cancels a build in progress whose result is no longer wanted. Thread-safe; created by
/// the caller of `build`, and must live until it returns.
class BuildCancellation {
 public:
  /// Makes `build` return an error.
  void cancel();
  bool is_cancelled() const;

 private:
  friend class BuildClient;
  /// Returns false if it was already cancelled.
  bool begin(int socket);
  void end();

  mutable std::mutex mutex_;
  int socket_ = -1;
  bool is_cancelled_ = false;
};

/// Sends jobs to the compile service (`pagec`) over `channel`, one end of a socket pair
/// that the supervisor keeps open. Blocks; any number of threads may build at once.
class BuildClient {
 public:
  /// Does not own `channel`, which is -1 if there is no compile service.
  explicit BuildClient(int channel, std::chrono::seconds timeout = std::chrono::seconds(120))
      : channel_(channel), timeout_(timeout) {}

  /// Returns an error if there is no service, if it died during this build or took too
  /// long, or if the build was cancelled. Errors in the page give an answer that is not `ok`.
  Result<BuildAnswer> build(const BuildOrder& order, BuildCancellation& cancellation) const;

 private:
  const int channel_;
  const std::chrono::seconds timeout_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_BUILD_CLIENT_H_
