// An event loop whose thread may block
//
// Pages are plain C++. Most of them answer in microseconds, some wait for a
// database, and one may never return. A thread per connection would cost memory
// for idle clients, and a thread switch for each request. A pool of threads behind
// the loop would cost two hand-overs for each request, although most need none. So
// the thread that waits for events runs their handlers itself, and another thread
// takes the lead only if a handler takes too long:
//
// - `leader_` is the only thread that takes events. A former leader finishes its
//   handler undisturbed, then joins the spares. If it was just about to wait for an
//   event, it takes that one as well. So two handlers can run at once, and state
//   that they share needs a lock, but no crowd of threads competes for events.
// - The watch, which runs on the thread that called `run`, checks the leader's
//   `beat` twice per `stall`. Entering and leaving a handler add one each. If the
//   number is odd and has not changed for a whole `stall`, the handler blocks, and
//   a spare or a new thread takes the lead. If there are already `max_threads`, the
//   leader keeps the lead until one of them is free.
// - A request costs two additions to a number that only its own thread writes: no
//   timer, no lock. `mutex_` guards the list of threads and changes of the lead.
//
// A server without requests must not keep waking up, so the watch goes to sleep
// after some quiet ticks, and the next handler wakes it. Neither may miss the
// other: the watch sets `watch_asleep_`, then reads the beat; a handler changes
// the beat, then reads `watch_asleep_`. All four are sequentially consistent, so
// at least one of the two sees what the other wrote, and no handler runs unwatched.
//
// A thread that a fault has stopped in its handler (fault/fault_scope.cpp) never
// returns. It is abandoned: it counts as one of `max_threads`, loses the lead, and
// is not waited for. Since it may still use everything, `run` returns the number
// of such threads, and if there are any, its caller must not destroy anything.

#include "runtime/net/event_loop.h"

#include <algorithm>

namespace quire::net {
namespace {

using Clock = std::chrono::steady_clock;

/// Ticks without an event after which the watch goes to sleep. Waking it costs a
/// system call, which busy servers are thus spared.
constexpr int kQuietTicks = 32;

}  // namespace

struct EventLoop::Worker {
  explicit Worker(EventLoop& owner) : loop(owner) {}

  EventLoop& loop;
  std::thread thread;
  std::condition_variable wake;
  /// Odd while in a handler; every entry and exit adds one.
  alignas(64) std::atomic<std::uint64_t> beat{0};
  bool lost = false;
  bool finished = false;

  static thread_local Worker* current;
};

thread_local EventLoop::Worker* EventLoop::Worker::current = nullptr;

EventLoop::Busy::Busy() {
  Worker* const worker = Worker::current;
  if (!worker) return;
  // Change the beat, then read the flag; the watch sets the flag, then reads the
  // beat. At least one of the two sees the other.
  worker->beat.fetch_add(1, std::memory_order_seq_cst);
  if (worker->loop.watch_asleep_.load(std::memory_order_seq_cst)) worker->loop.wake_watch();
}

EventLoop::Busy::~Busy() {
  if (Worker* const worker = Worker::current) worker->beat.fetch_add(1, std::memory_order_release);
}

EventLoop::EventLoop(Options options) : options_(std::move(options)), work_(context_.get_executor()) {}

EventLoop::~EventLoop() = default;

void EventLoop::start_worker() {
  Worker& worker = *workers_.emplace_back(std::make_unique<Worker>(*this));
  leader_.store(&worker, std::memory_order_release);
  worker.thread = std::thread([this, &worker] { work(worker); });
  ++counters_.threads;
}

void EventLoop::work(Worker& self) {
  Worker::current = &self;
  if (options_.on_thread_start) options_.on_thread_start();
  std::unique_lock lock(mutex_);
  for (;;) {
    self.wake.wait(lock, [&] { return stopping_ || leader_.load(std::memory_order_relaxed) == &self; });
    if (stopping_) break;
    lock.unlock();
    while (leader_.load(std::memory_order_acquire) == &self && !stopping_.load(std::memory_order_relaxed))
      context_.run_one();
    lock.lock();
    if (stopping_ || self.lost) break;
    spares_.push_back(&self);
  }
  self.finished = true;
  finished_.notify_all();
}

void EventLoop::promote_from(Worker* expected) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || leader_.load(std::memory_order_relaxed) != expected) return;
  if (!spares_.empty()) {
    Worker* const next = spares_.back();
    spares_.pop_back();
    leader_.store(next, std::memory_order_release);
    next->wake.notify_one();
  } else if (workers_.size() < options_.max_threads) {
    start_worker();
  } else {
    ++counters_.starved;
    return;
  }
  ++counters_.promotions;
}

