#ifndef QUIRE_RUNTIME_FAULT_SANITIZER_REPORT_H_
#define QUIRE_RUNTIME_FAULT_SANITIZER_REPORT_H_

#include <string>

namespace quire {

/// From now on, reports of the address and undefined-behaviour sanitizers about page
/// code become the reason for which the page aborts; those about other code go to
/// standard error. The sanitizers' runtime must be part of this program or preloaded,
/// with the options in `sanitizer_options`. Call it once per process.
void hear_sanitizers();

/// Options to add to `ASAN_OPTIONS`, so that reports abort, and faults are left to our
/// handlers.
std::string sanitizer_options();

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_SANITIZER_REPORT_H_
