#ifndef QUIRE_RUNTIME_PROCESS_WORKER_H_
#define QUIRE_RUNTIME_PROCESS_WORKER_H_

#include "runtime/process/worker_plan.h"

#include <quire/embedded.h>

#include <vector>

namespace quire {

// The bytes that a worker writes to `status`:

/// It can serve, and waits for `kSessionsComplete`.
inline constexpr char kWorkerReady = 'R';
/// A fault has stopped a thread: replace this worker, which serves until then.
inline constexpr char kWorkerWounded = 'W';
/// It can no longer accept connections, because page code has closed a descriptor: replace it.
inline constexpr char kWorkerBroken = 'B';
/// Another release of a site is the current one: replace this worker, which serves until then.
inline constexpr char kWorkerOutdated = 'O';
/// Its sessions are written.
inline constexpr char kSessionsWritten = 'S';
/// The answer to `kPing`: all loops run.
inline constexpr char kWorkerAlive = 'A';

// The bytes that the supervisor writes:

/// Listen: the sessions that the worker inherits, if any, are written, as far as they will be.
inline constexpr char kSessionsComplete = 'S';
inline constexpr char kPing = 'P';
/// Leave: another worker takes over. (SIGTERM: there will be none.)
inline constexpr char kWorkerRetires = 'L';

/// Serves until it is told to leave or gets SIGTERM, then drains; returns the exit code of the process. Must be called
/// by the main thread, before other threads are started. `embedded` are the sites of the plan that are part of this
/// program, in the order of the plan; they must outlive all threads.
int run_worker(const WorkerPlan& plan, const std::vector<const EmbeddedSite*>& embedded = {});

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_WORKER_H_
