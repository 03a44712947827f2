#ifndef QUIRE_RUNTIME_RELOAD_HALF_WRITTEN_H_
#define QUIRE_RUNTIME_RELOAD_HALF_WRITTEN_H_

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace quire {

/// Files whose content is not to be used yet, each until a time at which it is
/// taken as done if nothing else happens. Thread-safe.
class HalfWritten {
 public:
  using Clock = std::chrono::steady_clock;

  /// Adds a file, or gives it more time.
  void add(const std::string& path, Clock::duration time);
  void remove(const std::string& path);
  bool contains(const std::string& path) const;
  /// The files whose time is over; they stay in here.
  std::vector<std::string> expired() const;
  /// Until the next one's time is over; `Clock::duration::max()` for none.
  Clock::duration time_left() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Clock::time_point> files_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_RELOAD_HALF_WRITTEN_H_
