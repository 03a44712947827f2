#include "runtime/load/contained_call.h"

#include "tests/unit/runtime/contained.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

namespace quire {
namespace {

constexpr std::chrono::hours kLong{1};

TEST_CASE("contained code ends, or fails without the thread that called it") {
  contain_once();
  CHECK(run_contained({[] { return std::string(); }, kLong, describe_fault}).empty());
  CHECK(run_contained({[] { return std::string("no database"); }, kLong, describe_fault}) == "no database");
  const auto crash = [] {
    ::raise(SIGFPE);
    return std::string();
  };
  CHECK_THAT(run_contained({crash, kLong, describe_fault}), Catch::Contains("SIGFPE"));
  const auto wait_forever = [] {
    for (;;) ::pause();
    return std::string();
  };
  CHECK_THAT(run_contained({wait_forever, std::chrono::milliseconds(100), describe_fault}),
             Catch::Contains("deadline"));
}

}  // namespace
}  // namespace quire
