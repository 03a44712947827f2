#include "runtime/serve/fault_scope.h"

#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

namespace quire {

namespace {

constexpr int kSignals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr std::size_t kHandlerStack = 64 * 1024;

// Read by the handler, on the thread that they belong to.
thread_local bool in_page = false;
thread_local void* fault_owner = nullptr;
int report_pipe = -1;

/// Only what a signal handler may do: one write, and to wait for ever.
void handle_fault(int signal, siginfo_t*, void*) {
  if (!in_page) {
    // Not a page's: die of it, as without this handler.
    ::signal(signal, SIG_DFL);
    ::raise(signal);
    return;
  }
  in_page = false;
  const Fault fault{signal, Frame::current(), fault_owner, ::pthread_self()};
  // The record is smaller than PIPE_BUF: it arrives whole or not at all.
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

FaultScope::FaultScope() : before_(in_page) { in_page = true; }
FaultScope::~FaultScope() { in_page = before_; }

std::string describe_signal(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "segmentation fault (SIGSEGV): a null or wild pointer, or a recursion without end";
    case SIGBUS:
      return "bus error (SIGBUS)";
    case SIGFPE:
      return "arithmetic fault (SIGFPE): an integer divided by zero";
    case SIGILL:
      return "illegal instruction (SIGILL)";
    case SIGABRT:
      return "abort (SIGABRT): std::abort, std::terminate or a failed assertion";
    default:
      return ::strsignal(signal);
  }
}

void set_fault_owner(void* owner) { fault_owner = owner; }

void prepare_thread_for_faults() {
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
  struct sigaction action{};
  action.sa_sigaction = handle_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (const int signal : kSignals) ::sigaction(signal, &action, nullptr);
}

}  // namespace quire
