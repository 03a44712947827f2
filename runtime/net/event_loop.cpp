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
// A handler that is known to block, such as a page that was slow of late, need not
// stall the loop first: `run_aside` passes it to a spare. So that one page cannot hold
// all threads, jobs and stalled handlers belong to groups, which may hold only some of
// them; other jobs overtake those of a group that has its share.
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

#include "runtime/base/check.h"

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

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
  GuardedThread thread;
  std::condition_variable wake;
  /// Odd while in a handler; every entry and exit adds one.
  alignas(64) std::atomic<std::uint64_t> beat{0};
  /// Of a `StallMark`; `being_marked` while the watch uses it.
  std::atomic<std::atomic<bool>*> stalled{nullptr};
  static inline std::atomic<bool> being_marked{false};
  /// Of the `StallMark`, and the group that this thread counts for now.
  const void* group_if_stalled = nullptr;
  const void* group = nullptr;
  bool is_aside = false;
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

EventLoop::StallMark::StallMark(std::atomic<bool>& stalled, const void* group) : stalled_(&stalled) {
  Worker* const worker = Worker::current;
  if (!worker) return;
  worker->group_if_stalled = group;
  worker->stalled.store(stalled_, std::memory_order_release);
}

EventLoop::StallMark::~StallMark() {
  Worker* const worker = Worker::current;
  if (!worker) return;
  std::atomic<bool>* expected = stalled_;
  if (worker->stalled.compare_exchange_strong(expected, nullptr)) return;
  // The watch is about to set it, or has done so.
  while (worker->stalled.load(std::memory_order_acquire) != nullptr) std::this_thread::yield();
  const std::lock_guard lock(worker->loop.mutex_);
  worker->loop.release(*worker);
}

EventLoop::EventLoop(Options options) : options_(std::move(options)), work_(context_.get_executor()) {}

EventLoop::~EventLoop() = default;

/// A spare or a new thread; null at the limit.
EventLoop::Worker* EventLoop::free_worker() {
  if (!spares_.empty()) {
    Worker* const spare = spares_.back();
    spares_.pop_back();
    return spare;
  }
  if (workers_.size() >= options_.max_threads) return nullptr;
  Worker& worker = *workers_.emplace_back(std::make_unique<Worker>(*this));
  if (!worker.thread.start([this, &worker] { work(worker); })) {
    workers_.pop_back();
    return nullptr;
  }
  ++counters_.threads;
  return &worker;
}

void EventLoop::work(Worker& self) {
  Worker::current = &self;
  if (options_.on_thread_start) options_.on_thread_start();
  std::unique_lock lock(mutex_);
  for (;;) {
    self.wake.wait(lock,
                   [&] { return stopping_ || self.is_aside || leader_.load(std::memory_order_relaxed) == &self; });
    if (stopping_) break;
    if (!self.is_aside) lead(self, lock);
    if (self.is_aside || may_run_job()) run_jobs(self, lock);
    if (stopping_ || self.lost) break;
    spares_.push_back(&self);
  }
  self.finished = true;
  finished_.notify_all();
}

void EventLoop::lead(const Worker& self, std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  while (leader_.load(std::memory_order_acquire) == &self && !stopping_.load(std::memory_order_relaxed)) {
    std::optional<ReadyQueue::Ready> ready = ready_.take();
    if (!ready) break;
    const Busy busy;
    try {
      if (ready->socket) ready->socket->on_ready(ready->events);
      else ready->handler();
    } catch (const std::bad_alloc&) {
      // A page uses all memory. A handler that was posted for somebody else is dropped, and they will time out.
      if (ready->socket) ready->socket->on_no_memory();
    }
    // What the handler owns is destroyed while the watch still sees that this thread is busy.
    ready.reset();
  }
  ready_.hand_on();
  lock.lock();
}

/// The first job of a group that may hold another thread.
std::deque<EventLoop::Job>::iterator EventLoop::next_job() {
  return std::find_if(jobs_.begin(), jobs_.end(), [this](const Job& job) {
    const auto share = shares_.find(job.group);
    return share == shares_.end() || share->second.threads < options_.max_per_group;
  });
}

bool EventLoop::may_run_job() { return asides_ + 2 < options_.max_threads && next_job() != jobs_.end(); }

void EventLoop::hold(Worker& worker, const void* group) {
  if (group == nullptr || options_.max_per_group == 0) return;
  worker.group = group;
  ++shares_[group].threads;
}

