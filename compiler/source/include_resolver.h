#ifndef QUIRE_COMPILER_SOURCE_INCLUDE_RESOLVER_H_
#define QUIRE_COMPILER_SOURCE_INCLUDE_RESOLVER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

enum class ReadStatus : unsigned char { kRead, kMissing, kOutsideRoot, kNotAFile, kUnreadable, kTooLarge };

/// What stands at a path of the site.
struct SiteFile {
  ReadStatus status = ReadStatus::kMissing;
  /// Relative to the root, with `/`, without `.` and `..`: `cart/view.page`.
  std::string name = {};
  /// The root and `name`: the file on disk, empty when outside the root.
  std::string path = {};
  std::string bytes = {};
  /// When it was changed last, in nanoseconds since 1970.
  std::int64_t modified = 0;
};

/// Finds and reads the files of one site, and none outside its folder, neither
/// by `..` nor through a symbolic link.
///
///     IncludeResolver site("/srv/shop");
///     site.resolve("cart/view.page", "../head.page").name;  // "head.page"
///     site.resolve("cart/view.page", "/head.page").name;    // the same
///
/// Thread-safe.
class IncludeResolver {
 public:
  /// Larger files are refused; offsets have 32 bits.
  static constexpr std::size_t kMaxBytes = std::size_t{16} << 20;

  /// With an empty `root` every file is missing.
  explicit IncludeResolver(std::string root);

  /// Where `file`, as written in the file called `includer`, leads: relative
  /// to that file's folder, or to the root when it starts with `/`. Does not
  /// read: `status` is `kOutsideRoot` or `kMissing`.
  SiteFile resolve(std::string_view includer, std::string_view file) const;
  /// Reads what `resolve` found.
  void read(SiteFile& file) const;
  /// The names of what stands in a folder of the site, as in `/WEB-INF/tags`,
  /// in order; none when there is no such folder.
  std::vector<std::string> list(std::string_view folder) const;

 private:
  std::string root_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SOURCE_INCLUDE_RESOLVER_H_
