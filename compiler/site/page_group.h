#ifndef QUIRE_COMPILER_SITE_PAGE_GROUP_H_
#define QUIRE_COMPILER_SITE_PAGE_GROUP_H_

#include "compiler/site/page_object.h"

#include <functional>
#include <string>
#include <vector>

namespace quire::compiler {

/// Pages that are compiled together: most of the work for a small page is the same for all pages,
/// so sixteen pages in one unit take as long as five separate ones.
///
/// Pages form one unit if they include the same headers and do not depend on their line numbers,
/// unless Clang reports anything about them or one of them would affect its neighbours (see
/// `needs_own_library`); then each of them is compiled alone. This depends only on the pages of the
/// group, not on earlier builds: equal sites give equal bytes.
struct CompileGroup {
  /// Paths such as `/cart/view.page`, sorted.
  std::vector<std::string> pages;
  /// Used for each page, with `page` filled in.
  BuildOrder order;
  /// Returns the page's object from the last build, or null.
  std::function<const PageObject*(const std::string& page)> before;
};

/// Translates and compiles the pages in this process, into `order.work`, the folder of objects, and
/// returns an answer for each. Never throws.
std::vector<ObjectAnswer> build_group(const Toolchain& toolchain, const CompileGroup& group, Preludes& preludes);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_PAGE_GROUP_H_
