#ifndef QUIRE_COMPILER_MAKE_IMPORT_PRELUDE_H_
#define QUIRE_COMPILER_MAKE_IMPORT_PRELUDE_H_

#include "compiler/clang/clang_frontend.h"
#include "compiler/make/prelude.h"

#include <optional>
#include <string>
#include <vector>

namespace quire::compiler {

/// The lines with which a page begins, where they are slow to compile: all
/// pages of a site that begin with the same ones share what is precompiled.
struct ImportSet {
  const Toolchain& toolchain;
  /// The site's work folder.
  std::string work;
  /// What they are compiled on top of.
  Prelude base;
  std::string includes;
  std::vector<std::string> include_dirs;
};

/// A page's own includes, precompiled.
struct ImportPrelude {
  std::string path;
  /// The headers that are not part of the base or of the system.
  std::vector<FileStamp> headers;
  /// Of these headers.
  std::vector<SharedStatic> statics;
};

/// What stands in the work folder, if every header still has its content, and
/// none is hidden by another; else the page is compiled without it.
std::optional<ImportPrelude> find_import_prelude(const ImportSet& imports);

/// Makes it. False when Clang refuses the headers, or when the folder cannot be
/// written: pages do without it.
bool make_import_prelude(const ImportSet& imports);

/// What a unit that was compiled on top of it has of it.
void add_prelude(const ImportPrelude& prelude, CompiledUnit& unit);

/// Compiles a page that begins with those lines.
CompiledUnit compile_after(const ImportPrelude& prelude, const Toolchain& toolchain, CompileOptions options,
                           Translation& translation);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_IMPORT_PRELUDE_H_
