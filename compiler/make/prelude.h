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
  /// Of its headers' contents and of the toolchain: part of each page's key.
  std::string hash;
};

/// The prelude, made first when the cache has none, or one of other headers or
/// another compiler. Processes that want the same one wait for each other.
/// Throws `std::runtime_error` when the cache cannot be written or when Clang
/// refuses the headers.
Prelude find_prelude(const Toolchain& toolchain, PreludeKind kind);

/// The one that a page compiles with.
PreludeKind prelude_for(const CppUnit& unit);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_PRELUDE_H_
