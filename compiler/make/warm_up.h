#ifndef QUIRE_COMPILER_MAKE_WARM_UP_H_
#define QUIRE_COMPILER_MAKE_WARM_UP_H_

#include "compiler/clang/toolchain.h"

namespace quire::compiler {

/// Touches what a build touches: the first compile of a process is slow, for
/// every page of LLVM's memory that it meets costs a fault.
void warm_up(const Toolchain& toolchain);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_WARM_UP_H_
