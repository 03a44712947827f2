#ifndef QUIRE_TESTS_UNIT_RUNTIME_CONTAINED_H_
#define QUIRE_TESTS_UNIT_RUNTIME_CONTAINED_H_

#include "runtime/fault/fault_scope.h"
#include "runtime/fault/page_watch.h"

#include <mutex>

namespace quire {

/// Contains faults in this program, and watches page code with short limits, as a worker does.
inline void contain_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    contain_faults([](const Fault& fault) {
      if (fault.work != nullptr) fault.work->on_fault(fault);
    });
    watch_page_code({std::chrono::milliseconds(80), std::chrono::milliseconds(400)});
  });
}

}  // namespace quire

#endif  // QUIRE_TESTS_UNIT_RUNTIME_CONTAINED_H_
