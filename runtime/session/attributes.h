#ifndef QUIRE_RUNTIME_SESSION_ATTRIBUTES_H_
#define QUIRE_RUNTIME_SESSION_ATTRIBUTES_H_

#include <quire/codec.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// The named values of a session or a webapp. Thread-safe. Each attribute has its own lock, so that
/// a slow change to one does not delay another.
class Attributes {
 public:
  using Change = void (*)(void* closure, std::optional<Stored>& stored);

  std::optional<Stored> load(std::string_view name) const;
  void save(std::string_view name, Stored stored);
  void change(std::string_view name, Change apply, void* closure);
  void remove(std::string_view name);
  std::vector<std::string> names() const;
  /// All attributes but those that are still being changed at `deadline`, perhaps by a thread that a
  /// fault has stopped.
  std::vector<std::pair<std::string, Stored>> copy(std::chrono::steady_clock::time_point deadline) const;

 private:
  /// A removed attribute remains as an empty slot, because another thread may hold its lock.
  struct Slot {
    /// Recursive, because a page may read an attribute while changing it.
    mutable std::recursive_timed_mutex mutex;
    std::optional<Stored> stored;
  };

  std::shared_ptr<Slot> find(std::string_view name) const;
  std::shared_ptr<Slot> find_or_make(std::string_view name);
  std::vector<std::pair<std::string, std::shared_ptr<Slot>>> slots() const;

  /// For names that were never set, which is what expressions mostly ask for: takes no lock. A bit for each name
  /// that was.
  std::atomic<std::uint64_t> names_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Slot>, std::less<>> slots_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_ATTRIBUTES_H_
