#include "runtime/fault/page_exit.h"

#include "runtime/fault/abort_reason.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace quire {

namespace {

/// The process whose pages must not exit; 0 until `refuse_exits`.
pid_t server = 0;

using EndProcess = void (*)(int);
using EndThread = void (*)(void*);
EndProcess next_exit = nullptr;
EndProcess next_quick_exit = nullptr;
EndThread next_pthread_exit = nullptr;

/// The function of the C library that is called without a page. Found before it is needed:
/// `dlsym` takes locks, which nobody releases in a forked process.
template <class Function>
Function next(Function& known, const char* name) {
  if (known == nullptr) known = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
  return known;
}

void refuse(const char* function) {
  // A process that the page has forked is its own.
  if (!is_in_page_code || server != ::getpid()) return;
  note_abort(
      {"the page called `" + std::string(function) + "`, which would end the server; to end a page, use `return`",
       {},
       {}});
  std::abort();
}

}  // namespace

void refuse_exits() {
  server = ::getpid();
  next(next_exit, "exit");
  next(next_quick_exit, "quick_exit");
  next(next_pthread_exit, "pthread_exit");
}

}  // namespace quire

// Pages and libraries that call these functions find them here, because the program's
// symbols take precedence over those of libraries.

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" {

void exit(int status) noexcept {
  quire::refuse("exit");
  quire::next(quire::next_exit, "exit")(status);
  std::abort();
}

void quick_exit(int status) noexcept {
  quire::refuse("quick_exit");
  quire::next(quire::next_quick_exit, "quick_exit")(status);
  std::abort();
}

void _exit(int status) {
  quire::refuse("_exit");
  for (;;) ::syscall(SYS_exit_group, status);
}

void _Exit(int status) noexcept {
  quire::refuse("_Exit");
  for (;;) ::syscall(SYS_exit_group, status);
}

void pthread_exit(void* result) {
  quire::refuse("pthread_exit");
  quire::next(quire::next_pthread_exit, "pthread_exit")(result);
  std::abort();
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
