#include "runtime/session/memcached/memcached_nodes.h"

#include "runtime/session/session_id.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <map>
#include <string>

namespace quire {
namespace {

/// Nodes that nobody listens at.
SessionSettings settings_of(const std::string& names) {
  SessionSettings settings;
  settings.shared.timeout = std::chrono::milliseconds(1000);
  for (const char name : names)
    settings.memcached.nodes.push_back(
        {std::string(1, name), {.host = {}, .port = 0, .unix_path = std::string("/nonexistent/") + name}});
  return settings;
}

struct Nobody final : NodeAttendant {
  void wake() override {}
  void repair(std::string) override {}
  void look_at(std::string) override {}
  void wait_for(const MemcachedNode&, std::chrono::steady_clock::time_point) override {}
};

Nobody nobody;

TEST_CASE("all machines agree on the nodes of a session, in whatever order their settings are", "[memcached]") {
  const MemcachedNodes one(settings_of("abc"), nobody);
  const MemcachedNodes other(settings_of("cab"), nobody);
  std::map<std::string, int> first;
  for (int index = 0; index < 600; ++index) {
    const std::string id = new_session_id();
    const MemcachedNodes::Homes homes = one.homes_of(id);
    CHECK(homes[0] != homes[1]);
    CHECK(homes[0]->name() == other.homes_of(id)[0]->name());
    CHECK(homes[1]->name() == other.homes_of(id)[1]->name());
    ++first[homes[0]->name()];
  }
  for (const auto& [name, count] : first) CHECK(count > 130);
}

TEST_CASE("a further node takes over sessions, but leaves each at least one of its nodes", "[memcached]") {
  const MemcachedNodes before(settings_of("abc"), nobody);
  const MemcachedNodes after(settings_of("abcd"), nobody);
  for (int index = 0; index < 100; ++index) {
    const std::string id = new_session_id();
    const MemcachedNodes::Homes old = before.homes_of(id);
    int kept = 0;
    for (const MemcachedNode* home : after.homes_of(id))
      if (home->name() == old[0]->name() || home->name() == old[1]->name()) ++kept;
    CHECK(kept >= 1);
  }
}

TEST_CASE("a single node has all sessions", "[memcached]") {
  const MemcachedNodes nodes(settings_of("a"), nobody);
  CHECK(nodes.homes_of(new_session_id())[0]->name() == "a");
  CHECK(nodes.homes_of(new_session_id())[1] == nullptr);
}

}  // namespace
}  // namespace quire
