#include "runtime/session/memcached/memcached_node.h"

#include <algorithm>
#include <utility>

namespace quire {

MemcachedNode::MemcachedNode(SessionSettings::Node settings, std::chrono::milliseconds timeout,
                             std::function<void()> on_down)
    : settings_(std::move(settings)), timeout_(timeout), on_down_(std::move(on_down)) {}

std::string MemcachedNode::reason() const {
  const std::lock_guard lock(mutex_);
  return reason_;
}

std::chrono::steady_clock::time_point MemcachedNode::down_since() const {
  const std::lock_guard lock(mutex_);
  return down_since_;
}

MemcachedNode::Lease MemcachedNode::lease(std::uint64_t preferred) {
  std::vector<ResolvedAddress> addresses;
  {
    const std::lock_guard lock(mutex_);
    if (is_down_) throw NodeDown(reason_);
    if (!idle_.empty()) {
      auto found = std::ranges::find_if(idle_, [&](const auto& each) { return each->id() == preferred; });
      if (found == idle_.end()) found = idle_.begin();
      std::unique_ptr<MemcachedConnection> connection = std::move(*found);
      idle_.erase(found);
      return {*this, std::move(connection)};
    }
    addresses = addresses_;
  }
  try {
    return {*this, std::make_unique<MemcachedConnection>(addresses, timeout_)};
  } catch (const StoreFailure& failure) {
    set_down(failure.what());
    throw NodeDown(failure.what());
  }
}

void MemcachedNode::fail(const StoreFailure& failure) {
  // Whoever has found out has said so. If every request that met it did so again, it would never seem to be back.
  if (dynamic_cast<const NodeDown*>(&failure) != nullptr) return;
  // The others are connections to the same process.
  std::deque<std::unique_ptr<MemcachedConnection>> closed;
  {
    const std::lock_guard lock(mutex_);
    closed.swap(idle_);
    // Likewise, an exchange that was too slow may have begun before.
    if (failure.was_closed() || std::chrono::steady_clock::now() - up_since_ < timeout_) return;
  }
  set_down(failure.what());
}

void MemcachedNode::set_up() {
  const std::lock_guard lock(mutex_);
  if (is_down_.exchange(false)) up_since_ = std::chrono::steady_clock::now();
}

std::unique_ptr<MemcachedConnection> MemcachedNode::reach() {
  std::vector<ResolvedAddress> addresses = resolve(settings_.address);
  auto connection = std::make_unique<MemcachedConnection>(addresses, timeout_);
  const std::lock_guard lock(mutex_);
  addresses_ = std::move(addresses);
  return connection;
}

void MemcachedNode::give_back(std::unique_ptr<MemcachedConnection> connection) {
  const std::lock_guard lock(mutex_);
  if (!is_down_) idle_.push_back(std::move(connection));
}

void MemcachedNode::set_down(const std::string& reason) {
  std::deque<std::unique_ptr<MemcachedConnection>> closed;
  {
    const std::lock_guard lock(mutex_);
    reason_ = reason;
    if (is_down_.exchange(true)) return;
    down_since_ = std::chrono::steady_clock::now();
    closed.swap(idle_);
  }
  on_down_();
}

}  // namespace quire
