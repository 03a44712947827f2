#include "runtime/base/command.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a command's exit code or signal") {
  CHECK(*run_command({"true"}) == 0);
  CHECK(*run_command({"sh", "-c", "exit 3"}) == 3);
  CHECK(*run_command({"sh", "-c", "kill -TERM $$"}) == 143);
}

TEST_CASE("a command that cannot be started") {
  const Result<int> done = run_command({"no-such-program-anywhere"});
  REQUIRE_FALSE(done);
  CHECK(done.error().sentence == "cannot start no-such-program-anywhere: No such file or directory");
}

}  // namespace
}  // namespace quire
