#include "runtime/session/memcached/memcached_cluster.h"

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace quire {

namespace {

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

std::shared_ptr<MemcachedCluster> MemcachedCluster::get(const SessionSettings& settings, const Log& log) {
  static std::mutex mutex;
  static std::map<std::string, std::weak_ptr<MemcachedCluster>, std::less<>> known;
  const std::lock_guard lock(mutex);
  std::weak_ptr<MemcachedCluster>& entry = known[identity(settings)];
  std::shared_ptr<MemcachedCluster> cluster = entry.lock();
  if (!cluster) entry = cluster = std::make_shared<MemcachedCluster>(settings, log);
  return cluster;
}

MemcachedCluster::MemcachedCluster(const SessionSettings& settings, Log log)
    : watch_(std::move(log)), nodes_(settings, watch_), run_(watch_, nodes_) {
  watch_.wait_until_tried();
}

StoreStatus MemcachedCluster::status() const {
  StoreStatus status = nodes_.meter().status();
  status.name = "memcached";
  for (std::size_t index = 0; index < nodes_.all().size(); ++index) {
    const MemcachedNode& node = *nodes_.all()[index];
    status.nodes.push_back({node.name(), node.address(), node.is_up(), watch_.is_in_sync(index)});
  }
  return status;
}

}  // namespace quire
