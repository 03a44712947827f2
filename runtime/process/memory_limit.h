#ifndef QUIRE_RUNTIME_PROCESS_MEMORY_LIMIT_H_
#define QUIRE_RUNTIME_PROCESS_MEMORY_LIMIT_H_

#include <cstddef>
#include <cstdint>

namespace quire {

/// The memory that this process may use: that of the machine, or the limit of its control group
/// (cgroup v2, `memory.max`). In octets; 0 if unknown.
std::uint64_t available_memory();

/// Limits the memory of this process to `octets`, besides the stacks of its threads (`GuardedThread`). A page
/// that needs more gets `std::bad_alloc`, and the system need not end any process. Without effect
/// with AddressSanitizer, which reserves address space.
void limit_memory(std::uint64_t octets);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_MEMORY_LIMIT_H_
