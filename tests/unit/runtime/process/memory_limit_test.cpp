#include "runtime/process/memory_limit.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

constexpr std::uint64_t kMB = 1024 * 1024;

TEST_CASE("the memory of the machine or of the control group is known") { CHECK(available_memory() > 16 * kMB); }

TEST_CASE("the smallest limit of a control group and those around it counts") {
  const TemporaryFolder mounts;
  mounts.write("system.slice/memory.max", "max\n");
  mounts.write("system.slice/shop.service/memory.max", "536870912\n");
  CHECK(group_memory("0::/system.slice/shop.service\n", mounts.path()) == 512 * kMB);
  CHECK(group_memory("0::/system.slice\n", mounts.path()) == 0);
  mounts.write("system.slice/memory.max", "268435456\n");
  CHECK(group_memory("0::/system.slice/shop.service\n", mounts.path()) == 256 * kMB);
  CHECK(group_memory("0::/of/the/host\n", mounts.path()) == 0);
  mounts.write("memory.max", "134217728\n");
  CHECK(group_memory("0::/of/the/host\n", mounts.path()) == 128 * kMB);
}

TEST_CASE("limits of the first version of control groups count") {
  const TemporaryFolder mounts;
  mounts.write("memory/docker/1/memory.limit_in_bytes", "268435456\n");
  mounts.write("memory/memory.limit_in_bytes", "9223372036854771712\n");
  mounts.write("memory.max", "1\n");
  CHECK(group_memory("11:cpu,cpuacct:/docker/1\n9:memory:/docker/1\n", mounts.path()) == 256 * kMB);
  CHECK(group_memory("9:blkio,memory:/\n", mounts.path()) == 9223372036854771712U);
  CHECK(group_memory("", mounts.path()) == 0);
  CHECK(group_memory("no colons\n:\n", mounts.path()) == 0);
}

}  // namespace
}  // namespace quire
