#ifndef QUIRE_RUNTIME_APP_SITE_FILES_H_
#define QUIRE_RUNTIME_APP_SITE_FILES_H_

#include "runtime/http/content_coding.h"
#include "runtime/protocol/web_toml.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace quire {

/// What tells that a file is another one; all 0 where there is none.
struct FileLook {
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;
  friend bool operator==(const FileLook&, const FileLook&) = default;
};

/// A static file, open to be sent.
class StaticFile {
 public:
  virtual ~StaticFile() = default;
  /// Whether its bytes are there in that form; those of `kIdentity` always are.
  virtual bool has(http::ContentCoding coding) const = 0;
  virtual std::uint64_t size(http::ContentCoding coding) const = 0;
  /// With quotes; another one for each form.
  virtual std::string etag(http::ContentCoding coding) const = 0;
  /// Seconds since 1970; negative where nobody knows.
  virtual std::int64_t modified() const = 0;
  /// `content_hash` of its bytes as they are; the file is read for it, most
  /// often once for each version.
  virtual std::string content_hash() const = 0;
  /// Up to `size` bytes; fewer at the file's end, which may have moved.
  virtual std::string read(http::ContentCoding coding, std::uint64_t offset, std::size_t size) const = 0;
};

/// Where the static files and the settings of one webapp come from: a folder,
/// or the program itself. Paths are canonical and begin with a slash. What may
/// be shown is for `route` to say. Thread-safe.
class SiteFiles {
 public:
  enum class Kind : unsigned char { kNone, kFile, kFolder };

  virtual ~SiteFiles() = default;
  /// The folder's whole path; the name of a site that has none. For people.
  virtual const std::string& root() const = 0;
  /// A page counts as a file wherever its source is.
  virtual Kind kind_of(const std::string& path) const = 0;
  /// Null when `path` is no readable file, or a symbolic link leads it out of
  /// the webapp.
  virtual std::unique_ptr<const StaticFile> open(const std::string& path) const = 0;
  /// Of web.toml.
  virtual FileLook look_at_settings() const = 0;
  virtual WebSettings read_settings() const = 0;
  /// The file behind a path for code that opens it itself. Throws
  /// `std::logic_error` where no path is a file's.
  virtual std::string real_path(const std::string& path) const = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_SITE_FILES_H_
