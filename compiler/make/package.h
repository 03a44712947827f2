#ifndef QUIRE_COMPILER_MAKE_PACKAGE_H_
#define QUIRE_COMPILER_MAKE_PACKAGE_H_

#include <string>
#include <vector>

namespace quire::compiler {

/// A library as pkg-config describes it, in a file such as `sqlite3.pc`.
struct Package {
  /// Options for the compiler, each one word, such as `-I/usr/include/x` or `-DX`.
  std::vector<std::string> compile;
  /// Options for the linker, each one word, such as `-L/opt/x/lib` or `-lx`.
  std::vector<std::string> link;
  /// The files with the descriptions of the package and of those that it requires.
  std::vector<std::string> files;
  /// Where the file would be, if there is none.
  std::vector<std::string> missing;
  /// Why the package cannot be used; otherwise empty.
  std::string mistake;
};

/// Finds a package in the folders of pkg-config, including those in `$PKG_CONFIG_PATH`. Options for
/// the system's own folders are left out. If there is no such package, `mistake` names the Debian
/// package to install, provided that apt knows one.
Package find_package(const std::string& name);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_PACKAGE_H_
