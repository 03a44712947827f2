#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_NODE_WATCH_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_NODE_WATCH_H_

#include "runtime/base/descriptor.h"
#include "runtime/session/memcached/item_copies.h"
#include "runtime/session/memcached/memcached_nodes.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <vector>

namespace quire {

/// A thread that watches the nodes: tries to reach those that are down, and makes copies of sessions that have only
/// one.
///
/// A node that was restarted is empty, and its mark (`MemcachedNodes::sync_mark`) is missing. One machine of the
/// cluster then copies to it every session that it should have, and sets the mark. Sessions that were written while a
/// node was unreachable from here are remembered, and copied when it is back.
class NodeWatch final : public NodeAttendant {
 public:
  using Clock = std::chrono::steady_clock;

  using Log = std::function<void(std::string_view)>;
  /// Watches the nodes as long as it lives; they must outlive it.
  class Run {
   public:
    Run(NodeWatch& watch, MemcachedNodes& nodes) : watch_(watch) { watch_.start(nodes); }
    ~Run() { watch_.stop(); }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

   private:
    NodeWatch& watch_;
  };

  explicit NodeWatch(Log log);

  /// Waits until it has tried to reach each node once, but not much longer than the timeout.
  void wait_until_tried();
  void wait_for(const MemcachedNode& node, Clock::time_point end) override;
  void repair(std::string key) override;
  void look_at(std::string key) override;
  void wake() override;
  /// Whether the node may be said to have all copies.
  bool is_in_sync(std::size_t node) const;

 private:
  struct Watched {
    /// Null while the node is down.
    std::unique_ptr<MemcachedConnection> connection;
    Clock::time_point next;
    std::chrono::milliseconds pause{0};
    /// A memcached has answered on this connection.
    bool is_proven = false;
    std::chrono::milliseconds refill_pause{0};
    Clock::time_point next_refill;
    /// The value of its mark; empty if it has none.
    std::string mark;
    /// The mark is that of all nodes.
    std::atomic<bool> has_mark{false};
    bool is_reported = false;
  };

  void start(MemcachedNodes& nodes);
  void stop();
  void run();
  void run_once();
  /// Asks the node for its mark, or tries to reach it.
  void check(std::size_t index);
  /// Each node whose turn it is.
  void check_due();
  /// Finds out which nodes need to be refilled: all, if none has a valid mark.
  void compare_marks();
  void lose(std::size_t index, const StoreFailure& failure);
  void report(std::size_t index);
  bool has_lost_track() const;
  /// So that all sessions are looked at, by this machine or another one.
  void remove_marks();
  /// Repairs what can be repaired until `end`.
  void repair_all(Clock::time_point end);
  bool is_every_other_up(std::size_t index) const;
  void refill(std::size_t index);
  /// Copies to the node what it should have and another one has. Returns the number of sessions, or throws
  /// `StoreFailure`.
  std::size_t copy_from(std::size_t from, std::size_t to);
  /// The id in the key of a session of this cluster; empty for other keys.
  std::string_view id_in(std::string_view key) const;
  ItemCopies::Equalized equalize(const std::string& key);
  void wait();

  /// Set while the thread runs.
  MemcachedNodes* nodes_ = nullptr;
  const Log log_;
  std::vector<std::unique_ptr<Watched>> watched_;
  /// An eventfd that ends the wait.
  Descriptor event_;
  std::atomic<bool> is_ending_{false};
  mutable std::mutex mutex_;
  /// Something was tried.
  std::condition_variable tried_;
  bool was_tried_ = false;
  /// Sessions with one valid copy.
  std::unordered_set<std::string> single_;
  /// There were too many of them, so all sessions must be looked at.
  bool lost_track_ = false;
  /// Sessions of which one copy was older.
  std::unordered_set<std::string> suspects_;
  /// Of those that are being copied.
  std::atomic<std::size_t> under_way_{0};
  /// The log says that sessions cannot be copied.
  bool is_refill_reported_ = false;
  std::thread thread_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_NODE_WATCH_H_
