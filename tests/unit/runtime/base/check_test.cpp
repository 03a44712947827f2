#include "runtime/base/check.h"

#include "runtime/base/descriptor.h"

#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <csignal>
#include <string>

namespace quire {
namespace {

TEST_CASE("what holds costs nothing and says nothing") {
  int looks = 0;
  QUIRE_CHECK(++looks == 1, "the condition is evaluated once");
  CHECK(looks == 1);
}

TEST_CASE("a broken assumption is told with its place, and ends the process") {
  Result<SocketPair> pair = socket_pair();
  REQUIRE(pair);
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGABRT, SIG_DFL);
    ::dup2(pair->theirs.get(), STDERR_FILENO);
    QUIRE_CHECK(1 + 1 == 3, "sums are right");
    ::_exit(0);
  }
  pair->theirs.reset();
  std::string said;
  read_to_end(pair->ours.get(), said);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGABRT);
  CHECK_THAT(said, Catch::Contains("check_test.cpp:") && Catch::Contains("sums are right"));
}

}  // namespace
}  // namespace quire
