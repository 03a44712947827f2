#include "tools/pagec/build/interrupt.h"

#include <csignal>
#include <initializer_list>

namespace quire::pagec {

namespace {

volatile std::sig_atomic_t came = 0;

}  // namespace

void remember_interrupts() {
  struct sigaction action{};
  action.sa_handler = [](int signal) { came = signal; };
  // No SA_RESTART: waiting system calls must return.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
}

int interrupted() { return came; }

}  // namespace quire::pagec
