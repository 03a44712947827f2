#ifndef QUIRE_COMPILER_LINK_SO_LINKER_H_
#define QUIRE_COMPILER_LINK_SO_LINKER_H_

#include "compiler/clang/toolchain.h"

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

/// Another library that a library is linked with, where it uses it; empty for none.
struct UsedLibrary {
  std::string path = {};
  /// Where it is found when it is loaded, as in `$ORIGIN/../src`.
  std::string search_path = {};
};

/// Links an object to a shared library with lld in this process.
/// Not thread-safe: no lld call may run beside another one or beside Clang.
LinkResult link_library(const Toolchain& toolchain, std::string_view object, const UsedLibrary& site = {},
                        const std::vector<std::string>& libraries = {});

/// The same for the objects of several pages, as files.
LinkResult link_pages(const Toolchain& toolchain, const std::vector<std::string>& objects, const UsedLibrary& site,
                      const std::vector<std::string>& libraries);

/// The same for object files, to a library whose soname is `name`.
LinkResult link_objects(const Toolchain& toolchain, const std::vector<std::string>& objects, const std::string& name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_SO_LINKER_H_
