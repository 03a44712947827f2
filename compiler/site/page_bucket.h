#ifndef QUIRE_COMPILER_SITE_PAGE_BUCKET_H_
#define QUIRE_COMPILER_SITE_PAGE_BUCKET_H_

#include "compiler/make/site_library.h"
#include "compiler/site/page_object.h"
#include "compiler/site/site_state.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// Pages that are linked into one library. A page's bucket depends on its path and on the number of
/// buckets, a power of two that grows with the number of pages, so it rarely changes when other
/// pages come and go. A page that would affect its neighbours (see `needs_own_library`), or that
/// links libraries of its own, has a bucket to itself.
struct PageBucket {
  /// The key in `SiteState::buckets`; the library is called `pages-<name>.<hash>.so`.
  std::string name;
  /// Sorted by path.
  std::vector<const PageObject*> pages;
};

std::vector<PageBucket> bucket_pages(const std::vector<const PageObject*>& pages);

/// Divides pages into groups that are compiled together (see `CompileGroup`): the pages that would
/// share a bucket. Within a group, pages keep their order.
std::vector<std::vector<std::string>> group_pages(const std::vector<std::string>& pages);

/// What is needed to link buckets.
struct BucketLink {
  const Toolchain& toolchain;
  /// For the diagnostics of a page, which is translated again.
  BuildOrder order;
  /// The folder of the build state.
  std::string folder;
  SiteLibrary site;

  std::string objects() const { return folder + "/objects"; }
  std::string libraries() const { return folder + "/lib"; }
};

/// A hash of everything that the bucket's library is linked from.
std::string bucket_key(const BucketLink& link, const PageBucket& bucket);

/// The result of linking a bucket.
struct BucketAnswer {
  bool ok = false;
  /// Set only if `ok`.
  LinkedBucket linked = {};
  /// One for each page that is at fault.
  std::vector<BuildAnswer> failures = {};
};
BOOST_DESCRIBE_STRUCT(BucketAnswer, (), (ok, linked, failures))

/// Links the library, in this process (see `link_library`).
BucketAnswer link_bucket(const BucketLink& link, const PageBucket& bucket);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_PAGE_BUCKET_H_
