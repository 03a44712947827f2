#ifndef QUIRE_RUNTIME_APP_SITE_FILES_H_
#define QUIRE_RUNTIME_APP_SITE_FILES_H_

#include "runtime/http/content_coding.h"
#include "runtime/protocol/web_toml.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace quire {

/// Metadata by which a changed file is recognized; all 0 if there is no file.
struct FileLook {
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;
  friend bool operator==(const FileLook&, const FileLook&) = default;
};

/// An open static file.
class StaticFile {
 public:
  virtual ~StaticFile() = default;
  /// Whether the file is available in this encoding; `kIdentity` always is.
  virtual bool has(http::ContentCoding coding) const = 0;
  virtual std::uint64_t size(http::ContentCoding coding) const = 0;
  /// With quotes; different for each encoding.
  virtual std::string etag(http::ContentCoding coding) const = 0;
  /// Seconds since 1970; negative if unknown.
  virtual std::int64_t modified() const = 0;
  /// `content_hash` of the unencoded bytes. Reads the file, usually only once for each
  /// version.
  virtual std::string content_hash() const = 0;
  /// Up to `size` bytes; fewer at the end of the file, which may have been truncated.
  virtual std::string read(http::ContentCoding coding, std::uint64_t offset, std::size_t size) const = 0;
};

/// Where the static files and the settings of one webapp come from: a folder,
/// or the program itself. Paths are canonical and begin with a slash. `route`
/// decides which files may be served. Thread-safe.
class SiteFiles {
 public:
  enum class Kind : unsigned char { kNone, kFile, kFolder };

  virtual ~SiteFiles() = default;
  /// The folder's absolute path, or the name of a site without a folder.
  virtual const std::string& root() const = 0;
  /// A page counts as a file even if its source does not exist.
  virtual Kind kind_of(const std::string& path) const = 0;
  /// Returns null if `path` is not a readable file, or leads out of the webapp through
  /// a symbolic link.
  virtual std::unique_ptr<const StaticFile> open(const std::string& path) const = 0;
  /// Of web.toml.
  virtual FileLook look_at_settings() const = 0;
  virtual WebSettings read_settings() const = 0;
  /// The path on disk, for code that opens the file itself. Throws `std::logic_error`
  /// if the site is part of the program.
  virtual std::string real_path(const std::string& path) const = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_SITE_FILES_H_
