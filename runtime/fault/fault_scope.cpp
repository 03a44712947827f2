// A fault in page code costs one request
//
// A page is C++ in the server's process. When it follows a null pointer, recurses
// without end or fails an assertion, the kernel or the C library raises a signal
// on the thread that runs it, and by default the process dies with every request
// in flight. Jumping out of the handler, or throwing from it, would be worse: the
// frames in between hold locks and half-modified objects, which the server would
// go on using. So the thread is parked instead. Its handler writes a record into a
// pipe and waits forever; a thread at the other end does the rest: it describes the
// fault, answers the request, and lets another thread take over.
//
// What must hold:
//
// - Only faults in page code are contained. `FaultScope` marks it, around every
//   call, and the handler first clears the mark. What a page calls in a session store is
//   not (`Uninterruptible`), because the thread would keep locks of other processes. A fault of the server itself, or
//   a second one in the handler, terminates the process as if there were no
//   handler, and the supervisor starts another worker.
// - The handler may have interrupted anything, even `malloc`. It reads thread-local
//   variables that need no construction, walks the stack, writes once (less than
//   PIPE_BUF, so that records of several threads never mix), and pauses.
// - What the record points to stays valid: the thread never ends, so neither do its
//   stack, its frames, the owner of its request and the reason of its abort. This
//   also holds for `abort`, which only continues when its handler returns.
// - The handler has a stack of its own, because the page's may be exhausted. If the
//   walk fails on a stack that the page has overwritten, that fault enters the
//   handler again (SA_NODEFER), which jumps back to the walk; the walk then ends
//   with the calls found so far.
//
// A parked thread keeps its locks and its memory, so the process should not run for
// much longer: `process/worker` requests another worker, finishes the requests that
// are in flight, and exits.

#include "runtime/fault/fault_scope.h"

#include "runtime/base/guarded_thread.h"
#include "runtime/base/uninterruptible.h"
#include "runtime/fault/forked_child.h"
#include "runtime/fault/page_exit.h"
#include "runtime/fault/page_watch.h"

#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <thread>
#include <utility>

namespace quire {

namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr std::size_t kHandlerStack = 64 * 1024;
/// A fault this close to the end of the stack, or below it, is considered a stack overflow.
constexpr std::size_t kStackMargin = 64 * 1024;

// Read by the handler, on the thread that they belong to.
/// The lowest address of this thread's stack; 0 if unknown.
thread_local std::uintptr_t stack_end = 0;

/// The stack for this thread's handlers, until the thread ends.
class HandlerStack {
 public:
  ~HandlerStack() {
    if (memory_ == MAP_FAILED) return;
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
    ::munmap(memory_, kHandlerStack);
  }
  void set() {
    if (memory_ != MAP_FAILED) return;
    memory_ = ::mmap(nullptr, kHandlerStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory_ == MAP_FAILED) return;
    stack_t stack{};
    stack.ss_sp = memory_;
    stack.ss_size = kHandlerStack;
    ::sigaltstack(&stack, nullptr);
  }

 private:
  void* memory_ = MAP_FAILED;
};
thread_local HandlerStack handler_stack;

/// Whether the fault is at the end of this thread's stack.
bool is_stack_used_up(const void* address) {
  const auto touched = reinterpret_cast<std::uintptr_t>(address);
  return stack_end != 0 && touched > stack_end - GuardedThread::kGuard && touched < stack_end + kStackMargin;
}

/// Does only what a signal handler may do: reads the stack, writes once, and waits
/// forever.
void handle_fault(int signal, siginfo_t* info, void*) {
  leave_broken_stack();
  if (!is_in_page_code || Uninterruptible::is_active() || is_forked_child) {
    // Not in a page, or in a process that a page has forked, which must not report to the server, or with a lock for
    // which other workers would wait: die, as without this handler.
    ::signal(signal, SIG_DFL);
    ::raise(signal);
    return;
  }
  is_in_page_code = false;
  Fault fault;
  fault.signal = signal;
  if (signal == SIGSEGV || signal == SIGBUS) fault.address = info->si_addr;
  fault.is_stack_used_up = signal == SIGSEGV && is_stack_used_up(info->si_addr);
  fault.reason = signal == SIGABRT ? abort_reason() : nullptr;
  if (fault.reason != nullptr && fault.reason->calls.size > 0) fault.calls = fault.reason->calls;
  else read_calls(fault.calls);
  park_thread(fault);
}

}  // namespace

FaultScope::FaultScope() : before_(is_in_page_code) { is_in_page_code = true; }
FaultScope::~FaultScope() {
  is_in_page_code = before_;
  if (is_forked_child && !before_) ::_exit(0);
}

void prepare_thread_for_faults() {
  pthread_attr_t attributes;
  if (::pthread_getattr_np(::pthread_self(), &attributes) == 0) {
    void* lowest = nullptr;
    std::size_t size = 0;
    if (::pthread_attr_getstack(&attributes, &lowest, &size) == 0) stack_end = reinterpret_cast<std::uintptr_t>(lowest);
    ::pthread_attr_destroy(&attributes);
  }
  handler_stack.set();
  enter_watch();
}

void contain_faults(std::function<void(const Fault&)> on_fault) {
  if (!report_faults(std::move(on_fault))) return;
  note_aborts();
  refuse_exits();
  // The unwinder initializes itself on first use, which must not be in the handler.
  CallStack here;
  read_calls(here);
  struct sigaction action{};
  action.sa_sigaction = handle_fault;
  // A broken stack raises another signal in the handler.
  action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
  sigemptyset(&action.sa_mask);
  for (const int signal : kSignals) ::sigaction(signal, &action, nullptr);
}

}  // namespace quire
