#ifndef QUIRE_COMPILER_MAKE_WARM_UP_H_
#define QUIRE_COMPILER_MAKE_WARM_UP_H_

#include "compiler/clang/toolchain.h"

namespace quire::compiler {

/// Runs a small build to touch the memory that builds use: the first compile in a process is slow,
/// because each page of LLVM's memory causes a page fault when it is first used.
void warm_up(const Toolchain& toolchain);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_WARM_UP_H_
