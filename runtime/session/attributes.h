#ifndef QUIRE_RUNTIME_SESSION_ATTRIBUTES_H_
#define QUIRE_RUNTIME_SESSION_ATTRIBUTES_H_

#include <quire/codec.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
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

 private:
  /// A removed attribute remains as an empty slot, because another thread may hold its lock.
  struct Slot {
    /// Recursive, because a page may read an attribute while changing it.
    mutable std::recursive_mutex mutex;
    std::optional<Stored> stored;
  };

  std::shared_ptr<Slot> find(std::string_view name) const;
  std::shared_ptr<Slot> find_or_make(std::string_view name);

  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Slot>, std::less<>> slots_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_ATTRIBUTES_H_
