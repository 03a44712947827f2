#ifndef QUIRE_RUNTIME_PROCESS_SERVER_STATUS_H_
#define QUIRE_RUNTIME_PROCESS_SERVER_STATUS_H_

#include "runtime/base/descriptor.h"
#include "runtime/base/result.h"
#include "runtime/process/worker.h"

#include <sys/types.h>
#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// What a running server says about itself.
struct ServerStatus {
  struct Worker {
    int pid = -1;
    /// `starting`, `serving` or `leaving`.
    std::string state;
  };

  /// Whether a worker serves, and no other is about to.
  bool serves() const;

  int pid = -1;
  /// When this program began, in milliseconds since 1970: a restart changes it, while the process stays the same.
  std::int64_t since = 0;
  /// Such as `http://localhost:8080`.
  std::vector<std::string> urls;
  std::vector<SitePlan> sites;
  std::vector<Worker> workers;
  /// The compile service; -1 for none.
  int service = -1;
  /// Of all sites, as the worker last said.
  std::uint64_t sessions = 0;
  /// Since the server was started: faults in the code of pages, workers that ended unasked, and failed builds.
  std::uint64_t crashes = 0;
  std::uint64_t lost_workers = 0;
  std::uint64_t failed_builds = 0;
  /// How often this program was not replaced although it was asked to, and why the last time.
  std::uint64_t refused_restarts = 0;
  std::string last_refusal;
};
BOOST_DESCRIBE_STRUCT(ServerStatus::Worker, (), (pid, state))
BOOST_DESCRIBE_STRUCT(ServerStatus, (),
                      (pid, since, urls, sites, workers, service, sessions, crashes, lost_workers, failed_builds,
                       refused_restarts, last_refusal))

/// The file with the process id of a running server, and beside it, named `.sock` instead of `.pid`, a socket that
/// answers with the server's status. The socket tells whether the server runs: a file alone may have been left behind.
class StatusSocket {
 public:
  /// Writes the file, and listens. An error if another server runs with this file.
  static Result<StatusSocket> open(const std::string& pid_file);
  StatusSocket(StatusSocket&&) = default;
  /// Removes both.
  ~StatusSocket();

  /// Readable when somebody asks.
  int descriptor() const { return socket_.get(); }
  /// Answers everybody who asks. Does not wait.
  void answer(const ServerStatus& status) const;

 private:
  StatusSocket(std::string pid_file, Descriptor socket);

  std::string pid_file_;
  Descriptor socket_;
};

/// The other side: asks a server.
struct AskedServer {
  /// As the system knows it, whatever the file says.
  pid_t pid = -1;
  /// Empty if it does not answer in time.
  std::optional<ServerStatus> status;
};

/// Asks the server with this file; no value if none runs. An error if that cannot be found out, for lack of
/// permission for example.
Result<std::optional<AskedServer>> ask_server(const std::string& pid_file);

/// The process id of the program with this file that has ended without removing it, or is another one now.
std::optional<pid_t> left_process_id(const std::string& pid_file);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SERVER_STATUS_H_
