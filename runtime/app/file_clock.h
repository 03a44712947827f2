#ifndef QUIRE_RUNTIME_APP_FILE_CLOCK_H_
#define QUIRE_RUNTIME_APP_FILE_CLOCK_H_

#include <cstdint>
#include <ctime>

namespace quire {

/// Milliseconds of a coarse monotonic clock: read without a system call.
inline std::int64_t file_clock_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_FILE_CLOCK_H_
