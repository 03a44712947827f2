#ifndef QUIRE_COMPILER_MAKE_SITE_SOURCE_H_
#define QUIRE_COMPILER_MAKE_SITE_SOURCE_H_

#include "compiler/clang/toolchain.h"
#include "runtime/protocol/build_order.h"
#include "runtime/protocol/file_stamp.h"
#include "runtime/protocol/reported_diagnostic.h"

#include <boost/describe/class.hpp>

#include <string>
#include <vector>

namespace quire::compiler {

/// The folder of a site's own C++, within the site.
inline constexpr const char kSiteSources[] = "WEB-INF/src";

/// The sources of a site, and the folders in which new ones would be found.
struct SourceList {
  /// As in `WEB-INF/src/shop/cart.cpp`, in order.
  std::vector<std::string> sources;
  /// Whole paths, each with a slash at its end.
  std::vector<std::string> folders;
};

SourceList list_sources(const std::string& root);
/// Whether a path names C++ source rather than a page.
bool is_site_source(const std::string& path);

/// What became of one source.
struct CompiledSource {
  bool ok = false;
  /// The source and the headers it read.
  std::vector<FileStamp> files;
  /// Files that were wanted and are not there.
  std::vector<std::string> missing;
  /// Errors and warnings.
  std::vector<ReportedDiagnostic> diagnostics;
};
BOOST_DESCRIBE_STRUCT(CompiledSource, (), (ok, files, missing, diagnostics))

/// Compiles a source to `object`, a path; with an empty one, looks for
/// mistakes only. In this process, see `compile_unit`.
CompiledSource compile_source(const Toolchain& toolchain, const BuildOrder& order, const std::string& source,
                              const std::string& object);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_SITE_SOURCE_H_
