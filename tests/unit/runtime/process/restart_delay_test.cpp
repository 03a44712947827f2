#include "runtime/process/restart_delay.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

using namespace std::chrono_literals;

TEST_CASE("the first restarts are immediate, the next ones ever later") {
  RestartDelay delay(1s);
  const RestartDelay::Clock::time_point now{1h};
  for (int count = 0; count < 4; ++count) CHECK(delay.after_end(now) == 0ms);
  CHECK_FALSE(delay.should_tell());
  CHECK(delay.after_end(now) == 250ms);
  CHECK(delay.should_tell());
  CHECK(delay.after_end(now) == 500ms);
  CHECK(delay.after_end(now + 1s) == 1000ms);
  CHECK(delay.after_end(now + 2s) == 1000ms);
  CHECK_FALSE(delay.should_tell());
}

TEST_CASE("a process that runs for a while is restarted at once again") {
  RestartDelay delay(60s);
  RestartDelay::Clock::time_point now{1h};
  for (int count = 0; count < 20; ++count) delay.after_end(now);
  // A long pause is not a time without an end.
  now += 65s;
  CHECK(delay.after_end(now) == 60s);
  now += 71s;
  CHECK(delay.after_end(now) == 0ms);
}

}  // namespace
}  // namespace quire
