#ifndef QUIRE_RUNTIME_SESSION_MEMORY_STORE_H_
#define QUIRE_RUNTIME_SESSION_MEMORY_STORE_H_

#include "runtime/session/attributes.h"
#include "runtime/session/store.h"

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace quire {

/// A session of a `MemoryStore`, shared by the requests that found it.
class MemorySession final : public StoredSession {
 public:
  explicit MemorySession(State state) : state_(std::move(state)) {}

  State state() const override;
  bool is_valid() const override { return is_valid_; }
  void set_max_inactive(int seconds) override;
  std::vector<std::string> names() const override { return attributes_.names(); }
  std::optional<Stored> load(std::string_view name) const override { return attributes_.load(name); }
  void save(std::string_view name, Stored stored) override { attributes_.save(name, std::move(stored)); }
  void change(std::string_view name, Change apply, void* closure) override { attributes_.change(name, apply, closure); }
  void remove(std::string_view name) override { attributes_.remove(name); }

  // For the store.
  bool is_expired(long long time) const;
  void set_last_accessed(long long time);
  void set_id(std::string id);
  void end() { is_valid_ = false; }

 private:
  Attributes attributes_;
  std::atomic<bool> is_valid_{true};
  mutable std::mutex mutex_;
  State state_;
};

/// Sessions in the memory of this process: kept when pages are reloaded, lost with the process.
/// Thread-safe. Holds at most `max_sessions`; beyond that, the one unused for longest is dropped,
/// so that a flood of clients without cookies uses limited memory.
class MemoryStore final : public SessionStore {
 public:
  explicit MemoryStore(int max_inactive = 1800, std::size_t max_sessions = 100'000);

  int max_inactive() const override { return max_inactive_; }
  void set_max_inactive(int seconds) override { max_inactive_ = seconds; }
  std::shared_ptr<StoredSession> create() override;
  std::shared_ptr<StoredSession> find(std::string_view id) override;
  void rotate_id(StoredSession& session) override;
  void remove(StoredSession& session) override;
  void sweep() override;
  std::size_t size() const;

 private:
  using Order = std::list<std::shared_ptr<MemorySession>>;
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
