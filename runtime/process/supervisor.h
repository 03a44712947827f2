#ifndef QUIRE_RUNTIME_PROCESS_SUPERVISOR_H_
#define QUIRE_RUNTIME_PROCESS_SUPERVISOR_H_

#include "runtime/process/worker.h"

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// What a server process tree is to do.
struct ServerPlan {
  std::string address = "127.0.0.1";
  /// 0 for any free one.
  std::uint16_t port = 8080;
  /// Descriptors in it are the supervisor's to fill in.
  WorkerPlan worker;
  /// The compile service's program; empty for none.
  std::string pagec;
  /// What it is started with besides.
  std::vector<std::string> service_arguments;
  /// `NAME=value`, put into the worker's environment.
  std::vector<std::string> worker_environment;
};

/// Holds the listening socket, the compile service and the worker; starts
/// again what dies, until SIGTERM or SIGINT. In development SIGHUP, a terminal's end, ends it
/// too; otherwise SIGHUP replaces the worker without losing a request. Prints
/// `listening on http://…` once the worker answers. Returns the exit code.
int run_supervisor(ServerPlan plan);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SUPERVISOR_H_
