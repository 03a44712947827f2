#include "runtime/fault/crash_log.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <iterator>

namespace quire {

namespace {

constexpr std::size_t kPages = 256;

/// In shared memory, which begins as zeros.
struct Entry {
  /// 0 if unused.
  std::atomic<std::uint64_t> page;
  /// The last crashes, in seconds of the monotonic clock, which all processes share.
  std::atomic<std::int64_t> times[kMaxCrashes];
  std::atomic<std::uint32_t> count;
  std::atomic<bool> is_blocked;
};

struct Log {
  std::atomic<std::uint32_t> blocked;
  Entry entries[kPages];
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

std::atomic<Log*> log{nullptr};

std::int64_t now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec;
}

std::int64_t last_crash(const Entry& entry) {
  std::int64_t last = 0;
  for (const auto& time : entry.times) last = std::max(last, time.load());
  return last;
}

/// The entry of the page; a new one if there is none, in place of the oldest if all are used.
/// Null if all are blocked.
Entry* entry_of(Log& shared, std::uint64_t page) {
  Entry* oldest = nullptr;
  for (Entry& entry : shared.entries) {
    if (entry.page == page) return &entry;
    std::uint64_t unused = 0;
    if (entry.page.compare_exchange_strong(unused, page)) return &entry;
    if (!entry.is_blocked && (oldest == nullptr || last_crash(entry) < last_crash(*oldest))) oldest = &entry;
  }
  if (oldest == nullptr) return nullptr;
  for (auto& time : oldest->times) time = 0;
  oldest->count = 0;
  oldest->page = page;
  return oldest;
}

}  // namespace

Descriptor create_crash_log() {
  Descriptor file(::memfd_create("quire-crashes", MFD_CLOEXEC));
  if (file && ::ftruncate(file.get(), sizeof(Log)) != 0) file.reset(-1);
  return file;
}

void share_crash_log(int file) {
  if (file < 0) return;
  void* memory = ::mmap(nullptr, sizeof(Log), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory != MAP_FAILED) log = static_cast<Log*>(memory);
}

bool note_crash(std::uint64_t page) {
  Log* const shared = log;
  if (shared == nullptr || page == 0) return false;
  Entry* const entry = entry_of(*shared, page);
  if (entry == nullptr) return false;
  const std::int64_t time = now();
  entry->times[entry->count++ % kMaxCrashes] = time;
  const bool is_often = std::all_of(std::begin(entry->times), std::end(entry->times), [&](const auto& each) {
    return each.load() != 0 && time - each.load() <= kCrashWindow;
  });
  if (!is_often || entry->is_blocked.exchange(true)) return false;
  ++shared->blocked;
  return true;
}

bool crashes_too_often(std::uint64_t page) {
  const Log* const shared = log.load(std::memory_order_relaxed);
  if (shared == nullptr || page == 0 || shared->blocked.load(std::memory_order_relaxed) == 0) return false;
  return std::any_of(std::begin(shared->entries), std::end(shared->entries),
                     [&](const Entry& entry) { return entry.page.load() == page && entry.is_blocked.load(); });
}

}  // namespace quire
