#ifndef QUIRE_TOOLS_PAGEC_BUILD_INTERRUPT_H_
#define QUIRE_TOOLS_PAGEC_BUILD_INTERRUPT_H_

namespace quire::pagec {

/// From now on, SIGINT, SIGTERM and SIGHUP do not terminate the process but are
/// remembered, so that a command can clean up.
void remember_interrupts();

/// The number of the signal that was received; 0 if none.
int interrupted();

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_INTERRUPT_H_
