#ifndef QUIRE_COMPILER_CLANG_TOOLCHAIN_H_
#define QUIRE_COMPILER_CLANG_TOOLCHAIN_H_

#include "runtime/protocol/build_order.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// The debug information in a library.
enum class DebugDetail {
  kNone,
  /// Maps addresses to lines and columns, which is enough for error pages.
  kLines,
  /// For gdb: also variables and types.
  kFull,
};

/// Options for compiling all pages in one process.
struct ToolchainOptions {
  /// For precompiled headers. If empty: `$QUIRE_CACHE`, otherwise `quire` in
  /// `$XDG_CACHE_HOME` or `~/.cache`, or, without a home, a user-specific folder in the
  /// system's temporary folder.
  std::string cache_dir;
  /// Assertions in the standard library: `v[7]` past the end aborts.
  bool assertions = false;
  DebugDetail debug_info = DebugDetail::kNone;
  /// Names for Clang's `-fsanitize=`. The process that loads the pages must contain their runtime.
  std::vector<std::string> sanitizers;
};

/// For development: errors at run time are caught and reported with their positions.
ToolchainOptions development_toolchain(std::string cache_dir);

/// The files that pages are compiled and linked with, and the arguments that Clang's own
/// driver computes for them, once per process.
struct Toolchain {
  /// Contains `quire/page.h`.
  std::string include_dir;
  /// `libquire.so`.
  std::string library;
  /// Clang's own headers.
  std::string resource_dir;
  /// For precompiled headers; created if missing.
  std::string cache_dir;
  /// For `clang -cc1`: compiles a file `unit.cpp` at -O0. Each compilation sets its own
  /// input and output.
  std::vector<std::string> compile_arguments;
  /// For lld: links `unit.o` into `page.so`. Each link replaces both names.
  std::vector<std::string> link_arguments;
  /// A hash of everything above that affects the generated code, and of the page API's headers.
  std::string fingerprint;
  DebugDetail debug_info = DebugDetail::kNone;
  bool has_sanitizers = false;
};

/// Placeholders in `link_arguments` for the object and for the library.
inline constexpr const char kLinkInput[] = "quire-input.o";
inline constexpr const char kLinkOutput[] = "quire-output.so";

/// Finds everything relative to the running program, in `../include` and `../lib`. Throws
/// `std::runtime_error` with a message if something is missing.
Toolchain find_toolchain(const ToolchainOptions& options = {});

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_TOOLCHAIN_H_
