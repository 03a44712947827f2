#ifndef QUIRE_RUNTIME_NET_EVENT_LOOP_H_
#define QUIRE_RUNTIME_NET_EVENT_LOOP_H_

#include "runtime/base/guarded_thread.h"
#include "runtime/net/ready_queue.h"

#include <pthread.h>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace quire::net {

/// Runs sockets and page code on one thread at a time, and continues on another if
/// that thread blocks.
///
///     EventLoop loop({.on_thread_start = install_signal_stack});
///     Server server(loop, handler, {});
///     loop.run();  // returns after stop()
///
/// One thread, the leader, waits for events and runs their handlers inline.
/// If it stays in one handler for longer than `stall`, a spare thread takes the
/// lead; the former leader finishes its handler undisturbed and becomes a spare.
/// So a handler may block, or never return, and must not assume that no other
/// handler runs meanwhile: state shared by handlers needs a lock.
///
/// Timers and everything else that uses `context()` run on a thread of their own, which
/// must not block. The watch sleeps while nothing happens. `run` is called from one
/// thread, all other members from any thread.
class EventLoop {
 public:
  static constexpr std::chrono::microseconds kStall{2'000};

  struct Options {
    /// Maximum number of threads, including abandoned ones. At the limit, a stalled
    /// leader keeps the lead.
    std::size_t max_threads = 64;
    /// How many jobs of `run_aside` may wait for a thread.
    std::size_t max_waiting = 256;
    /// How many threads jobs and stalled handlers of one group may hold, and half of those that
    /// may run or wait; 0 for no limit.
    std::size_t max_per_group = 0;
    /// How long a handler may take before another thread takes the lead.
    std::chrono::microseconds stall = kStall;
    /// How long `run`, once stopped, waits for threads that are still in a handler.
    std::chrono::milliseconds stop_grace{2'000};
    /// Called first on each thread that may run handlers.
    std::function<void()> on_thread_start = {};
  };
  struct Counters {
    std::size_t threads = 0;
    std::size_t lost = 0;
    std::uint64_t promotions = 0;
    /// How often a stalled leader kept the lead because no other thread was free.
    std::uint64_t starved = 0;
  };

  /// Sets `stalled` if the calling thread loses the lead before the end of the scope, at that
  /// moment, so that others learn of it while the handler still blocks. From then on, the thread
  /// counts as one that `group` holds. Does nothing on threads that are not a loop's. Must not be
  /// nested.
  class StallMark {
   public:
    explicit StallMark(std::atomic<bool>& stalled, const void* group = nullptr);
    ~StallMark();
    StallMark(const StallMark&) = delete;
    StallMark& operator=(const StallMark&) = delete;

   private:
    std::atomic<bool>* stalled_;
  };

  explicit EventLoop(Options options);
  /// `run` must have returned, or never been called.
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  /// For timers, signals and the like. Its handlers run beside those of the loop, and must
  /// not block: what may take long is posted to the loop.
  boost::asio::io_context& context() { return context_; }
  /// The sockets that the loop waits for.
  ReadyQueue& ready() { return ready_; }

  /// Runs until `stop`. Returns the number of threads left behind in handlers: unless
  /// it is 0, the loop and everything they may use must stay alive until the process
  /// ends with `_exit`.
  std::size_t run();
  void stop();

  /// Calls `handler` on one of the loop's threads.
  void post(std::function<void()> handler);
  /// Calls `job`, which is known to block, on a thread without the lead. If none is free,
  /// it waits: two of `max_threads` are kept for the lead, so that a leader that stalls can
  /// be replaced. Jobs of a `group` that holds as many threads as it may wait as well. Returns
  /// false, without taking the job, if too many jobs wait. `max_threads` must be at least 3.
  bool run_aside(std::function<void()> job, const void* group = nullptr);
  /// Whether the calling thread has the lead of a loop, or runs a job of `run_aside`.
  static bool has_lead();
  static bool is_aside();

  /// Gives the lead to another thread immediately.
  void promote();
  /// Records that `thread` will never leave its handler. If it has the lead, another
  /// thread takes it. `run` does not wait for such threads.
  void abandon(pthread_t thread);
  Counters counters() const;
  /// Whether the watch is asleep because there are no events.
  bool is_quiet() const { return watch_asleep_; }
  /// Whether all threads, even those left behind, have left their last handler.
  bool has_ended() const;

 private:
  struct Worker;
  /// Tells the watch that the calling thread is inside a handler. Does nothing
  /// on threads that are not the loop's. Must not be nested.
  class Busy {
   public:
    Busy();
    ~Busy();
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;
  };
  struct Job {
    std::function<void()> run;
    const void* group;
  };
  /// What the jobs and handlers of a group use.
  struct Share {
    std::size_t threads = 0;
    std::size_t waiting = 0;
  };

  void work(Worker& self);
  void lead(const Worker& self, std::unique_lock<std::mutex>& lock);
  void run_jobs(Worker& self, std::unique_lock<std::mutex>& lock);
  void watch();
  void sleep_until_busy(const Worker& leader, std::uint64_t beat);
  void wake_watch();
  void promote_from(Worker* expected);
  void mark_stalled(Worker& worker);
  void hold(Worker& worker, const void* group);
  void release(Worker& worker);
  void drop_if_unused(const void* group);
  Worker* free_worker();
  std::deque<Job>::iterator next_job();
  bool may_run_job();
  std::size_t join_workers();

  Options options_;
  ReadyQueue ready_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;

  mutable std::mutex mutex_;
  std::condition_variable finished_;
  std::condition_variable stopped_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<Worker*> spares_;
  /// Jobs of `run_aside` that no thread has taken yet, and the number of threads that take them.
  std::deque<Job> jobs_;
  std::size_t asides_ = 0;
  /// Of the groups that use something, if they are limited.
  std::unordered_map<const void*, Share> shares_;
  Counters counters_;
  std::atomic<Worker*> leader_{nullptr};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> watch_asleep_{false};
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_EVENT_LOOP_H_
