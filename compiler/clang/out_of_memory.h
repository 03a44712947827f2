#ifndef QUIRE_COMPILER_CLANG_OUT_OF_MEMORY_H_
#define QUIRE_COMPILER_CLANG_OUT_OF_MEMORY_H_

namespace quire::compiler {

/// The exit code of a process that came to the end of its memory.
inline constexpr int kExitOutOfMemory = 70;

/// From now on this process ends with that code, at once and without a word,
/// when memory is refused: neither Clang nor lld can go on then.
void exit_when_out_of_memory();

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_OUT_OF_MEMORY_H_
