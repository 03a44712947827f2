#ifndef QUIRE_COMPILER_MAKE_IMPORT_PRELUDE_H_
#define QUIRE_COMPILER_MAKE_IMPORT_PRELUDE_H_

#include "compiler/clang/clang_frontend.h"
#include "compiler/make/prelude.h"

#include <optional>
#include <string>
#include <vector>

namespace quire::compiler {

/// The `#include` lines at the start of a page, if they are slow to compile. All pages of a site
/// that start with the same lines share one precompiled header.
struct ImportSet {
  const Toolchain& toolchain;
  /// The site's work folder.
  std::string work;
  /// The prelude that they are compiled on top of.
  Prelude base;
  std::string includes;
  std::vector<std::string> include_dirs;
};

/// A page's own includes, precompiled.
struct ImportPrelude {
  std::string path;
  /// The headers that are not part of the base or of the system.
  std::vector<FileStamp> headers;
  /// The shared statics of these headers.
  std::vector<SharedStatic> statics;
};

/// Returns the precompiled includes from the work folder if every header still has the same content
/// and no new file hides one of them. Otherwise the page is compiled without them.
std::optional<ImportPrelude> find_import_prelude(const ImportSet& imports);

/// Precompiles the includes. Returns false if Clang reports errors in the headers, or if the folder
/// cannot be written; pages are then compiled without them.
bool make_import_prelude(const ImportSet& imports);

/// Adds the headers and statics of `prelude` to a unit that was compiled on top of it.
void add_prelude(const ImportPrelude& prelude, CompiledUnit& unit);

/// Compiles a page that starts with these includes.
CompiledUnit compile_after(const ImportPrelude& prelude, const Toolchain& toolchain, CompileOptions options,
                           Translation& translation);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_IMPORT_PRELUDE_H_
