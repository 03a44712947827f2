#ifndef QUIRE_RUNTIME_SESSION_MEMORY_STORE_H_
#define QUIRE_RUNTIME_SESSION_MEMORY_STORE_H_

#include "runtime/session/attributes.h"

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace quire {

/// One session's state; times are seconds since 1970. `attributes` locks
/// itself, `mutex` guards the rest.
struct SessionState {
  Attributes attributes;
  mutable std::mutex mutex;
  std::string id;
  long long created = 0;
  long long last_accessed = 0;
  int max_inactive = 1800;
  bool is_valid = true;
};

/// Sessions in this process's memory: kept over reloads of pages, lost with
/// the process. Thread-safe. Holds at most `max_sessions`; past that the one
/// unused for longest makes room, so that a flood of clients without cookies
/// costs bounded memory.
class MemoryStore {
 public:
  explicit MemoryStore(int max_inactive = 1800, std::size_t max_sessions = 100'000);

  /// Of sessions made from now on: seconds without a request after which they
  /// end; negative for never.
  void set_max_inactive(int seconds) { max_inactive_ = seconds; }
  int max_inactive() const { return max_inactive_; }
  /// Makes a session with an id that was never used.
  std::shared_ptr<SessionState> create();
  /// The session, marked as used now; null for an unknown or expired id.
  std::shared_ptr<SessionState> find(std::string_view id);
  /// Gives the session another id; the old one is unknown from then on.
  void rotate_id(const std::shared_ptr<SessionState>& session);
  void remove(const std::shared_ptr<SessionState>& session);
  /// Drops what has expired; call it now and then.
  void sweep();
  std::size_t size() const;

 private:
  using Order = std::list<std::shared_ptr<SessionState>>;
  void forget(Order::iterator entry);

  std::atomic<int> max_inactive_;
  const std::size_t max_sessions_;
  mutable std::mutex mutex_;
  /// Most recently used first.
  Order order_;
  std::unordered_map<std::string, Order::iterator> by_id_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMORY_STORE_H_
