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
  /// Of the webapp's pages: compiled from their sources, taken from what `pagec
  /// build` wrote, or part of the program.
  enum class Form : unsigned char { kCompiled, kBuilt, kEmbedded };

  /// Empty for the root webapp, else as in `/shop`.
  std::string context_path;
  /// Whole path; of a built folder also one by way of links that may come to
  /// lead elsewhere, of an embedded site its name.
  std::string root;
  /// For `kCompiled`.
  std::string work;
  Form form = Form::kCompiled;
};
BOOST_DESCRIBE_ENUM(SitePlan::Form, kCompiled, kBuilt, kEmbedded)
BOOST_DESCRIBE_STRUCT(SitePlan, (), (context_path, root, work, form))

/// What a worker process is to do; the supervisor hands it over as JSON.
struct WorkerPlan {
  bool development = false;
  std::vector<SitePlan> sites;
  std::vector<std::string> allowed_hosts;
  /// Look for edits instead of being told by the system.
  bool poll = false;
  /// The author's editor in words, for development; empty for none.
  std::vector<std::string> editor;
  /// Pages are watched by sanitizers, whose runtime is in the process.
  bool has_sanitizers = false;
  /// Every line of a page is to be found again, by sanitizers or by gdb: no
  /// page is optimized in the background.
  bool keeps_lines = false;
  /// Inherited descriptors: the listening socket, the compile service's
  /// channel (-1 for none), and a pipe on which one byte each tells the
  /// supervisor what became of the worker.
  int listener = -1;
  int build_channel = -1;
  int status = -1;
};
BOOST_DESCRIBE_STRUCT(WorkerPlan, (),
                      (development, sites, allowed_hosts, poll, editor, has_sanitizers, keeps_lines, listener,
                       build_channel, status))

/// The bytes that a worker writes to `status`.
inline constexpr char kWorkerReady = 'R';
/// A page has cost a thread: replace this worker, which leaves by itself.
inline constexpr char kWorkerWounded = 'W';

/// Serves until SIGTERM, then drains; returns the process's exit code. The
/// process's main thread calls it, before there are others. `embedded` are the
/// sites of the plan that are part of this program, in the plan's order; they
/// must outlive the process's threads.
int run_worker(const WorkerPlan& plan, const std::vector<const EmbeddedSite*>& embedded = {});

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORKER_H_
