#include "runtime/net/ready_queue.h"

#include "runtime/base/check.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <array>
#include <utility>

namespace quire::net {
namespace {

/// Of `wake_`, and of no socket.
constexpr ReadyQueue::Key kWakeKey = ~ReadyQueue::Key{0};
constexpr std::size_t kEventsAtOnce = 64;

constexpr std::uint32_t slot_of(ReadyQueue::Key key) { return static_cast<std::uint32_t>(key); }
constexpr std::uint32_t generation_of(ReadyQueue::Key key) { return static_cast<std::uint32_t>(key >> 32); }

bool watch(int poll, int fd, std::uint32_t events, ReadyQueue::Key key) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = key;
  return ::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) == 0;
}

}  // namespace

ReadyQueue::ReadyQueue() : poll_(::epoll_create1(EPOLL_CLOEXEC)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  // Reported once for each wake, to one thread, and never read.
  QUIRE_CHECK(watch(poll_.get(), wake_.get(), EPOLLIN | EPOLLET, kWakeKey), "a loop has descriptors for its events");
}

std::optional<ReadyQueue::Key> ReadyQueue::add(int fd, std::shared_ptr<ReadySocket> socket) {
  const std::lock_guard lock(mutex_);
  if (free_slots_.empty()) {
    free_slots_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const std::uint32_t index = free_slots_.back();
  const Key key = Key{slots_[index].generation} << 32 | index;
  if (!watch(poll_.get(), fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, key)) return std::nullopt;
  free_slots_.pop_back();
  slots_[index].socket = std::move(socket);
  return key;
}

void ReadyQueue::remove(Key key, int fd) {
  std::shared_ptr<ReadySocket> removed;
  const std::lock_guard lock(mutex_);
  Slot& slot = slots_[slot_of(key)];
  if (slot.generation != generation_of(key)) return;
  ::epoll_ctl(poll_.get(), EPOLL_CTL_DEL, fd, nullptr);
  removed = std::exchange(slot.socket, nullptr);
  ++slot.generation;
  free_slots_.push_back(slot_of(key));
}

void ReadyQueue::repeat(Key key, std::uint32_t events) {
  const std::lock_guard lock(mutex_);
  entries_.push_back({key, events, nullptr});
  if (waiting_ > 0) wake();
}

void ReadyQueue::post(std::function<void()> handler) {
  const std::lock_guard lock(mutex_);
  entries_.push_back({kWakeKey, 0, std::move(handler)});
  if (waiting_ > 0) wake();
}

std::optional<ReadyQueue::Ready> ReadyQueue::take_queued() {
  while (first_ < entries_.size()) {
    Entry& entry = entries_[first_++];
    if (entry.handler) return Ready{nullptr, 0, std::move(entry.handler)};
    const Slot& slot = slots_[slot_of(entry.key)];
    if (slot.generation == generation_of(entry.key)) return Ready{slot.socket, entry.events, nullptr};
  }
  entries_.clear();
  first_ = 0;
  return std::nullopt;
}

std::optional<ReadyQueue::Ready> ReadyQueue::take() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (is_closed_) return std::nullopt;
    if (std::optional<Ready> ready = take_queued()) return ready;
    wait(lock);
  }
}

void ReadyQueue::wait(std::unique_lock<std::mutex>& lock) {
  std::array<epoll_event, kEventsAtOnce> events;
  ++waiting_;
  lock.unlock();
  const int count = ::epoll_wait(poll_.get(), events.data(), static_cast<int>(events.size()), -1);
  lock.lock();
  --waiting_;
  for (int index = 0; index < count; ++index) {
    const epoll_event& event = events[static_cast<std::size_t>(index)];
    if (event.data.u64 != kWakeKey) entries_.push_back({event.data.u64, event.events, nullptr});
  }
  // Each thread that is woken by `close` wakes the next.
  if (is_closed_ && waiting_ > 0) wake();
}

void ReadyQueue::hand_on() {
  const std::lock_guard lock(mutex_);
  if (first_ < entries_.size() && waiting_ > 0) wake();
}

void ReadyQueue::close() {
  const std::lock_guard lock(mutex_);
  is_closed_ = true;
  wake();
}

void ReadyQueue::wake() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof one);
}

}  // namespace quire::net
