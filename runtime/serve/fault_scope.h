#ifndef QUIRE_RUNTIME_SERVE_FAULT_SCOPE_H_
#define QUIRE_RUNTIME_SERVE_FAULT_SCOPE_H_

#include <quire/frame.h>

#include <functional>
#include <string>

namespace quire {

/// Marks that this thread is in page code: a fault there (a null pointer, an
/// endless recursion, `abort`) loses the request alone. Nests.
class FaultScope {
 public:
  FaultScope();
  ~FaultScope();
  FaultScope(const FaultScope&) = delete;
  FaultScope& operator=(const FaultScope&) = delete;

 private:
  const bool before_;
};

/// A thread that a fault in page code has stopped for good.
struct Fault {
  int signal = 0;
  /// The pages it was in, innermost first; they stand as long as the process.
  const Frame* frame = nullptr;
  /// As given to `set_fault_owner` on that thread.
  void* owner = nullptr;
  /// Among the process's threads, for `EventLoop::abandon`.
  unsigned long thread = 0;
};

/// The signal in words, as in `segmentation fault (SIGSEGV)`.
std::string describe_signal(int signal);

/// Who is to answer for faults of this thread from now on; null for nobody.
void set_fault_owner(void* owner);

/// Gives this thread a stack of its own for fault handlers, so that even a
/// page that has used up its stack can be told. Once per thread, before it
/// runs pages.
void prepare_thread_for_faults();

/// Takes over SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGABRT for the whole
/// process: a fault in page code parks its thread for ever and is reported to
/// `on_fault`, on a thread made for that; a fault anywhere else ends the
/// process as it would have. Once per process.
void contain_faults(std::function<void(const Fault&)> on_fault);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SERVE_FAULT_SCOPE_H_
