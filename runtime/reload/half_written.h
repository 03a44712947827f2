#ifndef QUIRE_RUNTIME_RELOAD_HALF_WRITTEN_H_
#define QUIRE_RUNTIME_RELOAD_HALF_WRITTEN_H_

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace quire {

/// Files whose content must not be used yet, each with a time at which it is considered
/// complete unless something happens before. Thread-safe.
class HalfWritten {
 public:
  using Clock = std::chrono::steady_clock;

  /// Adds a file, or gives it more time.
  void add(const std::string& path, Clock::duration time);
  void remove(const std::string& path);
  bool contains(const std::string& path) const;
  /// The files whose time has expired; does not remove them.
  std::vector<std::string> expired() const;
  /// The time until the next one expires; `Clock::duration::max()` if there are none.
  Clock::duration time_left() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Clock::time_point> files_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_HALF_WRITTEN_H_
