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
  /// What the build system of the only site adds: options for Clang's driver, and libraries, as full
  /// paths, or as `-lx` and `-Lfolder`. See `SiteToolchain`.
  std::vector<std::string> site_flags = {};
  std::vector<std::string> site_libraries = {};
};

/// For production: fast, but an access such as `v[7]` past the end ends the request rather than reading
/// another's memory.
ToolchainOptions production_toolchain(std::string cache_dir);

/// For development: errors at run time are caught and reported with their positions.
ToolchainOptions development_toolchain(std::string cache_dir);

/// The files that pages are compiled and linked with, and the arguments that Clang's own
/// driver computes for them, once per process. A site may add to it: see `SiteToolchain`.
struct Toolchain {
  /// What it was made from.
  ToolchainOptions options;
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
  /// A hash of everything above that affects the generated code, and of the page API's headers;
  /// without what a site adds, so that all sites share the precompiled headers.
  std::string fingerprint;
  /// What the site adds to `compile_arguments`, as options for Clang's driver.
  std::vector<std::string> compile_flags;
  /// Options for lld that name the site's shared libraries, and the full paths of its static ones.
  std::vector<std::string> libraries;
  std::vector<std::string> archives;
  /// Hashes of what the site adds to compiling and to linking; empty if it adds nothing.
  std::string compile_hash;
  std::string link_hash;
  DebugDetail debug_info = DebugDetail::kNone;
  bool has_sanitizers = false;
};

/// Placeholders in `link_arguments` for the object and for the library.
inline constexpr const char kLinkInput[] = "quire-input.o";
inline constexpr const char kLinkOutput[] = "quire-output.so";

/// Finds everything relative to the running program, in `../include` and `../lib`. Throws
/// `std::runtime_error` with a message if something is missing.
Toolchain find_toolchain(const ToolchainOptions& options = {});

/// The compile arguments with further options for Clang's driver, such as `-Wextra`.
std::vector<std::string> arguments_with(const Toolchain& toolchain, const std::vector<std::string>& flags);
/// Why pages cannot be compiled with an option for Clang's driver: it is unknown, or does not fit
/// the precompiled headers, which are made without it. Empty if they can.
std::string flag_objection(const Toolchain& toolchain, const std::string& flag);
/// The folders in which the linker searches for libraries.
std::vector<std::string> library_folders(const Toolchain& toolchain);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_TOOLCHAIN_H_
