#include "runtime/session/memcached/memcached_cluster.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace quire {
namespace {

/// Nodes that nobody listens at.
SessionSettings settings_of(const std::string& names) {
  SessionSettings settings;
  for (const char name : names)
    settings.memcached.nodes.push_back(
        {std::string(1, name), {.host = {}, .port = 0, .unix_path = std::string("/nonexistent/") + name}});
  return settings;
}

void ignore(std::string_view) {}

TEST_CASE("sites with the same settings share the nodes", "[memcached]") {
  const auto cluster = MemcachedCluster::get(settings_of("ab"), ignore);
  CHECK(MemcachedCluster::get(settings_of("ab"), ignore) == cluster);
  CHECK(MemcachedCluster::get(settings_of("ba"), ignore) != cluster);
  const StoreStatus status = cluster->status();
  CHECK(status.name == "memcached");
  REQUIRE(status.nodes.size() == 2);
  CHECK(status.nodes[0].name == "a");
  CHECK(status.nodes[0].address == "/nonexistent/a");
  CHECK_FALSE(status.nodes[0].is_up);
  CHECK_FALSE(status.nodes[0].is_in_sync);
}

}  // namespace
}  // namespace quire
