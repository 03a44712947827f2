#ifndef QUIRE_COMPILER_LINK_SO_LINKER_H_
#define QUIRE_COMPILER_LINK_SO_LINKER_H_

#include "compiler/clang/toolchain.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The result of a link.
struct LinkResult {
  bool ok = false;
  /// ELF; empty after errors.
  std::string library;
  /// Demangled names that no library defines.
  std::vector<std::string> undefined_symbols;
  /// Other errors from lld, one sentence each.
  std::vector<std::string> errors;
  /// For undefined symbols that a library on this machine defines, its name, such as `sqlite3`.
  std::map<std::string, std::string> defined_elsewhere = {};
};

/// Another library that the new one is linked against; empty for none.
struct UsedLibrary {
  std::string path = {};
  /// Where it is searched for at load time, such as `$ORIGIN/../src`.
  std::string search_path = {};
};

/// Links an object into a shared library with lld in this process. Not thread-safe: lld
/// must not run in parallel with itself or with Clang.
LinkResult link_library(const Toolchain& toolchain, std::string_view object, const UsedLibrary& site = {},
                        const std::vector<std::string>& libraries = {});

/// The same for the object files of several pages.
LinkResult link_pages(const Toolchain& toolchain, const std::vector<std::string>& objects, const UsedLibrary& site,
                      const std::vector<std::string>& libraries);

/// The same for any object files and the site's static libraries, so that a site has one copy of
/// their variables; `name` becomes the soname of the library.
LinkResult link_objects(const Toolchain& toolchain, const std::vector<std::string>& objects, const std::string& name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_SO_LINKER_H_
