#ifndef QUIRE_RUNTIME_NET_EVENT_LOOPS_H_
#define QUIRE_RUNTIME_NET_EVENT_LOOPS_H_

#include "runtime/net/event_loop.h"

namespace quire::net {

/// The event loops of a server, usually one for each core. They share nothing: a
/// connection belongs to one loop.
class EventLoops {
 public:
  /// `count` loops, at least one. `options` are those of each.
  EventLoops(std::size_t count, const EventLoop::Options& options);

  std::size_t size() const { return loops_.size(); }
  EventLoop& operator[](std::size_t index) { return *loops_[index]; }
  /// For what happens once in a process, such as signals and timers.
  EventLoop& front() { return *loops_.front(); }

  /// As `EventLoop::run`, for all of them. Returns the number of threads left behind.
  std::size_t run();
  void stop();
  /// As `EventLoop::abandon`, for the loop that `thread` is part of.
  void abandon(pthread_t thread);

 private:
  std::vector<std::unique_ptr<EventLoop>> loops_;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_EVENT_LOOPS_H_
