#ifndef QUIRE_TESTS_UNIT_COMPILER_PAGE_TOOLCHAIN_H_
#define QUIRE_TESTS_UNIT_COMPILER_PAGE_TOOLCHAIN_H_

#include "compiler/clang/clang_frontend.h"

namespace quire::compiler {

/// What the tests of this program compile pages with, found once.
inline const Toolchain& toolchain() {
  static const Toolchain found = [] {
    start_llvm();
    return find_toolchain();
  }();
  return found;
}

}  // namespace quire::compiler

#endif  // QUIRE_TESTS_UNIT_COMPILER_PAGE_TOOLCHAIN_H_
