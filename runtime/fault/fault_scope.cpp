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
//   call, and the handler first clears the mark. A fault of the server itself, or
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
/// A fault this close to the end of the stack is considered a stack overflow.
constexpr std::size_t kStackMargin = 64 * 1024;

// Read by the handler, on the thread that they belong to.
thread_local void* fault_owner = nullptr;
/// The lowest address of this thread's stack; 0 if unknown.
thread_local std::uintptr_t stack_end = 0;
int report_pipe = -1;

/// Whether the fault is at the end of this thread's stack.
bool is_stack_used_up(const void* address) {
  const auto touched = reinterpret_cast<std::uintptr_t>(address);
  return stack_end != 0 && touched > stack_end - kStackMargin && touched < stack_end + kStackMargin;
}

/// Does only what a signal handler may do: reads the stack, writes once, and waits
/// forever.
void handle_fault(int signal, siginfo_t* info, void*) {
  leave_broken_stack();
  if (!is_in_page_code) {
    // Not in a page: die, as without this handler.
    ::signal(signal, SIG_DFL);
    ::raise(signal);
    return;
  }
  is_in_page_code = false;
  Fault fault;
  fault.signal = signal;
  if (signal == SIGSEGV || signal == SIGBUS) fault.address = info->si_addr;
  fault.is_stack_used_up = signal == SIGSEGV && is_stack_used_up(info->si_addr);
  fault.frame = Frame::current();
  fault.owner = fault_owner;
  fault.thread = ::pthread_self();
  fault.reason = signal == SIGABRT ? abort_reason() : nullptr;
  if (fault.reason != nullptr && fault.reason->calls.size > 0) fault.calls = fault.reason->calls;
  else read_calls(fault.calls);
  // The record is smaller than PIPE_BUF: it arrives whole or not at all.
  static_assert(sizeof fault <= PIPE_BUF);
  [[maybe_unused]] const ssize_t written = ::write(report_pipe, &fault, sizeof fault);
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, nullptr);
  for (;;) ::pause();
}

void report_faults(int pipe, const std::function<void(const Fault&)>& on_fault) {
  Fault fault;
  for (;;) {
    const ssize_t got = ::read(pipe, &fault, sizeof fault);
    if (got == static_cast<ssize_t>(sizeof fault)) on_fault(fault);
    else if (got == 0 || errno != EINTR) return;
  }
}

}  // namespace

FaultScope::FaultScope() : before_(is_in_page_code) { is_in_page_code = true; }
FaultScope::~FaultScope() { is_in_page_code = before_; }

std::string describe_fault(const Fault& fault) {
  if (fault.reason != nullptr) return fault.reason->message;
  char address[32];
  std::snprintf(address, sizeof address, "%p", fault.address);
  switch (fault.signal) {
    case SIGSEGV:
      if (fault.is_stack_used_up)
        return "stack overflow (SIGSEGV): infinite recursion, or local variables that are too large";
      if (fault.address == nullptr) return "segmentation fault (SIGSEGV): a null or wild pointer was dereferenced";
      return "segmentation fault (SIGSEGV) at address " + std::string(address) +
             ": a null or wild pointer was dereferenced";
    case SIGBUS:
      return "bus error (SIGBUS) at address " + std::string(address);
    case SIGFPE:
      return "arithmetic fault (SIGFPE): an integer was divided by zero";
    case SIGILL:
      return "illegal instruction (SIGILL)";
    case SIGABRT:
      return "abort (SIGABRT): the page called `std::abort`, or the C library found the heap corrupted";
    default:
      return ::strsignal(fault.signal);
  }
}

FaultOwner::FaultOwner(void* owner) : before_(std::exchange(fault_owner, owner)) {}
FaultOwner::~FaultOwner() { fault_owner = before_; }

void prepare_thread_for_faults() {
  pthread_attr_t attributes;
  if (::pthread_getattr_np(::pthread_self(), &attributes) == 0) {
    void* lowest = nullptr;
    std::size_t size = 0;
    if (::pthread_attr_getstack(&attributes, &lowest, &size) == 0) stack_end = reinterpret_cast<std::uintptr_t>(lowest);
    ::pthread_attr_destroy(&attributes);
  }
  void* memory = ::mmap(nullptr, kHandlerStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t stack{};
  stack.ss_sp = memory;
  stack.ss_size = kHandlerStack;
  ::sigaltstack(&stack, nullptr);
}

void contain_faults(std::function<void(const Fault&)> on_fault) {
  int ends[2];
  if (::pipe(ends) != 0) return;
  report_pipe = ends[1];
  std::thread([pipe = ends[0], on_fault = std::move(on_fault)] { report_faults(pipe, on_fault); }).detach();
  note_aborts();
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
