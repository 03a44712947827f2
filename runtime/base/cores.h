#ifndef QUIRE_RUNTIME_BASE_CORES_H_
#define QUIRE_RUNTIME_BASE_CORES_H_

#include <cstddef>

namespace quire {

/// The number of cores that this process may use, at least 1: those of its affinity mask, but no more
/// than the CPU limit of its control group. (`std::thread::hardware_concurrency` knows neither.)
std::size_t usable_cores();

}  // namespace quire

#endif  // QUIRE_RUNTIME_BASE_CORES_H_
