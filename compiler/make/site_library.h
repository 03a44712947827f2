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

/// The C++ of a site, `WEB-INF/src`, as one library that its pages link where
/// they use it. In the work folder:
///
///     WEB-INF/src/shop/cart.cpp.o    an object for each source, with
///     WEB-INF/src/shop/cart.cpp.json what it was made of
///     WEB-INF/src/libsite.<key>.so   the library; the key is a hash of all that
///     WEB-INF/src/site.json          which library, of which files
struct SiteLibrary {
  /// The library's name and soname; empty when there is none.
  std::string name;
  /// The folder it stands in.
  std::string folder;
  std::string key;
  /// Sources and headers.
  std::vector<FileStamp> files;
  /// Folders in which new sources would be found, and files that were wanted
  /// and are not there.
  std::vector<std::string> expected;
  /// Errors, and warnings about what was compiled now.
  std::vector<ReportedDiagnostic> diagnostics;
  bool has_mistakes = false;
};
BOOST_DESCRIBE_STRUCT(SiteLibrary, (), (name, folder, key, files, expected, diagnostics, has_mistakes))

/// The site's library, made first when it is not what the sources say. A source
/// is compiled again only when it or one of its headers changed, several at a
/// time; processes that want the library at once wait for each other. Throws
/// `std::runtime_error` for what the machine refuses.
SiteLibrary build_site_library(const Toolchain& toolchain, const BuildOrder& order);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_SITE_LIBRARY_H_
