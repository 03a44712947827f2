#include "runtime/session/memcached/memcached_nodes.h"

#include "runtime/base/content_hash.h"
#include "runtime/session/memcached/node_watch.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace quire {

namespace {

/// Octets.
constexpr std::size_t kRecent = std::size_t{32} << 20;

/// Tells settings apart that need nodes of their own.
std::string identity(const SessionSettings& settings) {
  std::string text = settings.shared.prefix + " " + std::to_string(settings.shared.timeout.count());
  for (const SessionSettings::Node& node : settings.memcached.nodes)
    text += " " + node.name + "=" + node.address.text();
  for (const std::string& name : settings.memcached.failover) text += " -" + name;
  if (settings.memcached.is_sticky) text += " sticky";
  return text;
}

}  // namespace

std::shared_ptr<MemcachedNodes> MemcachedNodes::get(const SessionSettings& settings, const Log& log) {
  static std::mutex mutex;
  static std::map<std::string, std::weak_ptr<MemcachedNodes>, std::less<>> known;
  const std::lock_guard lock(mutex);
  std::weak_ptr<MemcachedNodes>& entry = known[identity(settings)];
  std::shared_ptr<MemcachedNodes> nodes = entry.lock();
  if (!nodes) entry = nodes = std::make_shared<MemcachedNodes>(settings, log);
  return nodes;
}

MemcachedNodes::MemcachedNodes(const SessionSettings& settings, Log log)
    : settings_(settings), sync_mark_(settings.shared.prefix + ":*in-sync*") {
  const auto on_down = [this] {
    if (watch_) watch_->wake();
  };
  for (const SessionSettings::Node& node : settings_.memcached.nodes)
    nodes_.push_back(std::make_unique<MemcachedNode>(node, settings_.shared.timeout, on_down));
  if (settings_.memcached.is_sticky) recent_ = std::make_unique<RecentItems>(kRecent);
  watch_ = std::make_unique<NodeWatch>(*this, std::move(log));
  // Not before the pointer is set, which its thread uses.
  watch_->start();
  watch_->wait_until_tried();
}

MemcachedNodes::~MemcachedNodes() = default;

MemcachedNodes::Homes MemcachedNodes::homes_of(std::string_view id) const {
  // Those with the highest hashes, so that a change of the list moves as few sessions as possible ("Using name-based
  // mappings to increase hit rates", Thaler and Ravishankar, 1998).
  Homes homes{};
  std::array<std::string, 2> best;
  for (const auto& node : nodes_) {
    std::string hash = content_hash({node->name(), " ", id});
    if (homes[0] == nullptr || hash > best[0]) {
      homes[1] = std::exchange(homes[0], node.get());
      best[1] = std::exchange(best[0], std::move(hash));
    } else if (homes[1] == nullptr || hash > best[1]) {
      homes[1] = node.get();
      best[1] = std::move(hash);
    }
  }
  return homes;
}

bool MemcachedNodes::is_for_failover(const MemcachedNode& node) const {
  return std::ranges::find(settings_.memcached.failover, node.name()) != settings_.memcached.failover.end();
}

bool MemcachedNodes::wait_for(const MemcachedNode& node, std::chrono::steady_clock::time_point end) const {
  // So soon after, it is likely to be restarted, or was only slow.
  constexpr std::chrono::seconds kJustNow{2};
  if (!node.is_up()) watch_->wait_for(node, std::min(end, node.down_since() + kJustNow));
  return node.is_up();
}

void MemcachedNodes::repair(std::string key) { watch_->repair(std::move(key)); }

StoreStatus MemcachedNodes::status() const {
  StoreStatus status = meter_.status();
  status.name = "memcached";
  for (std::size_t index = 0; index < nodes_.size(); ++index) {
    const MemcachedNode& node = *nodes_[index];
    status.nodes.push_back({node.name(), node.address(), node.is_up(), watch_->is_in_sync(index)});
  }
  return status;
}

}  // namespace quire
