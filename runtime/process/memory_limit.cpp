#include "runtime/process/memory_limit.h"

#include "runtime/base/file.h"
#include "runtime/base/guarded_thread.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

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
  const std::uint64_t group = group_memory(read_file("/proc/self/cgroup").value_or(""), "/sys/fs/cgroup");
  return machine == 0 || group == 0 ? machine + group : std::min(machine, group);
}

std::uint64_t group_memory(const std::string& groups, const std::string& mounts) {
  std::uint64_t least = 0;
  std::istringstream lines(groups);
  // The number of a hierarchy, its controllers, and the group: `0::/system.slice/shop.service`.
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const bool is_first_version = ("," + controllers + ",").find(",memory,") != std::string::npos;
    if (!controllers.empty() && !is_first_version) continue;
    const std::string mount = is_first_version ? mounts + "/memory" : mounts;
    const char* const name = is_first_version ? "/memory.limit_in_bytes" : "/memory.max";
    // Within a container, the group may be one that is not mounted there: then only the root counts.
    for (std::string group = line.substr(second + 1);; group.erase(group.rfind('/'))) {
      if (group.ends_with('/')) group.pop_back();
      // The file holds a number or `max`.
      std::ifstream file(mount + group + name);
      std::uint64_t limit = 0;
      if (file >> limit && limit > 0) least = least == 0 ? limit : std::min(least, limit);
      if (group.find('/') == std::string::npos) break;
    }
  }
  return least;
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
