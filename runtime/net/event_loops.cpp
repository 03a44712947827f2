#include "runtime/net/event_loops.h"

#include <algorithm>

namespace quire::net {

EventLoops::EventLoops(std::size_t count, const EventLoop::Options& options) {
  for (std::size_t index = 0; index < std::max<std::size_t>(count, 1); ++index)
    loops_.push_back(std::make_unique<EventLoop>(options));
}

std::size_t EventLoops::run() {
  std::vector<std::size_t> left(loops_.size());
  std::vector<std::thread> others;
  for (std::size_t index = 1; index < loops_.size(); ++index)
    others.emplace_back([this, index, &left] { left[index] = loops_[index]->run(); });
  left[0] = loops_[0]->run();
  for (std::thread& other : others) other.join();
  std::size_t all = 0;
  for (const std::size_t one : left) all += one;
  return all;
}

void EventLoops::stop() {
  for (const auto& loop : loops_) loop->stop();
}

void EventLoops::abandon(pthread_t thread) {
  for (const auto& loop : loops_) loop->abandon(thread);
}

}  // namespace quire::net
