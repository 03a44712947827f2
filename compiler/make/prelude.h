#ifndef QUIRE_COMPILER_MAKE_PRELUDE_H_
#define QUIRE_COMPILER_MAKE_PRELUDE_H_

#include "compiler/clang/toolchain.h"
#include "compiler/emit/cpp_unit.h"

#include <string>

namespace quire::compiler {

/// Which precompiled header a page is compiled with.
enum class PreludeKind {
  /// The page API.
  kThin,
  /// The page API and the standard headers that pages use most.
  kStd,
};

/// A precompiled header on disk.
struct Prelude {
  std::string path;
  /// A hash of the toolchain and the contents of the headers; part of each page's key.
  std::string hash;
};

/// Returns the prelude from the cache, and builds it first if the cache has none that matches the
/// headers and the compiler. Processes that need the same one wait for each other. Throws
/// `std::runtime_error` if the cache cannot be written, or if Clang reports errors in the headers.
Prelude find_prelude(const Toolchain& toolchain, PreludeKind kind);

/// The prelude that a page is compiled with.
PreludeKind prelude_for(const CppUnit& unit);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_PRELUDE_H_
