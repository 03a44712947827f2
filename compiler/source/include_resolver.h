#ifndef QUIRE_COMPILER_SOURCE_INCLUDE_RESOLVER_H_
#define QUIRE_COMPILER_SOURCE_INCLUDE_RESOLVER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

enum class ReadStatus : unsigned char { kRead, kMissing, kOutsideRoot, kNotAFile, kUnreadable, kTooLarge };

/// A file at a path in the site.
struct SiteFile {
  ReadStatus status = ReadStatus::kMissing;
  /// Relative to the root, without `.` and `..`, such as `cart/view.page`.
  std::string name = {};
  /// The root and `name`: the path on disk. Empty if outside the root.
  std::string path = {};
  std::string bytes = {};
  /// The modification time, in nanoseconds since 1970.
  std::int64_t modified = 0;
};

/// Finds and reads the files of one site. Paths are resolved first, with `..` and symbolic
/// links; a file outside the site's folder is not read.
///
///     IncludeResolver site("/srv/shop");
///     site.resolve("cart/view.page", "../head.page").name;  // "head.page"
///     site.resolve("cart/view.page", "/head.page").name;    // the same
///
/// Thread-safe.
class IncludeResolver {
 public:
  /// Larger files are rejected; offsets have 32 bits.
  static constexpr std::size_t kMaxBytes = std::size_t{16} << 20;

  /// If `root` is empty, every file is missing.
  explicit IncludeResolver(std::string root);

  /// Resolves `file`, as written in the file `includer`: relative to that file's folder, or
  /// to the root if it starts with `/`. Reads nothing: `status` is `kOutsideRoot` or `kMissing`.
  SiteFile resolve(std::string_view includer, std::string_view file) const;
  /// Reads a file returned by `resolve`.
  void read(SiteFile& file) const;
  /// The sorted names of the entries of a folder in the site, such as `/WEB-INF/tags`;
  /// empty if there is no such folder. Follows symbolic links.
  std::vector<std::string> list(std::string_view folder) const;

 private:
  std::string root_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SOURCE_INCLUDE_RESOLVER_H_
