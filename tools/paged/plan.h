#ifndef QUIRE_TOOLS_PAGED_PLAN_H_
#define QUIRE_TOOLS_PAGED_PLAN_H_

#include "runtime/process/supervisor.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace quire::paged {

/// Invalid usage: reported with the exit code for it.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct DevOptions {
  std::string folder = ".";
  int port = 8080;
  std::string address = "127.0.0.1";
  std::string work;
  std::vector<std::string> allowed_hosts;
  /// Names of the sanitizers that pages are compiled with.
  std::vector<std::string> checks;
  /// Compile pages with debug information for gdb.
  bool debug_info = false;
  /// Limits of one build: seconds of CPU time, and MB of memory.
  int build_seconds = 20;
  int build_memory = 3072;
  bool poll = false;
  /// A command; empty to use the environment.
  std::string editor;
};

struct RunOptions {
  /// A built folder, or a base folder.
  std::string folder = ".";
  int port = 8080;
  std::string address;
};

/// Finds the web applications, their work folders, and `pagec`, which is beside
/// this program or on the path. Throws `UsageError` for options that make no
/// sense, and `std::runtime_error` for a site that cannot be served.
ServerPlan plan(const DevOptions& options);
ServerPlan plan(const RunOptions& options);

}  // namespace quire::paged

#endif  // QUIRE_TOOLS_PAGED_PLAN_H_
