#ifndef QUIRE_RUNTIME_FAULT_SANITIZER_REPORT_H_
#define QUIRE_RUNTIME_FAULT_SANITIZER_REPORT_H_

#include <string>

namespace quire {

/// From now on, what the address and undefined-behaviour sanitizers report of
/// page code becomes the reason for which the page aborts; what they report of
/// other code goes to standard error. Their runtime is part of this program or
/// loaded before it, with options as of `sanitizer_options`. Once per process.
void hear_sanitizers();

/// What `ASAN_OPTIONS` must say, besides what it says already, so that a
/// report aborts and faults stay ours.
std::string sanitizer_options();

}  // namespace quire

#endif  // QUIRE_RUNTIME_FAULT_SANITIZER_REPORT_H_