void EventLoop::release(Worker& worker) {
  const void* const group = std::exchange(worker.group, nullptr);
  if (group == nullptr) return;
  --shares_[group].threads;
  drop_if_unused(group);
}

void EventLoop::drop_if_unused(const void* group) {
  const auto share = shares_.find(group);
  if (share != shares_.end() && share->second.threads == 0 && share->second.waiting == 0) shares_.erase(share);
}

void EventLoop::run_jobs(Worker& self, std::unique_lock<std::mutex>& lock) {
  if (!self.is_aside) ++asides_;
  self.is_aside = true;
  for (auto next = next_job(); next != jobs_.end() && !stopping_ && !self.lost; next = next_job()) {
    Job job = std::move(*next);
    jobs_.erase(next);
    hold(self, job.group);
    if (const auto share = shares_.find(job.group); share != shares_.end()) --share->second.waiting;
    lock.unlock();
    try {
      job.run();
    } catch (const std::bad_alloc&) {
      // As in `lead`.
    }
    job.run = nullptr;
    lock.lock();
    release(self);
  }
  self.is_aside = false;
  --asides_;
}

bool EventLoop::run_aside(std::function<void()> job, const void* group) {
  const std::lock_guard lock(mutex_);
  if (jobs_.size() >= options_.max_waiting || stopping_) return false;
  if (options_.max_per_group > 0 && group != nullptr) {
    Share& share = shares_[group];
    // Some of those that wait are about to run.
    if (share.threads + share.waiting >= 2 * options_.max_per_group) return false;
    ++share.waiting;
  }
  jobs_.push_back({std::move(job), group});
  Worker* const worker = may_run_job() ? free_worker() : nullptr;
  if (worker == nullptr) return true;
  worker->is_aside = true;
  ++asides_;
  worker->wake.notify_one();
  return true;
}

bool EventLoop::has_lead() {
  const Worker* const worker = Worker::current;
  return worker != nullptr && worker->loop.leader_.load(std::memory_order_relaxed) == worker;
}

// Only this thread changes it while it runs a job.
bool EventLoop::is_aside() { return Worker::current != nullptr && Worker::current->is_aside; }

void EventLoop::promote_from(Worker* expected) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || leader_.load(std::memory_order_relaxed) != expected) return;
  mark_stalled(*expected);
  Worker* const next = free_worker();
  if (next == nullptr) {
    ++counters_.starved;
    return;
  }
  leader_.store(next, std::memory_order_release);
  next->wake.notify_one();
  ++counters_.promotions;
}

void EventLoop::mark_stalled(Worker& worker) {
  std::atomic<bool>* stalled = worker.stalled.load(std::memory_order_acquire);
  if (stalled == nullptr || !worker.stalled.compare_exchange_strong(stalled, &Worker::being_marked)) return;
  stalled->store(true, std::memory_order_relaxed);
  hold(worker, worker.group_if_stalled);
  worker.stalled.store(nullptr, std::memory_order_release);
}

void EventLoop::post(std::function<void()> handler) { ready_.post(std::move(handler)); }

void EventLoop::promote() { promote_from(leader_.load(std::memory_order_acquire)); }

void EventLoop::abandon(pthread_t thread) {
  Worker* led = nullptr;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& worker : workers_) {
      if (worker->lost || worker->finished || !pthread_equal(worker->thread.handle(), thread)) continue;
      worker->lost = true;
      ++counters_.lost;
      release(*worker);
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
    // Each look takes the core from the leader for some microseconds.
    stopped_.wait_for(lock, options_.stall, [this] { return stopping_.load(); });
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
    if (!stopping_) leader_.store(free_worker(), std::memory_order_release);
  }
  QUIRE_CHECK(stopping_ || leader_.load() != nullptr, "the first thread of a loop can be started");
  std::thread clock([this] { context_.run(); });
  if (!stopping_) watch();
  clock.join();
  return join_workers();
}

void EventLoop::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& worker : workers_) worker->wake.notify_one();
  }
  stopped_.notify_one();
  ready_.close();
  context_.stop();
  wake_watch();
}

std::size_t EventLoop::join_workers() {
  std::unique_lock lock(mutex_);
  finished_.wait_for(lock, options_.stop_grace, [this] {
    return std::all_of(workers_.begin(), workers_.end(),
                       [](const auto& worker) { return worker->lost || worker->finished; });
  });
  std::vector<GuardedThread> ended;
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
  for (GuardedThread& thread : ended) thread.join();
  return left_behind;
}

}  // namespace quire::net
