#ifndef QUIRE_RUNTIME_APP_SITE_FILES_H_
#define QUIRE_RUNTIME_APP_SITE_FILES_H_

#include "runtime/base/result.h"
#include "runtime/http/content_coding.h"
#include "runtime/net/body.h"
#include "runtime/protocol/web_toml.h"

#include <cerrno>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// Metadata by which a changed file is recognized; all 0 if there is no file.
struct FileLook {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = 0;
  /// Nanoseconds since 1970.
  std::int64_t modified = 0;
  std::int64_t changed = 0;
  friend auto operator<=>(const FileLook&, const FileLook&) = default;
};

/// An open static file. Immutable, apart from encoded forms that are made of it. Thread-safe.
class StaticFile {
 public:
  virtual ~StaticFile() = default;
  /// Whether the file is available in this encoding, or can be made so. `kIdentity` always is.
  virtual bool has(http::ContentCoding coding) const = 0;
  /// The whole file in an encoding other than `kIdentity`; nullopt if that is not there, or was not made yet.
  virtual std::optional<net::BodyPiece> encoded(http::ContentCoding coding) const = 0;
  /// The same, but makes it, which may take long. Nullopt if there is none now: send the file as it is.
  virtual std::optional<net::BodyPiece> make(http::ContentCoding coding) const { return encoded(coding); }
  /// With quotes; different for each encoding.
  virtual std::string etag(http::ContentCoding coding) const = 0;
  /// Seconds since 1970; negative if unknown.
  virtual std::int64_t modified() const = 0;
  /// The Content-Type; empty if unknown. Valid as long as the site's files.
  virtual std::string_view media_type() const = 0;
  /// `content_hash` of the file. Reads it, usually only once for each version.
  virtual std::string content_hash() const = 0;
  virtual std::uint64_t size() const = 0;
  /// Up to `size` bytes; fewer at the end of the file, which may have been truncated.
  virtual std::string read(std::uint64_t offset, std::size_t size) const = 0;
  /// A part of the file to be sent. It may outlive this object.
  virtual net::BodyPiece part(std::uint64_t offset, std::uint64_t size) const = 0;
};

/// How the entity tags of a file's encodings end.
constexpr std::string_view etag_suffix(http::ContentCoding coding) {
  constexpr std::string_view kSuffixes[] = {"-br", "-zst", "-gz", ""};
  return kSuffixes[static_cast<std::size_t>(coding)];
}

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
  /// It is an error if `path` is not a readable file, or leads out of the webapp through
  /// a symbolic link; `is_shortage` tells whether it may be there all the same.
  virtual Result<std::shared_ptr<const StaticFile>> open(const std::string& path) const = 0;
  /// Whether the code of an error means that the server has run out of descriptors or memory.
  static bool is_shortage(int code) { return code == EMFILE || code == ENFILE || code == ENOMEM || code == ENOBUFS; }
  /// Closes files that nobody has asked for in a while. Called about once a minute.
  virtual void sweep() const {}
  /// Whether `open` sees a change at once; otherwise files may be a second older, or never change.
  virtual bool changes_at_once() const { return false; }
  /// Of web.toml.
  virtual FileLook look_at_settings() const = 0;
  virtual WebSettings read_settings() const = 0;
  /// The path on disk, for code that opens the file itself. Throws `std::logic_error`
  /// if the site is part of the program.
  virtual std::string real_path(const std::string& path) const = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_SITE_FILES_H_
