#ifndef QUIRE_RUNTIME_PROCESS_MEMORY_LIMIT_H_
#define QUIRE_RUNTIME_PROCESS_MEMORY_LIMIT_H_

#include <cstdint>
#include <string>

namespace quire {

/// The memory that this process may use: that of the machine, or the smallest limit of its control groups. In octets;
/// 0 if unknown.
std::uint64_t available_memory();

/// The smallest limit on the memory of the control groups (cgroups(7), version 1 or 2) that `groups`, as in
/// /proc/self/cgroup, names, and of the groups that contain them; `mounts` is where they are mounted, such as
/// /sys/fs/cgroup. In octets; 0 if there is none.
std::uint64_t group_memory(const std::string& groups, const std::string& mounts);

/// Limits the memory of this process to `octets`, besides the stacks of its threads (`GuardedThread`). A page
/// that needs more gets `std::bad_alloc`, and the system need not end any process. Without effect
/// with AddressSanitizer, which reserves address space.
void limit_memory(std::uint64_t octets);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_MEMORY_LIMIT_H_
