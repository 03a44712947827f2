#ifndef QUIRE_RUNTIME_PROCESS_SUPERVISOR_H_
#define QUIRE_RUNTIME_PROCESS_SUPERVISOR_H_

#include "runtime/process/worker.h"

#include <functional>
#include <string>
#include <vector>

namespace quire {

/// The sites that a server's folders contain now.
struct FoundSites {
  std::vector<SitePlan> sites;
  /// Folders of which an entry, such as a symbolic link, decides what the sites are.
  std::vector<std::string> folders;
};

/// The configuration of a server.
struct ServerPlan {
  /// The supervisor sets its descriptors.
  WorkerPlan worker;
  /// Reads the settings of `worker` again. Throws `std::exception` if they are wrong. Empty if they
  /// never change.
  std::function<ServerSettings()> read_settings;
  /// Finds the sites of `worker` again. Throws `std::exception` if there are none. Empty if they never
  /// change.
  std::function<FoundSites()> find_sites;
  /// The program of the compile service; empty for none. Started if a site is compiled.
  std::string pagec;
  /// Additional arguments for it.
  std::vector<std::string> service_arguments;
  /// Where to write the process id, with a socket for `paged status` beside it (`server_status.h`); empty for neither.
  std::string pid_file;
  /// `NAME=value`, added to the worker's environment.
  std::vector<std::string> worker_environment;
  /// Arguments with which the program checks its configuration and exits, with code 0 if it is valid: run
  /// before a restart. If empty, it is only checked that the program can be started.
  std::vector<std::string> check_arguments;
};

/// Opens the listening sockets, starts the compile service and the worker, and replaces them if
/// they die or do not answer, until SIGTERM or SIGINT. Prints `listening on http://…` for each
/// connector once the worker is ready. In development, SIGHUP (the terminal was closed) ends it, too, and a new worker
/// takes over as soon as `find_sites` finds other sites. In production:
///
///   SIGHUP    a new worker with the settings of `read_settings` serves the sites of `find_sites`, without losing a
///             request or a session
///   SIGUSR1   is passed on to the workers, which reopen their logs
///   SIGUSR2   the same as SIGHUP, but first replaces this program, in this process, by the one that is at its
///             path now, unless that finds its configuration invalid
///
/// Returns the exit code.
int run_supervisor(ServerPlan plan);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SUPERVISOR_H_
