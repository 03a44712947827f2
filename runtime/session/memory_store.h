#ifndef QUIRE_RUNTIME_SESSION_MEMORY_STORE_H_
#define QUIRE_RUNTIME_SESSION_MEMORY_STORE_H_

#include "runtime/session/attributes.h"
#include "runtime/session/session_limits.h"
#include "runtime/session/session_record.h"
#include "runtime/session/store.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace quire {

/// Sessions in the memory of this process: kept when pages are reloaded, and handed over when another
/// process replaces this one, but lost if it dies. Thread-safe.
class MemoryStore final : public SessionStore {
 public:
  struct Options {
    int max_inactive = 1800;
    SessionLimits limits;
    /// Seconds since 1970.
    std::function<long long()> clock;
  };

  explicit MemoryStore(Options options);

  int max_inactive() const override { return max_inactive_; }
  void set_max_inactive(int seconds) override { max_inactive_ = seconds; }
  std::unique_ptr<StoredSession> create() override;
  using SessionStore::find;
  std::unique_ptr<StoredSession> find(std::string_view id, bool prolongs) override;
  void rotate_id(StoredSession& session) override;
  void remove(StoredSession& session) override;
  void sweep() override;
  std::size_t size() const override;
  void for_each(const std::function<bool(std::string_view id)>& take) const override;
  /// Without attributes that a thread is still changing after a tenth of a second.
  std::string hand_over() const override;
  void take_over(std::string_view bytes) override;

 private:
  friend class MemorySession;
  struct Entry;
  using Order = std::list<std::shared_ptr<Entry>>;

  long long now() const;
  // The lock must be held for these.
  void forget(Order::iterator position);
  void insert(std::shared_ptr<Entry> entry, SessionRank rank);
  /// Makes the entry the most recently used one of its rank.
  void move_up(Order::iterator position);
  /// Removes the session that is the least loss, but not `spared`. Returns false if all are in use.
  bool remove_least(const Entry* spared);

  /// Throws a `SessionError` if there is no room for as many octets more in the session.
  void make_room(std::size_t octets, const Entry& entry);

  const Options options_;
  std::atomic<int> max_inactive_;
  /// Octets of all sessions; shared, because a session may live longer than the store.
  const std::shared_ptr<std::atomic<std::size_t>> total_ = std::make_shared<std::atomic<std::size_t>>(0);
  mutable std::mutex mutex_;
  /// By rank, as far as it is known: a session that was empty when it was last found may hold something
  /// now. Most recently used first.
  std::array<Order, 3> orders_;
  std::unordered_map<std::string, Order::iterator> by_id_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMORY_STORE_H_
