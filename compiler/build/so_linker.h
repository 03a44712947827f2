#ifndef QUIRE_COMPILER_BUILD_SO_LINKER_H_
#define QUIRE_COMPILER_BUILD_SO_LINKER_H_

#include "compiler/build/toolchain.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// What lld said of a link.
struct LinkResult {
  bool ok = false;
  /// ELF, empty after errors.
  std::string library;
  /// Demangled names that no library has.
  std::vector<std::string> undefined_symbols;
  /// lld's other words, a sentence each.
  std::vector<std::string> errors;
};

/// Links an object to a shared library with lld in this process.
/// Not thread-safe: no lld call may run beside another one or beside Clang.
LinkResult link_library(const Toolchain& toolchain, std::string_view object);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_SO_LINKER_H_
