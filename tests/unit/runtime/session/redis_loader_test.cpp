#include "runtime/session/redis_loader.h"

#include "runtime/session/session_error.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace quire {
namespace {

TEST_CASE("the library for redis is loaded, and what it throws can be caught", "[session]") {
  SessionSettings settings;
  settings.redis.url = "unix:///nowhere/redis.sock";
  settings.shared.timeout = std::chrono::milliseconds(50);
  settings.timeout = 77;
  std::string log;
  const auto store = new_redis_store(settings, "quire:/test:", [&](std::string_view line) { log += line; });
  CHECK(store->max_inactive() == 77);
  CHECK(store->is_shared());
  CHECK_FALSE(store->find("x"));
  try {
    store->create();
    FAIL("no SessionError");
  } catch (const SessionError& error) {
    CHECK(error.kind() == SessionError::Kind::kUnavailable);
    CHECK(error.status() == 503);
    CHECK(std::string(error.what()).find("/nowhere/redis.sock") != std::string::npos);
  }
  CHECK_THROWS_AS(store->create(), std::runtime_error);
}

}  // namespace
}  // namespace quire
