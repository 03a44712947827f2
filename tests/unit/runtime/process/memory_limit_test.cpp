#include "runtime/process/memory_limit.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("the memory of the machine or of the control group is known") {
  CHECK(available_memory() > 16 * 1024 * 1024);
}

}  // namespace
}  // namespace quire
