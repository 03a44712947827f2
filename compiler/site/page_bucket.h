#ifndef QUIRE_COMPILER_SITE_PAGE_BUCKET_H_
#define QUIRE_COMPILER_SITE_PAGE_BUCKET_H_

#include "compiler/make/site_library.h"
#include "compiler/site/page_object.h"
#include "compiler/site/site_state.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// Pages that are linked to one library. Which bucket a page is in depends on
/// its path and, in powers of two, on how many pages there are: it stays while
/// other pages come and go. A page that would touch its neighbours (see
/// `needs_own_library`) or links libraries of its own has a bucket to itself.
struct PageBucket {
  /// As in `SiteState::buckets`; `pages-<name>.<hash>.so` is the library.
  std::string name;
  /// In the order of their paths.
  std::vector<const PageObject*> pages;
};

std::vector<PageBucket> bucket_pages(const std::vector<const PageObject*>& pages);

/// Pages that are compiled in one go (see `CompileGroup`): those that would share
/// a bucket. In order, and each group in the order of its pages.
std::vector<std::vector<std::string>> group_pages(const std::vector<std::string>& pages);

/// What buckets are linked with.
struct BucketLink {
  const Toolchain& toolchain;
  /// For the diagnostics of a page: it is translated again.
  BuildOrder order;
  /// The state's folder.
  std::string folder;
  SiteLibrary site;

  std::string objects() const { return folder + "/objects"; }
  std::string libraries() const { return folder + "/lib"; }
};

/// Of all that the bucket's library is linked of.
std::string bucket_key(const BucketLink& link, const PageBucket& bucket);

/// What became of a bucket.
struct BucketAnswer {
  bool ok = false;
  /// Only if `ok`.
  LinkedBucket linked = {};
  /// Of each page that is at fault.
  std::vector<BuildAnswer> failures = {};
};
BOOST_DESCRIBE_STRUCT(BucketAnswer, (), (ok, linked, failures))

/// Links the library, in this process (see `link_library`).
BucketAnswer link_bucket(const BucketLink& link, const PageBucket& bucket);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_PAGE_BUCKET_H_
