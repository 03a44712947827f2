#ifndef QUIRE_RUNTIME_PROTOCOL_MANIFEST_H_
#define QUIRE_RUNTIME_PROTOCOL_MANIFEST_H_

#include "runtime/base/result.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// What `pagec build` made of a site, as the folder's manifest.json lists it: a
/// line of JSON, which ends with a seal, the hash of all the rest.
///
///     {"format": 2, "quire": "0.1.0", "abi": "…", "optimization": "-O2",
///      "libraries": [{"file": "lib/pages-0.<hash>.so", "size": 12345, "hash": "…"}],
///      "pages": [{"page": "/cart/view.page", "record": "cart/view.page.record", "hash": "…", "library": "lib/…",
///                 "dependencies": [{"path": "cart/view.page", "hash": "…"}]}],
///      "seal": "…"}
///
/// Paths of what was built are within `kBuiltFolder`, those of dependencies as
/// seen from the site; none is a whole one.
struct Manifest {
  struct Library {
    /// As in `lib/pages-0.<hash>.so`.
    std::string file;
    std::uint64_t size = 0;
    /// `content_hash` of the file.
    std::string hash;
  };
  struct Dependency {
    std::string path;
    std::string hash;
  };
  struct Page {
    /// As in `/cart/view.page`.
    std::string page;
    /// As in `cart/view.page.record`, and `content_hash` of that file.
    std::string record;
    std::string hash;
    /// The `file` of one of `libraries`.
    std::string library;
    /// What it was made of.
    std::vector<Dependency> dependencies = {};
  };

  int format = 2;
  /// The version of Quire that built it, and its page API.
  std::string quire;
  std::string abi;
  /// `-O0` or `-O2`.
  std::string optimization;
  std::vector<Library> libraries;
  /// In the order of their paths.
  std::vector<Page> pages;
};
BOOST_DESCRIBE_STRUCT(Manifest::Library, (), (file, size, hash))
BOOST_DESCRIBE_STRUCT(Manifest::Dependency, (), (path, hash))
BOOST_DESCRIBE_STRUCT(Manifest::Page, (), (page, record, hash, library, dependencies))
BOOST_DESCRIBE_STRUCT(Manifest, (), (format, quire, abi, optimization, libraries, pages))

/// Within the site.
inline constexpr const char kBuiltFolder[] = "WEB-INF/quire";
inline constexpr const char kManifest[] = "WEB-INF/quire/manifest.json";

/// Whether the folder is the output of `pagec build`.
bool is_built_site(const std::string& root);

/// The manifest's text, sealed.
std::string to_text(const Manifest& manifest);
/// Reads the manifest of the built folder `root`. An error, as a sentence that
/// says what to do, for one of another form or another page API than `abi`, for
/// one that was changed after the build, and for paths that lead out of the folder.
Result<Manifest> read_manifest(const std::string& root, const std::string& abi);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_MANIFEST_H_
