#ifndef QUIRE_COMPILER_MAKE_SOURCE_LIST_H_
#define QUIRE_COMPILER_MAKE_SOURCE_LIST_H_

#include <string>
#include <vector>

namespace quire::compiler {

/// The folder of a site's own C++, within the site.
inline constexpr const char kSiteSources[] = "WEB-INF/src";

/// The source files of a site, and the folders in which new ones would be found.
struct SourceList {
  /// Paths such as `WEB-INF/src/shop/cart.cpp`, sorted.
  std::vector<std::string> sources;
  /// Full paths, each ending with a slash.
  std::vector<std::string> folders;
};

SourceList list_sources(const std::string& root);
/// Whether a path is that of a C++ source file rather than a page.
bool is_site_source(const std::string& path);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_SOURCE_LIST_H_
