#ifndef QUIRE_COMPILER_BUILD_CLANG_FRONTEND_H_
#define QUIRE_COMPILER_BUILD_CLANG_FRONTEND_H_

#include "compiler/build/file_stamp.h"
#include "compiler/build/toolchain.h"
#include "compiler/translate.h"

#include <optional>
#include <string>
#include <vector>

namespace quire::compiler {

/// How one unit is compiled.
struct CompileOptions {
  /// Where the unit's code stands on disk, or would; Clang reads it from memory.
  std::string unit_path;
  /// A precompiled header, empty for none.
  std::string prelude;
  /// Folders for `#include "…"`.
  std::vector<std::string> include_dirs;
  Optimization optimization = Optimization::kNone;
  /// Look for mistakes only.
  bool check_only = false;
};

struct CompiledUnit {
  /// ELF, empty after mistakes and for `check_only`.
  std::string object;
  /// The headers that are not part of the prelude or of the system.
  std::vector<FileStamp> headers;
  bool ok = false;
};

/// Readies LLVM's code generator for this machine. Once per process.
void start_llvm();

/// Compiles the translation's unit in this process; mistakes go to its sink,
/// in page coordinates. Not thread-safe: no two compiles run in one process.
CompiledUnit compile_unit(const Toolchain& toolchain, const CompileOptions& options, Translation& translation);

/// Precompiles `header` to `output`; returns its headers, or nothing with
/// Clang's words in `failure`.
std::optional<std::vector<FileStamp>> precompile(const Toolchain& toolchain, const std::string& header,
                                                 const std::string& output, std::string& failure);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_CLANG_FRONTEND_H_
