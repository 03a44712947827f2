#ifndef QUIRE_COMPILER_MAKE_SITE_LIBRARY_H_
#define QUIRE_COMPILER_MAKE_SITE_LIBRARY_H_

#include "compiler/clang/toolchain.h"
#include "runtime/protocol/build_order.h"
#include "runtime/protocol/file_stamp.h"
#include "runtime/protocol/reported_diagnostic.h"

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace quire::compiler {

/// The C++ of a site, `WEB-INF/src`, built as one library and linked to the pages that use it. Its
/// files in the work folder:
///
///     WEB-INF/src/shop/cart.cpp.o     the object of a source file
///     WEB-INF/src/shop/cart.cpp.json  what the object was compiled from
///     WEB-INF/src/libsite.<key>.so    the library; the key identifies this link of it, or if the build is
///                                     portable, is a hash of everything that it was built from
///     WEB-INF/src/site.json           the library's name, and what it was linked from
struct SiteLibrary {
  /// The library's name and soname; empty if there is none.
  std::string name;
  /// The folder that contains the library.
  std::string folder;
  std::string key;
  /// Sources and headers.
  std::vector<FileStamp> files;
  /// Folders in which a new source file would become part of the library, and files that were
  /// looked for but do not exist.
  std::vector<std::string> expected;
  /// Errors, and warnings about the files that were compiled this time.
  std::vector<ReportedDiagnostic> diagnostics;
  bool has_mistakes = false;
};
BOOST_DESCRIBE_STRUCT(SiteLibrary, (), (name, folder, key, files, expected, diagnostics, has_mistakes))

/// Returns the site's library, and builds it first if it is out of date. A source file is compiled
/// again only if it or one of its headers has changed; several are compiled at a time. Processes
/// that need the library at the same time wait for each other. Throws `std::runtime_error` on
/// system errors.
SiteLibrary build_site_library(const Toolchain& toolchain, const BuildOrder& order);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_SITE_LIBRARY_H_
