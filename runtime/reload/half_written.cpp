#include "runtime/reload/half_written.h"

#include <algorithm>

namespace quire {

void HalfWritten::add(const std::string& path, Clock::duration time) {
  const std::lock_guard lock(mutex_);
  files_[path] = Clock::now() + time;
}

void HalfWritten::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  files_.erase(path);
}

bool HalfWritten::contains(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return files_.contains(path);
}

std::vector<std::string> HalfWritten::expired() const {
  const Clock::time_point now = Clock::now();
  const std::lock_guard lock(mutex_);
  std::vector<std::string> paths;
  for (const auto& [path, until] : files_)
    if (until <= now) paths.push_back(path);
  return paths;
}

HalfWritten::Clock::duration HalfWritten::time_left() const {
  const Clock::time_point now = Clock::now();
  const std::lock_guard lock(mutex_);
  Clock::duration least = Clock::duration::max();
  for (const auto& [path, until] : files_) least = std::min(least, std::max(until - now, Clock::duration::zero()));
  return least;
}

}  // namespace quire
