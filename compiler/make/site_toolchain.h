#ifndef QUIRE_COMPILER_MAKE_SITE_TOOLCHAIN_H_
#define QUIRE_COMPILER_MAKE_SITE_TOOLCHAIN_H_

#include "compiler/clang/toolchain.h"
#include "runtime/protocol/build_order.h"
#include "runtime/protocol/file_stamp.h"
#include "runtime/protocol/reported_diagnostic.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// What a site adds to the toolchain, according to `[build]` in its web.toml and to its build system.
struct SiteToolchain {
  Toolchain toolchain;
  /// The same for other compilers and linkers, one word each: `-Ix`, `-DX`, `-lx`, the path of a
  /// library.
  std::vector<std::string> compile_flags = {};
  std::vector<std::string> link_flags = {};
  /// The libraries, and the files in which pkg-config describes them.
  std::vector<FileStamp> files = {};
  /// Files and folders that were looked for but do not exist.
  std::vector<std::string> missing = {};
  /// Errors in the settings, such as a package that is not installed. What they are about is left
  /// out.
  std::vector<ReportedDiagnostic> mistakes = {};
};

/// Adds what the order's site adds. The result is kept in the order's work folder, if there is one,
/// and taken from there as long as neither the settings nor any of the files has changed.
SiteToolchain site_toolchain(const Toolchain& toolchain, const BuildOrder& order);

/// Only the flags, for a build on any machine: libraries are not looked up, and flags not checked.
/// The toolchain is empty.
SiteToolchain site_flags(const BuildOrder& order);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_SITE_TOOLCHAIN_H_