void EventLoop::promote() { promote_from(leader_.load(std::memory_order_acquire)); }

void EventLoop::abandon(pthread_t thread) {
  Worker* led = nullptr;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& worker : workers_) {
      if (worker->lost || worker->finished || !pthread_equal(worker->thread.native_handle(), thread)) continue;
      worker->lost = true;
      ++counters_.lost;
      if (leader_.load(std::memory_order_relaxed) == worker.get()) led = worker.get();
    }
  }
  if (led) promote_from(led);
}

EventLoop::Counters EventLoop::counters() const {
  const std::lock_guard lock(mutex_);
  return counters_;
}

bool EventLoop::has_ended() const {
  const std::lock_guard lock(mutex_);
  return stopping_ &&
         std::all_of(workers_.begin(), workers_.end(), [](const auto& worker) { return worker->finished; });
}

void EventLoop::watch() {
  const Worker* last_leader = nullptr;
  std::uint64_t last_beat = 0;
  Clock::time_point since;
  int quiet_ticks = 0;
  while (!stopping_) {
    Worker* const leader = leader_.load(std::memory_order_acquire);
    const std::uint64_t beat = leader->beat.load(std::memory_order_acquire);
    if (leader != last_leader || beat != last_beat) {
      last_leader = leader;
      last_beat = beat;
      since = Clock::now();
      quiet_ticks = 0;
    } else if (beat % 2 == 1) {
      if (Clock::now() - since >= options_.stall) promote_from(leader);
    } else if (++quiet_ticks >= kQuietTicks) {
      sleep_until_busy(*leader, beat);
      quiet_ticks = 0;
    }
    std::unique_lock lock(mutex_);
    stopped_.wait_for(lock, options_.stall / 2, [this] { return stopping_.load(); });
  }
}

void EventLoop::sleep_until_busy(const Worker& leader, std::uint64_t beat) {
  watch_asleep_.store(true, std::memory_order_seq_cst);
  const bool quiet = leader.beat.load(std::memory_order_seq_cst) == beat && leader_.load() == &leader && !stopping_;
  if (quiet) watch_asleep_.wait(true);
  watch_asleep_.store(false, std::memory_order_relaxed);
}

void EventLoop::wake_watch() {
  if (watch_asleep_.exchange(false)) watch_asleep_.notify_one();
}

std::size_t EventLoop::run() {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_) start_worker();
  }
  if (!stopping_) watch();
  return join_workers();
}

void EventLoop::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& worker : workers_) worker->wake.notify_one();
  }
  stopped_.notify_one();
  context_.stop();
  wake_watch();
}

std::size_t EventLoop::join_workers() {
  std::unique_lock lock(mutex_);
  finished_.wait_for(lock, options_.stop_grace, [this] {
    return std::all_of(workers_.begin(), workers_.end(),
                       [](const auto& worker) { return worker->lost || worker->finished; });
  });
  std::vector<std::thread> ended;
  std::size_t left_behind = 0;
  for (const auto& worker : workers_) {
    if (worker->finished) {
      ended.push_back(std::move(worker->thread));
    } else {
      worker->thread.detach();
      ++left_behind;
    }
  }
  lock.unlock();
  for (std::thread& thread : ended) thread.join();
  return left_behind;
}

}  // namespace quire::net
