#ifndef QUIRE_RUNTIME_PROCESS_SUPERVISOR_H_
#define QUIRE_RUNTIME_PROCESS_SUPERVISOR_H_

#include "runtime/process/worker.h"

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// The configuration of a server.
struct ServerPlan {
  std::string address = "127.0.0.1";
  /// 0 for any free port.
  std::uint16_t port = 8080;
  /// The supervisor sets its descriptors.
  WorkerPlan worker;
  /// The program of the compile service; empty for none.
  std::string pagec;
  /// Additional arguments for it.
  std::vector<std::string> service_arguments;
  /// `NAME=value`, added to the worker's environment.
  std::vector<std::string> worker_environment;
};

/// Opens the listening socket, starts the compile service and the worker, and restarts them if
/// they die, until SIGTERM or SIGINT. In development, SIGHUP (the terminal was closed) ends it
/// too; in production, SIGHUP replaces the worker without losing a request. Prints
/// `listening on http://…` once the worker is ready. Returns the exit code.
int run_supervisor(ServerPlan plan);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SUPERVISOR_H_
