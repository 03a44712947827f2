#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_NODES_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_NODES_H_

#include "runtime/session/memcached/memcached_node.h"
#include "runtime/session/memcached/recent_items.h"
#include "runtime/session/session_settings.h"
#include "runtime/session/store_meter.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

/// What the nodes need from the thread that watches them (`NodeWatch`). Thread-safe.
class NodeAttendant {
 public:
  virtual ~NodeAttendant() = default;
  /// A node went down.
  virtual void wake() = 0;
  /// A session has only one valid copy, and needs the other one soon.
  virtual void repair(std::string key) = 0;
  /// Perhaps it has: the other one was older, but may just be written.
  virtual void look_at(std::string key) = 0;
  /// Waits until the node is up, but not beyond `end`.
  virtual void wait_for(const MemcachedNode& node, std::chrono::steady_clock::time_point end) = 0;
};

/// The memcacheds that keep the sessions of a cluster. Two of them have a copy of each session: which, and in which
/// order, follows from its id alone, so that all machines agree. Thread-safe.
class MemcachedNodes {
 public:
  /// The nodes of a session. The second is null if there is only one memcached.
  using Homes = std::array<MemcachedNode*, 2>;

  /// The attendant must outlive this. All nodes are down until it has reached them.
  MemcachedNodes(const SessionSettings& settings, NodeAttendant& attendant);

  Homes homes_of(std::string_view id) const;
  const std::vector<std::unique_ptr<MemcachedNode>>& all() const { return nodes_; }
  /// Whether new sessions should have their first copy elsewhere.
  bool is_for_failover(const MemcachedNode& node) const;
  std::chrono::milliseconds timeout() const { return settings_.shared.timeout; }

  /// The key of an item that a node has if it has a copy of every session that it should have one of. A memcached that
  /// was restarted does not have it.
  const std::string& sync_mark() const { return sync_mark_; }
  /// The value of that item: which nodes there are, and a number that grows whenever this changes, so that a node that
  /// did not belong to them for some time is known by its older one.
  std::string sync_value(std::uint64_t generation) const { return list_ + " " + std::to_string(generation); }
  std::string sync_value() const { return sync_value(generation_); }
  /// The number in such a value, whatever the nodes are in it; 0 if there is none.
  static std::uint64_t generation_in(std::string_view value);
  std::uint64_t generation() const { return generation_; }
  void set_generation(std::uint64_t generation) { generation_ = generation; }
  /// Waits until the node is up, if it went down only just now, and not beyond `end`. Returns whether it is.
  bool wait_for(const MemcachedNode& node, std::chrono::steady_clock::time_point end) const;
  /// A session has only one valid copy. Makes the other one soon.
  void repair(std::string key) { attendant_.repair(std::move(key)); }
  /// Makes it if it is needed.
  void look_at(std::string key) { attendant_.look_at(std::move(key)); }

  StoreMeter& meter() { return meter_; }
  const StoreMeter& meter() const { return meter_; }
  /// Copies in the memory of this process; null if there should be none.
  RecentItems* recent() { return recent_.get(); }

 private:
  const SessionSettings settings_;
  NodeAttendant& attendant_;
  const std::string sync_mark_;
  const std::string list_;
  /// The last one that all nodes in reach had, or get; 0 if that is not known yet.
  std::atomic<std::uint64_t> generation_{0};
  std::vector<std::unique_ptr<MemcachedNode>> nodes_;
  StoreMeter meter_;
  std::unique_ptr<RecentItems> recent_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_NODES_H_
