#ifndef QUIRE_RUNTIME_APP_DISK_FILE_H_
#define QUIRE_RUNTIME_APP_DISK_FILE_H_

#include "runtime/app/coded_files.h"
#include "runtime/app/site_files.h"
#include "runtime/base/descriptor.h"

#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct stat;

namespace quire {

FileLook look_of(const struct stat& status);

/// Caches the content hashes of files. Thread-safe.
class HashCache {
 public:
  /// The hash of the file at `path`: a cached one if the file still has the same `look`,
  /// else that of the bytes that `read` returns.
  std::string find(const std::string& path, const FileLook& look, const std::function<std::string()>& read);

 private:
  struct Known {
    FileLook look;
    std::string hash;
  };
  std::mutex mutex_;
  std::map<std::string, Known> known_;
};

/// An open regular file: small ones are in memory.
class OpenFile {
 public:
  /// Up to this size, a file is read when it is opened: cheaper than a further system call to send it.
  static constexpr std::int64_t kSmall = 32 * 1024;

  OpenFile() = default;
  /// `status` is that of `file`. If reading fails, the file counts as truncated.
  OpenFile(Descriptor file, const struct stat& status);

  explicit operator bool() const { return file_ != nullptr || bytes_ != nullptr; }
  const FileLook& look() const { return look_; }
  std::uint64_t size() const { return size_; }
  bool has_descriptor() const { return file_ != nullptr; }
  /// Whether the file still is as it was when it was opened; one in memory always is.
  bool is_intact() const;
  std::string read(std::uint64_t offset, std::size_t size) const;
  net::BodyPiece part(std::uint64_t offset, std::uint64_t size) const;

 private:
  std::shared_ptr<const Descriptor> file_;
  std::shared_ptr<const std::string> bytes_;
  FileLook look_;
  std::uint64_t size_ = 0;
};

/// A file of a site in a folder, with compressed forms of it, from disk or made in memory.
class DiskFile final : public StaticFile {
 public:
  static constexpr std::size_t kCodings = 3;
  struct Parts {
    /// The absolute path.
    std::string path;
    std::string_view type;
    OpenFile plain;
    /// The compressed versions beside the file, by `ContentCoding`; those without one are empty.
    std::array<OpenFile, kCodings> packed = {};
  };

  /// Forms that are not on disk are made by `coder`; null for none.
  DiskFile(Parts parts, std::shared_ptr<HashCache> hashes, std::shared_ptr<CodedFiles> coder);
  ~DiskFile() override;

  bool has(http::ContentCoding coding) const override;
  std::optional<net::BodyPiece> encoded(http::ContentCoding coding) const override;
  std::optional<net::BodyPiece> make(http::ContentCoding coding) const override;
  std::string etag(http::ContentCoding coding) const override;
  std::int64_t modified() const override;
  std::string_view media_type() const override { return parts_.type; }
  std::string content_hash() const override;
  std::uint64_t size() const override { return parts_.plain.size(); }
  std::string read(std::uint64_t offset, std::size_t size) const override { return parts_.plain.read(offset, size); }
  net::BodyPiece part(std::uint64_t offset, std::uint64_t size) const override {
    return parts_.plain.part(offset, size);
  }

  /// Whether this is the same file with the same versions beside it, and has its final content: a file
  /// that was modified just before it was opened could have been modified again without a trace.
  bool is_same_as(const DiskFile& other) const;
  /// See `OpenFile`.
  bool is_intact() const { return parts_.plain.is_intact(); }
  bool has_descriptors() const { return descriptors_ > 0; }
  /// The descriptors of all files of this process.
  static std::size_t open_descriptors();

 private:
  CodedFiles::Key key_of(http::ContentCoding coding) const { return {parts_.path, parts_.plain.look(), coding}; }
  std::optional<net::BodyPiece> take(std::shared_ptr<CodedFile> made, std::size_t index) const;

  const Parts parts_;
  const std::shared_ptr<HashCache> hashes_;
  /// Null if this file is not to be compressed.
  const std::shared_ptr<CodedFiles> coder_;
  /// Modified long enough before it was opened.
  const bool is_settled_;
  const std::size_t descriptors_;
  mutable std::once_flag hashed_;
  mutable std::string hash_;
  mutable std::mutex mutex_;
  mutable std::array<std::weak_ptr<CodedFile>, kCodings> made_;
  /// Would not be smaller.
  mutable std::array<std::atomic<bool>, kCodings> is_useless_{};
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_APP_DISK_FILE_H_
