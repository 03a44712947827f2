#ifndef QUIRE_COMPILER_SITE_SITE_STATE_H_
#define QUIRE_COMPILER_SITE_SITE_STATE_H_

#include "compiler/site/page_object.h"

#include <cstdint>
#include <map>
#include <string>

namespace quire::compiler {

/// A library of many pages.
struct LinkedBucket {
  /// A hash of everything that it was linked from.
  std::string key;
  /// Its name in the state's folder `lib`, which contains the hash of its content.
  std::string file;
  std::uint64_t size = 0;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(LinkedBucket, (), (key, file, size, hash))

/// What `pagec build` leaves for the next build. It has a folder of its own, which nothing else
/// uses:
///
///     state.json    this
///     objects/      the files of each page: see `PageObject`
///     lib/          the pages' libraries
///     WEB-INF/src/  the site's own C++: see `SiteLibrary`
struct SiteState {
  /// By the page's path.
  std::map<std::string, PageObject> pages;
  /// By the number of the bucket or, if a page has a library of its own, the hash of its path.
  std::map<std::string, LinkedBucket> buckets;
};

/// Reads the state of the site `root` from `folder`. Returns an empty state, so that everything is
/// built again, if there is none, or if it is damaged or belongs to another version or another
/// site.
SiteState read_site_state(const std::string& folder, const std::string& root);
/// Throws `std::runtime_error` if it cannot be written.
void write_site_state(const std::string& folder, const std::string& root, const SiteState& state);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_SITE_STATE_H_
