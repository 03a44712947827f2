#ifndef QUIRE_TOOLS_PAGEC_CMAKE_TARGET_H_
#define QUIRE_TOOLS_PAGEC_CMAKE_TARGET_H_

#include "compiler/clang/toolchain.h"

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace quire::pagec {

/// What the C++ of a site is compiled and linked with in a CMake project.
struct TargetFlags {
  /// Options for Clang's driver.
  std::vector<std::string> compile;
  /// Full paths of libraries, and names such as `-lsqlite3`.
  std::vector<std::string> libraries;
};
BOOST_DESCRIBE_STRUCT(TargetFlags, (), (compile, libraries))

/// A target that was made by `quire_add_site`.
struct CMakeTarget {
  /// CMake's build folder.
  std::string build;
  /// Empty for the target whose site is `root`.
  std::string target;
  /// The site's folder, an absolute path.
  std::string root;
};

/// Has CMake build the libraries of the target, and asks it what the site is compiled and linked
/// with, by its File API (cmake-file-api(7), code model version 2). Prints a note for each option
/// that does not fit `toolchain`, and leaves it out. Throws `UsageError` if there is no such target,
/// and `std::runtime_error` if CMake fails.
TargetFlags flags_of(const CMakeTarget& target, const compiler::Toolchain& toolchain);

/// The toolchain for a site of a CMake project.
compiler::Toolchain toolchain_with(compiler::Toolchain toolchain, const TargetFlags& flags);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_CMAKE_TARGET_H_
