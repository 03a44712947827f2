#ifndef QUIRE_TOOLS_PAGED_PLAN_H_
#define QUIRE_TOOLS_PAGED_PLAN_H_

#include "runtime/process/supervisor.h"

#include <cstddef>
#include <cstdint>
#include <optional>
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
  std::uint16_t port = 8080;
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
  /// CMake's build folder, and the target of the site; may be empty.
  std::vector<std::string> cmake;
  /// A command; empty to use the environment.
  std::string editor;
};

struct RunOptions {
  /// A built folder, or a base folder.
  std::string folder = ".";
  /// The others override `conf/server.toml`. With an address or a port, there is a single connector; what
  /// is not given comes from the first one there.
  std::optional<std::uint16_t> port;
  std::optional<std::string> address;
  /// The number of event loops.
  std::optional<std::size_t> loops;
  /// Empty for `logs/paged.pid` in a base folder, if it has a folder `logs`.
  std::string pid_file;
};

/// The file with the process id of the server that serves a folder; empty if it has none. Throws `UsageError` if
/// there is no such folder.
std::string pid_file_of(const RunOptions& options);
/// The same for a server in the background, which must have one.
std::string required_pid_file(const RunOptions& options);

/// Finds the web applications, their work folders, and `pagec`, which is beside
/// this program or on the path. Throws `UsageError` for options that make no
/// sense, and `std::runtime_error` for a configuration or a site that cannot be
/// served.
ServerPlan plan(const DevOptions& options);
ServerPlan plan(const RunOptions& options);

}  // namespace quire::paged

#endif  // QUIRE_TOOLS_PAGED_PLAN_H_
