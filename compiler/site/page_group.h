#ifndef QUIRE_COMPILER_SITE_PAGE_GROUP_H_
#define QUIRE_COMPILER_SITE_PAGE_GROUP_H_

#include "compiler/site/page_object.h"

#include <functional>
#include <string>
#include <vector>

namespace quire::compiler {

/// Pages that are compiled in one go: most of a small page's compile is what
/// all pages need, so that sixteen as one unit take the time of five.
///
/// As one unit stand those that include the same and know nothing of their
/// lines, as long as Clang has nothing to say of them and none would touch its
/// neighbours (see `needs_own_library`); else each of them is compiled alone.
/// Which way it goes depends on the pages of the group only, not on what was
/// built before: equal sites give equal bytes.
struct CompileGroup {
  /// In order, as in `/cart/view.page`.
  std::vector<std::string> pages;
  /// For each of them; `page` is filled in.
  BuildOrder order;
  /// The page's object of the last build, or null.
  std::function<const PageObject*(const std::string& page)> before;
};

/// Translates and compiles the pages to `order.work`, the objects' folder, in
/// this process, and answers for each of them. Never throws.
std::vector<ObjectAnswer> build_group(const Toolchain& toolchain, const CompileGroup& group, Preludes& preludes);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_PAGE_GROUP_H_
