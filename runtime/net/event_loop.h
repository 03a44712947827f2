#ifndef QUIRE_RUNTIME_NET_EVENT_LOOP_H_
#define QUIRE_RUNTIME_NET_EVENT_LOOP_H_

#include <pthread.h>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
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
/// Every handler begins with `EventLoop::Busy busy;`, so that the watch can tell
/// whether the leader is blocked. The watch sleeps while nothing happens. `run` is
/// called from one thread, all other members from any thread.
class EventLoop {
 public:
  struct Options {
    /// Maximum number of threads, including abandoned ones. At the limit, a stalled
    /// leader keeps the lead.
    std::size_t max_threads = 64;
    /// How long a handler may take before another thread takes the lead.
    std::chrono::microseconds stall{2'000};
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

  /// Tells the watch that the calling thread is inside a handler. Does nothing
  /// on threads that are not the loop's. Must not be nested.
  class Busy {
   public:
    Busy();
    ~Busy();
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;
  };

  explicit EventLoop(Options options);
  /// `run` must have returned, or never been called.
  ~EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  boost::asio::io_context& context() { return context_; }

  /// Runs until `stop`. Returns the number of threads left behind in handlers: unless
  /// it is 0, the loop and everything they may use must stay alive until the process
  /// ends with `_exit`.
  std::size_t run();
  void stop();

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

  void work(Worker& self);
  void watch();
  void sleep_until_busy(const Worker& leader, std::uint64_t beat);
  void wake_watch();
  void promote_from(Worker* expected);
  void start_worker();
  std::size_t join_workers();

  Options options_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;

  mutable std::mutex mutex_;
  std::condition_variable finished_;
  std::condition_variable stopped_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<Worker*> spares_;
  Counters counters_;
  std::atomic<Worker*> leader_{nullptr};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> watch_asleep_{false};
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_EVENT_LOOP_H_
