#ifndef QUIRE_RUNTIME_LOAD_MANIFEST_H_
#define QUIRE_RUNTIME_LOAD_MANIFEST_H_

#include "runtime/base/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// What `pagec build` made of a site, as the folder's manifest.json lists it.
/// Paths in it are within `kBuiltFolder`.
struct Manifest {
  struct Library {
    /// As in `lib/pages-0.<hash>.so`.
    std::string file;
    std::uint64_t size = 0;
    /// `content_hash` of the file.
    std::string hash;
  };
  struct Page {
    /// As in `/cart/view.page`.
    std::string page;
    /// As in `cart/view.page.record`, and `content_hash` of that file.
    std::string record;
    std::string hash;
    /// Which of `libraries`.
    std::size_t library = 0;
  };

  std::vector<Library> libraries;
  /// In the order of their paths.
  std::vector<Page> pages;
};

/// Within the site.
inline constexpr const char kBuiltFolder[] = "/WEB-INF/quire/";
inline constexpr const char kManifest[] = "/WEB-INF/quire/manifest.json";

/// Whether the folder is the output of `pagec build`.
bool is_built_site(const std::string& root);

/// Reads the manifest of the built folder `root`. An error, as a sentence that
/// says what to do, for one of another form or another page API, for one that
/// was changed after the build, and for paths that lead out of the folder.
Result<Manifest> read_manifest(const std::string& root);

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_MANIFEST_H_
