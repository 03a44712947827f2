#include "compiler/build/build_child.h"

#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <thread>

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
  CHECK(death_sentence(exited_with(3), false, limits) == "the compiler ended early, with exit code 3");
}

TEST_CASE("texts of any size pass through a socket") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  std::string text(3'000'000, 'x');
  text[1'000'000] = '\0';
  std::thread writer([&] {
    write_all(ends[0], text);
    ::close(ends[0]);
  });
  CHECK(read_to_end(ends[1]) == text);
  writer.join();
  ::close(ends[1]);
}

TEST_CASE("a reader that has gone is told, not a signal") {
  int ends[2];
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
  ::close(ends[1]);
  CHECK_FALSE(write_all(ends[0], "text"));
  CHECK(write_all(ends[0], ""));
  CHECK(read_to_end(ends[0]).empty());
  ::close(ends[0]);
}

}  // namespace
}  // namespace quire::compiler
