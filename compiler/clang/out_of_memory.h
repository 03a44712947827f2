#ifndef QUIRE_COMPILER_CLANG_OUT_OF_MEMORY_H_
#define QUIRE_COMPILER_CLANG_OUT_OF_MEMORY_H_

namespace quire::compiler {

/// The exit code of a process that has run out of memory.
inline constexpr int kExitOutOfMemory = 70;

/// From now on, this process exits with that code immediately and without a message when an
/// allocation fails, because neither Clang nor lld can continue.
void exit_when_out_of_memory();

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_OUT_OF_MEMORY_H_
