#include "compiler/clang/out_of_memory.h"

#include <llvm/Support/ErrorHandling.h>
#include <unistd.h>

#include <new>

namespace quire::compiler {

void exit_when_out_of_memory() {
  std::set_new_handler([] { ::_exit(kExitOutOfMemory); });
  // For memory that LLVM allocates with `malloc`.
  llvm::remove_bad_alloc_error_handler();
  llvm::install_bad_alloc_error_handler([](void*, const char*, bool) { ::_exit(kExitOutOfMemory); });
}

}  // namespace quire::compiler
