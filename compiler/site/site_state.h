#ifndef QUIRE_COMPILER_SITE_SITE_STATE_H_
#define QUIRE_COMPILER_SITE_SITE_STATE_H_

#include "compiler/site/page_object.h"

#include <cstdint>
#include <map>
#include <string>

namespace quire::compiler {

/// A library of many pages, as it was linked.
struct LinkedBucket {
  /// Of all that it was linked of.
  std::string key;
  /// Its name in the state's folder `lib`, with its content's hash.
  std::string file;
  std::uint64_t size = 0;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(LinkedBucket, (), (key, file, size, hash))

/// What a build ahead leaves for the next one. In a folder of its own, which
/// nobody else looks into:
///
///     state.json    this
///     objects/      of each page, see `PageObject`
///     lib/          the pages' libraries
///     WEB-INF/src/  the site's own C++, see `SiteLibrary`
struct SiteState {
  /// By page.
  std::map<std::string, PageObject> pages;
  /// By the number of the bucket, or the path hash of a page that has a library
  /// of its own.
  std::map<std::string, LinkedBucket> buckets;
};

/// The state in `folder` of a build of the site `root`; an empty one where
/// there is none, or one that is damaged, of another version or of another
/// site: everything is built again then.
SiteState read_site_state(const std::string& folder, const std::string& root);
/// Throws `std::runtime_error` when it cannot be written.
void write_site_state(const std::string& folder, const std::string& root, const SiteState& state);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_SITE_STATE_H_
