#ifndef QUIRE_TOOLS_PAGED_PLAN_H_
#define QUIRE_TOOLS_PAGED_PLAN_H_

#include "runtime/process/supervisor.h"

#include <stdexcept>
#include <string>
#include <vector>

namespace quire::paged {

/// What was asked cannot be meant: told with the exit code for bad usage.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct DevOptions {
  std::string folder = ".";
  int port = 8080;
  std::string address = "127.0.0.1";
  std::string work;
  std::vector<std::string> allowed_hosts;
  /// Names of sanitizers that watch over pages.
  std::vector<std::string> checks;
  /// Pages are built for gdb.
  bool debug_info = false;
  /// What one build may take: seconds of processor time, and MB of memory.
  int build_seconds = 20;
  int build_memory = 3072;
  bool poll = false;
  /// A command; empty for what the environment names.
  std::string editor;
};

struct RunOptions {
  /// A built folder, or a base folder.
  std::string folder = ".";
  int port = 8080;
  std::string address;
};

/// What the supervisor is to do: the webapps found, their work folders, and
/// `pagec` where it stands beside this program or on the path.
ServerPlan plan(const DevOptions& options);
ServerPlan plan(const RunOptions& options);

}  // namespace quire::paged

#endif  // QUIRE_TOOLS_PAGED_PLAN_H_
