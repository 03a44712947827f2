#ifndef QUIRE_RUNTIME_PROCESS_WORKER_PLAN_H_
#define QUIRE_RUNTIME_PROCESS_WORKER_PLAN_H_

#include "runtime/process/server_settings.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <string>
#include <vector>

namespace quire {

/// A webapp to serve.
struct SitePlan {
  /// Whether the pages are compiled from their sources, read from the output of `pagec
  /// build`, or part of the program.
  enum class Form : unsigned char { kCompiled, kBuilt, kEmbedded };

  /// Empty for the root webapp, else for example `/shop`.
  std::string context_path;
  /// An absolute path, which for a built folder may contain links that can change; for an
  /// embedded site, its name.
  std::string root;
  /// For `kCompiled`.
  std::string work;
  Form form = Form::kCompiled;
  /// The file for `local` sessions; empty if they can only be kept in memory.
  std::string sessions = {};
  /// The folder with the releases of the site (`reload/releases.h`), of which `root` is one; empty for none.
  std::string releases = {};

  friend bool operator==(const SitePlan&, const SitePlan&) = default;
};
BOOST_DESCRIBE_ENUM(SitePlan::Form, kCompiled, kBuilt, kEmbedded)
BOOST_DESCRIBE_STRUCT(SitePlan, (), (context_path, root, work, form, sessions, releases))

/// The configuration of a worker process, which the supervisor passes as JSON.
struct WorkerPlan {
  bool development = false;
  ServerSettings settings;
  std::vector<SitePlan> sites;
  std::vector<std::string> allowed_hosts;
  /// Poll for edits instead of relying on notifications.
  bool poll = false;
  /// The author's editor command, split into words, for development; empty for none.
  std::vector<std::string> editor;
  /// Pages are compiled with sanitizers, whose runtime is in the process.
  bool has_sanitizers = false;
  /// Sanitizers or gdb need exact lines, so pages must not be optimized in the background.
  bool keeps_lines = false;
  /// Inherited descriptors: a listening socket for each connector, the channel to the compile service (-1 for
  /// none), and a socket on which the worker and the supervisor exchange single bytes.
  std::vector<int> listeners;
  int build_channel = -1;
  int status = -1;
  /// The two ends of a channel on which a worker that leaves passes idle connections, and the
  /// worker that serves takes them; see `passed_connections.h`.
  int passing = -1;
  int passed = -1;
  /// The file for the sessions of this worker, and that of the worker that it replaces (-1 for
  /// none); see `session_handover.h`.
  int sessions = -1;
  int inherited_sessions = -1;
  /// The crashes of pages, which all workers share (-1 for none); see `crash_log.h`.
  int crashes = -1;
  /// The memory for `ServerCounters`, and where to write instead of standard output and error; -1 for none.
  int counters = -1;
  int output = -1;
};
BOOST_DESCRIBE_STRUCT(WorkerPlan, (),
                      (development, settings, sites, allowed_hosts, poll, editor, has_sanitizers, keeps_lines,
                       listeners, build_channel, status, passing, passed, sessions, inherited_sessions, crashes,
                       counters, output))

/// The plan in an inherited descriptor, whose number is `descriptor`. Throws `std::exception` if there
/// is none.
WorkerPlan read_worker_plan(const std::string& descriptor);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORKER_PLAN_H_
