#include "runtime/base/cores.h"

#include <sched.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <thread>

namespace quire {

namespace {

std::size_t allowed_cores() {
  cpu_set_t mask;
  if (::sched_getaffinity(0, sizeof mask, &mask) == 0) return static_cast<std::size_t>(CPU_COUNT(&mask));
  // More than fit in the mask.
  return std::thread::hardware_concurrency();
}

/// The CPU limit of the control group whose file system root this process sees, as in a
/// container; 0 for none. The file holds `max 100000`, or `QUOTA PERIOD` in microseconds.
std::size_t group_limit() {
  std::ifstream file("/sys/fs/cgroup/cpu.max");
  std::uint64_t quota = 0;
  std::uint64_t period = 0;
  if (!(file >> quota >> period) || period == 0) return 0;
  return static_cast<std::size_t>((quota + period - 1) / period);
}

}  // namespace

std::size_t usable_cores() {
  const std::size_t allowed = std::max<std::size_t>(allowed_cores(), 1);
  const std::size_t limit = group_limit();
  return limit == 0 ? allowed : std::min(allowed, limit);
}

}  // namespace quire
