#include "runtime/fault/fault.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <thread>
#include <utility>

namespace quire {

namespace {

int report_pipe = -1;

void read_faults(int pipe, const std::function<void(const Fault&)>& on_fault) {
  Fault fault;
  for (;;) {
    const ssize_t got = ::read(pipe, &fault, sizeof fault);
    if (got == static_cast<ssize_t>(sizeof fault)) on_fault(fault);
    else if (got == 0 || errno != EINTR) return;
  }
}

std::string describe_stop(const Fault& fault) {
  return "the page was stopped after " + std::to_string(fault.seconds) + " s " +
         (fault.cause == Fault::Cause::kDeadline
              ? "without any output (deadline)"
              : "because nobody waits for its answer: its client has left, or the server ends");
}

}  // namespace

bool report_faults(std::function<void(const Fault&)> on_fault) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  report_pipe = ends[1];
  std::thread([pipe = ends[0], on_fault = std::move(on_fault)] { read_faults(pipe, on_fault); }).detach();
  return true;
}

void park_thread(Fault& fault) {
  fault.frame = Frame::current();
  fault.work = current_page_work;
  fault.thread = ::pthread_self();
  // The record is smaller than PIPE_BUF: it arrives whole or not at all.
  static_assert(sizeof fault <= PIPE_BUF);
  [[maybe_unused]] const ssize_t written = ::write(report_pipe, &fault, sizeof fault);
  sigset_t all;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, nullptr);
  for (;;) ::pause();
}

std::string describe_fault(const Fault& fault) {
  if (fault.cause != Fault::Cause::kSignal) return describe_stop(fault);
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

}  // namespace quire
