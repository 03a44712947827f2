#include "runtime/process/memory_limit.h"

#include "runtime/base/guarded_thread.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace quire {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
constexpr bool kIsSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kIsSanitized = false;
#endif

/// For the server's own threads, which run no page.
constexpr std::size_t kOwnStacks = std::size_t{16} * 8 * 1024 * 1024;

}  // namespace

std::uint64_t available_memory() {
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long size = ::sysconf(_SC_PAGESIZE);
  const std::uint64_t machine =
      pages > 0 && size > 0 ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size) : 0;
  // The file holds `max` or a number.
  std::ifstream file("/sys/fs/cgroup/memory.max");
  std::uint64_t group = 0;
  if (!(file >> group) || group == 0) return machine;
  return machine == 0 ? group : std::min(machine, group);
}

void limit_memory(std::uint64_t octets) {
  if (kIsSanitized || octets == 0) return;
  GuardedThread::on_stacks([octets](std::size_t stacks) {
    // Counts private memory that can be written to, also that which was never touched.
    rlimit limit{};
    if (::getrlimit(RLIMIT_DATA, &limit) != 0) return;
    limit.rlim_cur = std::min<rlim_t>(octets + kOwnStacks + stacks, limit.rlim_max);
    ::setrlimit(RLIMIT_DATA, &limit);
  });
}

}  // namespace quire
