#ifndef QUIRE_TOOLS_PAGEC_BUILD_INTERRUPT_H_
#define QUIRE_TOOLS_PAGEC_BUILD_INTERRUPT_H_

namespace quire::pagec {

/// From now on SIGINT, SIGTERM and SIGHUP end nothing by themselves: they are
/// remembered, so that a command can leave things as they were.
void remember_interrupts();

/// The number of the signal that came; 0 for none.
int interrupted();

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_INTERRUPT_H_
