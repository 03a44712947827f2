#include "runtime/base/cores.h"

#include <sched.h>

#include <catch2/catch.hpp>
#include <thread>

namespace quire {
namespace {

TEST_CASE("only the cores of the affinity mask are usable") {
  CHECK(usable_cores() >= 1);
  std::size_t of_thread = 0;
  // The mask is that of a thread.
  std::thread([&] {
    cpu_set_t mask;
    REQUIRE(::sched_getaffinity(0, sizeof mask, &mask) == 0);
    int first = 0;
    while (!CPU_ISSET(first, &mask)) ++first;
    CPU_ZERO(&mask);
    CPU_SET(first, &mask);
    REQUIRE(::sched_setaffinity(0, sizeof mask, &mask) == 0);
    of_thread = usable_cores();
  }).join();
  CHECK(of_thread == 1);
}

}  // namespace
}  // namespace quire
