#ifndef QUIRE_RUNTIME_NET_READY_QUEUE_H_
#define QUIRE_RUNTIME_NET_READY_QUEUE_H_

#include "runtime/base/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace quire::net {

/// A socket that waits for events.
class ReadySocket {
 public:
  virtual ~ReadySocket() = default;
  /// `events` are those of epoll_ctl(2): what became possible since the last call.
  virtual void on_ready(std::uint32_t events) = 0;
  /// `on_ready` has thrown `std::bad_alloc`: whatever the events were, they will not be reported again.
  virtual void on_no_memory() {}
};

/// What is ready to be handled by the threads of a loop, in order: events of sockets, and
/// handlers that were posted. One thread at a time waits in `take`, as a rule; others may,
/// and nothing is lost or handled twice.
///
/// Sockets are watched for everything from `add` to `remove`, and events are reported once
/// (`EPOLLET`): whoever has not read all, or has not filled the socket, need not ask again,
/// and waiting costs no system call but one for many sockets. All members may be called
/// from any thread.
class ReadyQueue {
 public:
  using Key = std::uint64_t;
  /// Either an event or a handler.
  struct Ready {
    std::shared_ptr<ReadySocket> socket;
    std::uint32_t events = 0;
    std::function<void()> handler;
  };

  ReadyQueue();

  /// Watches a socket, and keeps `socket` until `remove`. Returns nullopt if the system's
  /// limits do not allow it.
  std::optional<Key> add(int fd, std::shared_ptr<ReadySocket> socket);
  /// To be called before `fd` is closed. Events that are in the queue are dropped.
  void remove(Key key, int fd);
  /// Puts events into the queue, for a socket that gives way to others.
  void repeat(Key key, std::uint32_t events);
  void post(std::function<void()> handler);

  /// Takes what is first, or waits for it. Returns nullopt if woken by `close`.
  std::optional<Ready> take();
  /// Called by a thread that will not call `take` again soon: lets a waiting one continue.
  void hand_on();
  /// Wakes all waiting threads, now and later.
  void close();

 private:
  struct Entry {
    Key key = 0;
    std::uint32_t events = 0;
    std::function<void()> handler;
  };
  struct Slot {
    std::shared_ptr<ReadySocket> socket;
    std::uint32_t generation = 0;
  };

  std::optional<Ready> take_queued();
  void wait(std::unique_lock<std::mutex>& lock);
  void wake();

  const Descriptor poll_;
  const Descriptor wake_;
  std::mutex mutex_;
  /// By the lower half of their keys; the upper half tells a socket from earlier ones.
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  /// Those before `first_` have been taken.
  std::vector<Entry> entries_;
  std::size_t first_ = 0;
  std::size_t waiting_ = 0;
  bool is_closed_ = false;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_READY_QUEUE_H_
