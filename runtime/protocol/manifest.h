#ifndef QUIRE_RUNTIME_PROTOCOL_MANIFEST_H_
#define QUIRE_RUNTIME_PROTOCOL_MANIFEST_H_

#include "runtime/base/result.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace quire {

/// What `pagec build` made from a site, as listed in the output's manifest.json: a line of JSON
/// that ends with a seal, which is the hash of all the rest.
///
///     {"format": 2, "quire": "0.1.0", "abi": "…", "optimization": "-O2",
///      "libraries": [{"file": "lib/pages-0.<hash>.so", "size": 12345, "hash": "…"}],
///      "pages": [{"page": "/cart/view.page", "record": "cart/view.page.record", "hash": "…", "library": "lib/…",
///                 "dependencies": [{"path": "cart/view.page", "hash": "…"}]}],
///      "seal": "…"}
///
/// Paths of built files are relative to `kBuiltFolder`, those of dependencies to the site; none is
/// absolute.
struct Manifest {
  struct Library {
    /// For example `lib/pages-0.<hash>.so`.
    std::string file;
    std::uint64_t size = 0;
    /// The `content_hash` of the file.
    std::string hash;
  };
  struct Dependency {
    std::string path;
    std::string hash;
  };
  struct Page {
    /// For example `/cart/view.page`.
    std::string page;
    /// For example `cart/view.page.record`, and the `content_hash` of that file.
    std::string record;
    std::string hash;
    /// The `file` of an element of `libraries`.
    std::string library;
    /// The files that it was built from.
    std::vector<Dependency> dependencies = {};
  };

  int format = 2;
  /// The version of Quire that built it, and the stamp of its page API.
  std::string quire;
  std::string abi;
  /// `-O0` or `-O2`.
  std::string optimization;
  std::vector<Library> libraries;
  /// Sorted by path.
  std::vector<Page> pages;
};
BOOST_DESCRIBE_STRUCT(Manifest::Library, (), (file, size, hash))
BOOST_DESCRIBE_STRUCT(Manifest::Dependency, (), (path, hash))
BOOST_DESCRIBE_STRUCT(Manifest::Page, (), (page, record, hash, library, dependencies))
BOOST_DESCRIBE_STRUCT(Manifest, (), (format, quire, abi, optimization, libraries, pages))

/// Relative to the site.
inline constexpr const char kBuiltFolder[] = "WEB-INF/quire";
inline constexpr const char kManifest[] = "WEB-INF/quire/manifest.json";

/// Whether the folder is the output of `pagec build`.
bool is_built_site(const std::string& root);

/// The text of the manifest, with its seal.
std::string to_text(const Manifest& manifest);
/// Reads the manifest of the built folder `root`. Returns an error that says what to do if it has a
/// different format, was built for a page API other than `abi`, was changed after the build, or has
/// paths that lead out of the folder.
Result<Manifest> read_manifest(const std::string& root, const std::string& abi);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_MANIFEST_H_
