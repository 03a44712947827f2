#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_STORE_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_STORE_H_

#include "runtime/session/memcached/item_copies.h"
#include "runtime/session/memcached/memcached_cluster.h"
#include "runtime/session/session_settings.h"
#include "runtime/session/store.h"

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// Sessions in memcached, each on two nodes, so that all machines of a cluster share them and one node may be lost
/// (`ItemCopies`). Sessions end by the clock of memcached, and make room as it evicts them. Thread-safe.
class MemcachedStore final : public SessionStore {
 public:
  /// `prefix` begins the keys (`store_key_prefix`).
  MemcachedStore(const SessionSettings& settings, std::string prefix, const MemcachedCluster::Log& log);

  int max_inactive() const override { return max_inactive_; }
  void set_max_inactive(int seconds) override { max_inactive_ = seconds; }
  std::unique_ptr<StoredSession> create() override;
  using SessionStore::find;
  std::unique_ptr<StoredSession> find(std::string_view id, bool prolongs) override;
  std::string node_of(const StoredSession& session) const override;
  void rotate_id(StoredSession& session) override;
  void remove(StoredSession& session) override;
  /// memcached does that.
  void sweep() override {}
  std::size_t size() const override { return 0; }
  void for_each(const std::function<bool(std::string_view id)>& take) const override;
  bool is_shared() const override { return true; }
  StoreStatus status() const override { return cluster_->status(); }

 private:
  /// A new id, and the epoch of its item, such that the first copy is on a node that should have it.
  struct Place {
    std::string id;
    std::uint32_t epoch = 0;
  };
  Place new_place() const;
  ItemCopies copies_of(std::string_view id) const;

  const SessionSettings settings_;
  const std::string prefix_;
  const ItemCopies::Options options_;
  const std::shared_ptr<MemcachedCluster> cluster_;
  MemcachedNodes& nodes_;
  std::atomic<int> max_inactive_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_STORE_H_
