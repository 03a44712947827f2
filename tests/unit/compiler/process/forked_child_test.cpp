#include "compiler/process/forked_child.h"

#include "compiler/clang/out_of_memory.h"

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
  CHECK(death_sentence(exited_with(3), false, limits) == "the compiler ended early, with exit code 3");
}

}  // namespace
}  // namespace quire::compiler
