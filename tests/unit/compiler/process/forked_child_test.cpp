#include "compiler/process/forked_child.h"

#include "compiler/clang/limits.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>

namespace quire::compiler {
namespace {

int killed_by(int signal) { return signal; }
int exited_with(int code) { return code << 8; }

TEST_CASE("how a build died is told in words") {
  const BuildLimits limits;
  CHECK(death_sentence(killed_by(SIGKILL), true, limits) == "compiling took longer than 90 s and was stopped");
  CHECK(death_sentence(killed_by(SIGXCPU), false, limits) ==
        "compiling used more than 60 s of processor time and was stopped");
  CHECK(death_sentence(killed_by(SIGKILL), false, limits) ==
        "the compiler was killed (signal 9); was the machine out of memory?");
  CHECK(death_sentence(killed_by(SIGSEGV), false, limits) == "the compiler crashed: Segmentation fault (signal 11)");
  CHECK(death_sentence(exited_with(kExitOutOfMemory), false, limits) ==
        "compiling needed more than 3072 MB of memory and was stopped");
  CHECK(death_sentence(exited_with(3), false, limits) == "the compiler exited early with code 3");
}

/// A child that waits to be killed.
ForkedChild sleeper(const BuildLimits& limits) {
  const pid_t child = fork_limited(STDERR_FILENO, limits);
  while (child == 0) ::pause();
  return ForkedChild(child, limits);
}

bool has_children() { return ::waitpid(-1, nullptr, WNOHANG) >= 0; }

TEST_CASE("a child ends with its handle") {
  {
    ForkedChild child = sleeper({});
    CHECK_FALSE(child.ended());
    child = sleeper({});
    CHECK(has_children());
  }
  CHECK_FALSE(has_children());
}

TEST_CASE("a child is killed when its time is over, unless it is given more") {
  BuildLimits limits;
  limits.wall = std::chrono::seconds(0);
  ForkedChild child = sleeper(limits);
  child.lift_deadline();
  child.kill_overdue();
  CHECK_FALSE(child.timed_out());
  child.renew_deadline(limits);
  CHECK(milliseconds_until(child.deadline(), 500) <= 1);
  child.kill_overdue();
  CHECK(child.timed_out());
  CHECK(child.wait() == killed_by(SIGKILL));
  child.lift_deadline();
  CHECK(milliseconds_until(child.deadline(), 500) == 500);
}

TEST_CASE("a child has no descriptors but the standard ones and the one that it is given") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = fork_limited(ends[1], {});
  if (child == 0) ::_exit(::fcntl(ends[1], F_GETFD) >= 0 && ::fcntl(ends[0], F_GETFD) < 0 ? 0 : 1);
  CHECK(ForkedChild(child, {}).wait() == exited_with(0));
  ::close(ends[0]);
  ::close(ends[1]);
}

}  // namespace
}  // namespace quire::compiler
