#ifndef QUIRE_COMPILER_CLANG_TOOLCHAIN_H_
#define QUIRE_COMPILER_CLANG_TOOLCHAIN_H_

#include "runtime/protocol/build_order.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// What a library tells about itself.
enum class DebugDetail {
  kNone,
  /// Addresses to lines and columns: enough for places in error pages.
  kLines,
  /// For gdb: variables and types as well.
  kFull,
};

/// What all pages of one process are compiled with.
struct ToolchainOptions {
  /// For precompiled headers. Empty: `$QUIRE_CACHE`, else `quire` in
  /// `$XDG_CACHE_HOME`, `~/.cache` or, for want of a home, a folder of the
  /// user's own in the system's temporary folder.
  std::string cache_dir;
  /// The standard library checks what it is given: `v[7]` past the end aborts.
  bool assertions = false;
  DebugDetail debug_info = DebugDetail::kNone;
  /// Names of Clang's `-fsanitize=`. Their runtime must be in the process that
  /// loads the pages.
  std::vector<std::string> sanitizers;
};

/// For those who write pages: mistakes at run time are caught, and told with
/// their places.
ToolchainOptions development_toolchain(std::string cache_dir);

/// Where the parts stand that a page is compiled and linked with, and the
/// arguments that Clang's own driver makes of them, computed once per process.
struct Toolchain {
  /// Holds `quire/page.h`.
  std::string include_dir;
  /// `libquire.so`.
  std::string library;
  /// Clang's own headers.
  std::string resource_dir;
  /// For precompiled headers; made when missing.
  std::string cache_dir;
  /// For `clang -cc1`: to compile a file `unit.cpp` at -O0, without output and
  /// input, which each compile names itself.
  std::vector<std::string> compile_arguments;
  /// For lld: to link `unit.o` to `page.so`, which each link replaces.
  std::vector<std::string> link_arguments;
  /// Of everything above that shapes the code, and of the page API's headers.
  std::string fingerprint;
  DebugDetail debug_info = DebugDetail::kNone;
  bool has_sanitizers = false;
};

/// The name that stands for the object, and for the library to be made, in
/// `link_arguments`.
inline constexpr const char kLinkInput[] = "quire-input.o";
inline constexpr const char kLinkOutput[] = "quire-output.so";

/// Finds everything beside the running program: `../include` and `../lib` of
/// the folder it stands in.
/// Throws `std::runtime_error` with a sentence that says what is missing.
Toolchain find_toolchain(const ToolchainOptions& options = {});

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_CLANG_TOOLCHAIN_H_
