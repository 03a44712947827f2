#ifndef QUIRE_RUNTIME_SERVE_PAGE_LIMITS_H_
#define QUIRE_RUNTIME_SERVE_PAGE_LIMITS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace quire {

/// What pages may use. Development has no deadline.
struct PageLimits {
  /// How long a page may run without sending anything; then its thread is stopped for good, and the
  /// request answered 503. 0 for no limit.
  std::chrono::milliseconds deadline{300'000};
  /// After this time, the log says where the page is, and if its client has left, it is stopped;
  /// 0 for never.
  std::chrono::milliseconds stuck{60'000};
  /// How many threads of a loop one page may hold when it blocks; as many requests may wait, and
  /// others are answered 503. 0 for half of the threads.
  std::size_t concurrency = 0;
  /// The memory of a worker in octets, besides stacks; 0 for half of what the machine, or the
  /// control group, has. A page that needs more gets `std::bad_alloc`. Not in development.
  std::uint64_t memory = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_PAGE_LIMITS_H_
