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

/// Runs sockets and page code on one thread at a time, and goes on when that
/// thread blocks.
///
///     EventLoop loop({.on_thread_start = install_signal_stack});
///     Server server(loop, handler, {});
///     loop.run();  // returns after stop()
///
/// One thread, the leader, waits for events and runs their handlers inline.
/// When it stays in one handler for longer than `stall`, a spare thread takes
/// the lead; the former leader finishes its handler undisturbed and becomes a
/// spare. So a handler may block, or never return, and must not assume that
/// no other handler runs meanwhile: state shared by handlers needs a lock.
///
/// A handler begins with `EventLoop::Busy busy;`, which is what the watch over
/// the leader sees. The watch sleeps while nothing happens.
/// All members may be called from any thread, `run` from one.
class EventLoop {
 public:
  struct Options {
    /// Threads at most, those that were lost included. At the limit a stalled
    /// leader keeps the lead.
    std::size_t max_threads = 64;
    /// How long a handler may take before another thread leads.
    std::chrono::microseconds stall{2'000};
    /// How long `run` waits, once stopped, for threads still in a handler.
    std::chrono::milliseconds stop_grace{2'000};
    /// Called first on each thread that may run handlers.
    std::function<void()> on_thread_start = {};
  };
  struct Counters {
    std::size_t threads = 0;
    std::size_t lost = 0;
    std::uint64_t promotions = 0;
    /// How often a stalled leader kept the lead for want of threads.
    std::uint64_t starved = 0;
  };

  /// Tells the watch that the calling thread is inside a handler. Does nothing
  /// on other threads than the loop's. Not to be nested.
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

  /// Runs until `stop`. Returns how many threads were left behind in handlers:
  /// unless that is 0, the loop and all that they may touch must live until
  /// the process ends, by `_exit`.
  std::size_t run();
  void stop();

  /// Gives the lead to another thread at once.
  void promote();
  /// Notes that `thread` will never leave its handler, and gives the lead to
  /// another one if it had it. Such a thread is not waited for by `run`.
  void abandon(pthread_t thread);
  Counters counters() const;
  /// Whether the watch sleeps for want of events.
  bool is_quiet() const { return watch_asleep_; }
  /// Whether every thread, even those left behind, is past its last handler.
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
