#include "runtime/log/log_writer.h"

#include "runtime/base/check.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace quire {
namespace {

/// While lines are lost all the time.
constexpr std::chrono::seconds kBetweenReports{1};

}  // namespace

/// Outlives the writer if its thread is stuck in a system call.
struct LogWriter::State {
  struct alignas(64) Queue {
    std::mutex mutex;
    std::string lines;
    std::atomic<std::uint64_t> lost{0};
  };

  State(LogFile log, Options chosen) : file(std::move(log)), options(std::move(chosen)), queues(options.queues) {
    for (Queue& queue : queues) queue.lines.reserve(options.capacity);
    taken.reserve(options.capacity);
  }

  void push(std::size_t number, std::string_view line) {
    Queue& queue = queues[number];
    {
      const std::lock_guard lock(queue.mutex);
      if (queue.lines.size() + line.size() > options.capacity) {
        queue.lost.fetch_add(1, std::memory_order_relaxed);
        return;
      }
      queue.lines += line;
    }
    // Read first, so that loops do not take the cache line from each other for every line.
    if (!has_work.load() && !has_work.exchange(true)) wake();
  }

  void wake() {
    {
      const std::lock_guard lock(mutex);
    }
    changed.notify_all();
  }

  void run() {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [this] { return has_work || is_ending || wants_reopen || flushed < flush_asked; });
      if (options.gather.count() > 0)
        changed.wait_for(lock, options.gather, [this] { return is_ending || flushed < flush_asked; });
      const bool was_ending = is_ending;
      const std::uint64_t asked = flush_asked;
      const bool reopens = std::exchange(wants_reopen, false);
      lock.unlock();
      // Before the queues are looked at: whoever adds a line later sets it again.
      has_work = false;
      write_all();
      if (reopens) file.reopen();
      lock.lock();
      flushed = asked;
      if (was_ending) has_ended = true;
      changed.notify_all();
      if (was_ending) return;
    }
  }

  void write_all() {
    for (Queue& queue : queues) {
      taken.clear();
      {
        const std::lock_guard lock(queue.mutex);
        std::swap(taken, queue.lines);
      }
      if (taken.empty()) continue;
      if (!file.write(taken)) {
        last_error = errno;
        unwritten += static_cast<std::uint64_t>(std::ranges::count(taken, '\n'));
      } else {
        can_write = true;
      }
    }
    report();
  }

  void report() {
    const std::uint64_t all = lost();
    const auto now = std::chrono::steady_clock::now();
    if (all == reported || now < next_report || (options.reports_to_itself && !std::exchange(can_write, false))) return;
    next_report = now + kBetweenReports;
    const std::uint64_t news = all - std::exchange(reported, all);
    errno = std::exchange(last_error, 0);
    if (options.on_lost) options.on_lost(news);
  }

  std::uint64_t lost() const {
    std::uint64_t all = unwritten;
    for (const Queue& queue : queues) all += queue.lost.load(std::memory_order_relaxed);
    return all;
  }

  LogFile file;
  const Options options;
  std::vector<Queue> queues;
  std::atomic<bool> has_work{false};
  /// Lines that were taken from a queue, and could not be written.
  std::atomic<std::uint64_t> unwritten{0};

  // Only for the thread.
  std::string taken;
  std::uint64_t reported = 0;
  std::chrono::steady_clock::time_point next_report;
  int last_error = 0;
  bool can_write = false;

  std::mutex mutex;
  std::condition_variable changed;
  bool is_ending = false;
  bool has_ended = false;
  bool wants_reopen = false;
  std::uint64_t flush_asked = 0;
  std::uint64_t flushed = 0;
};

LogWriter::LogWriter(LogFile file, Options options)
    : state_(std::make_shared<State>(std::move(file), std::move(options))) {
  // Signals are for the threads that expect them.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread([state = state_] { state->run(); }).detach();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

LogWriter::~LogWriter() {
  std::unique_lock lock(state_->mutex);
  state_->is_ending = true;
  state_->changed.notify_all();
  state_->changed.wait_for(lock, kPatience, [this] { return state_->has_ended; });
}

void LogWriter::push(std::size_t queue, std::string_view line) { state_->push(queue, line); }

void LogWriter::flush() {
  std::unique_lock lock(state_->mutex);
  const std::uint64_t number = ++state_->flush_asked;
  state_->changed.notify_all();
  state_->changed.wait_for(lock, kPatience, [&] { return state_->flushed >= number; });
}

void LogWriter::reopen() {
  const std::lock_guard lock(state_->mutex);
  state_->wants_reopen = true;
  state_->changed.notify_all();
}

std::uint64_t LogWriter::lost() const { return state_->lost(); }

}  // namespace quire
