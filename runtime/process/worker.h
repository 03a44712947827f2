#ifndef QUIRE_RUNTIME_PROCESS_WORKER_H_
#define QUIRE_RUNTIME_PROCESS_WORKER_H_

#include <quire/embedded.h>
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
};
BOOST_DESCRIBE_ENUM(SitePlan::Form, kCompiled, kBuilt, kEmbedded)
BOOST_DESCRIBE_STRUCT(SitePlan, (), (context_path, root, work, form))

/// The configuration of a worker process, which the supervisor passes as JSON.
struct WorkerPlan {
  bool development = false;
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
  /// Inherited descriptors: the listening socket, the channel to the compile service (-1 for
  /// none), and a pipe on which the worker reports its status to the supervisor, in single
  /// bytes.
  int listener = -1;
  int build_channel = -1;
  int status = -1;
};
BOOST_DESCRIBE_STRUCT(WorkerPlan, (),
                      (development, sites, allowed_hosts, poll, editor, has_sanitizers, keeps_lines, listener,
                       build_channel, status))

/// The bytes that a worker writes to `status`.
inline constexpr char kWorkerReady = 'R';
/// A fault has stopped a thread: replace this worker, which exits by itself.
inline constexpr char kWorkerWounded = 'W';

/// Serves until SIGTERM, then drains; returns the exit code of the process. Must be called by
/// the main thread, before other threads are started. `embedded` are the sites of the plan
/// that are part of this program, in the order of the plan; they must outlive all threads.
int run_worker(const WorkerPlan& plan, const std::vector<const EmbeddedSite*>& embedded = {});

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORKER_H_
