#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_CLUSTER_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_CLUSTER_H_

#include "runtime/session/memcached/memcached_nodes.h"
#include "runtime/session/memcached/node_watch.h"
#include "runtime/session/session_settings.h"
#include "runtime/session/store_status.h"

#include <memory>

namespace quire {

/// The memcacheds of a cluster, and the thread that watches them. Thread-safe.
class MemcachedCluster {
 public:
  using Log = NodeWatch::Log;

  /// That of the process: all sites with the same settings share it.
  static std::shared_ptr<MemcachedCluster> get(const SessionSettings& settings, const Log& log);

  /// Waits until all nodes were tried, but not much longer than the timeout.
  MemcachedCluster(const SessionSettings& settings, Log log);

  MemcachedNodes& nodes() { return nodes_; }
  const MemcachedNodes& nodes() const { return nodes_; }
  StoreStatus status() const;

 private:
  NodeWatch watch_;
  MemcachedNodes nodes_;
  /// Ends before what it uses.
  NodeWatch::Run run_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_CLUSTER_H_
