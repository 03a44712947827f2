#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_NODE_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_NODE_H_

#include "runtime/session/memcached/memcached_connection.h"
#include "runtime/session/session_settings.h"
#include "runtime/session/store_socket.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace quire {

/// A node was already known to be down, or could not be connected to.
class NodeDown final : public StoreFailure {
 public:
  using StoreFailure::StoreFailure;
};

/// One memcached: connections to it, and whether it answers. While it does not, nobody waits for it but the thread that
/// tries to reach it again (`MemcachedNodes`). Thread-safe.
class MemcachedNode {
 public:
  /// Connected for one exchange of commands and answers.
  class Lease {
   public:
    Lease(MemcachedNode& node, std::unique_ptr<MemcachedConnection> connection)
        : node_(&node), connection_(std::move(connection)) {}
    MemcachedConnection* operator->() const { return connection_.get(); }
    /// Gives the connection back when all answers were read; otherwise it is closed.
    void end() { node_->give_back(std::move(connection_)); }

   private:
    MemcachedNode* node_;
    std::unique_ptr<MemcachedConnection> connection_;
  };

  /// `on_down` is called when it stops answering, on any thread.
  MemcachedNode(SessionSettings::Node settings, std::chrono::milliseconds timeout, std::function<void()> on_down);

  const std::string& name() const { return settings_.name; }
  std::string address() const { return settings_.address.text(); }
  std::string title() const { return "memcached " + name() + " (" + address() + ")"; }
  bool is_up() const { return !is_down_; }
  /// Why it is down.
  std::string reason() const;
  /// When it went down the last time.
  std::chrono::steady_clock::time_point down_since() const;
  /// The largest item that it takes, with its key.
  std::size_t largest_item() const { return largest_item_; }
  void set_largest_item(std::size_t octets) { largest_item_ = octets; }

  /// Prefers the connection with that id; others of the node are as good for what depends on none. Throws `NodeDown`.
  Lease lease(std::uint64_t preferred = 0);
  /// Notes that an exchange has failed.
  void fail(const StoreFailure& failure);

  /// For the thread that watches the node: resolves its name again, and returns a connection of its own. Throws
  /// `StoreFailure`, and does not note it.
  std::unique_ptr<MemcachedConnection> reach();
  void set_up();

 private:
  void give_back(std::unique_ptr<MemcachedConnection> connection);
  void set_down(const std::string& reason);

  const SessionSettings::Node settings_;
  const std::chrono::milliseconds timeout_;
  const std::function<void()> on_down_;
  std::atomic<bool> is_down_{true};
  std::atomic<std::size_t> largest_item_{std::size_t{1} << 20};
  mutable std::mutex mutex_;
  std::string reason_ = "it was not reached yet";
  std::chrono::steady_clock::time_point down_since_;
  std::chrono::steady_clock::time_point up_since_;
  std::vector<ResolvedAddress> addresses_;
  /// Not in use. The one that was used last is at the end, and is the last to be taken by others: its user may need it
  /// again.
  std::deque<std::unique_ptr<MemcachedConnection>> idle_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_NODE_H_
