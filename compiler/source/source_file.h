#ifndef QUIRE_COMPILER_SOURCE_SOURCE_FILE_H_
#define QUIRE_COMPILER_SOURCE_SOURCE_FILE_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quire::compiler {

/// Which file of a `SourceSet`; the page itself is always 0.
using FileId = std::uint32_t;

/// Bytes `begin` to `end` (exclusive) of a file. Lines and columns are
/// computed only to print.
struct Span {
  FileId file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// A place as people count: both from 1, the column in bytes.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// A file's text, with the table that turns offsets into lines. Immutable.
class SourceFile {
 public:
  /// `bytes` are as stored; what is no UTF-8 is decoded, see `encoding.h`.
  /// `name` is what diagnostics show; `path` is the file on disk, empty for
  /// text that has none; `modified` is its time, in nanoseconds since 1970,
  /// when the bytes were read, 0 for bytes that are not the file's.
  SourceFile(std::string name, std::string path, std::string bytes, std::int64_t modified = 0);

  const std::string& name() const { return name_; }
  const std::string& path() const { return path_; }
  /// In UTF-8, unless it is neither that nor says what it is.
  std::string_view bytes() const { return bytes_; }
  /// As they stand on disk.
  std::string_view stored_bytes() const { return encoding_.empty() ? bytes_ : stored_bytes_; }
  /// What the file was stored in; empty for UTF-8.
  const std::string& encoding() const { return encoding_; }
  /// Where it holds the first byte that its encoding has no character for.
  std::optional<std::uint32_t> undecodable() const { return undecodable_; }
  std::int64_t modified() const { return modified_; }
  /// `offset` may be one past the last byte.
  LineColumn line_column(std::uint32_t offset) const;
  /// The line's text without its end (LF or CR LF); `line` counts from 1.
  std::string_view line(std::uint32_t line) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }

 private:
  std::string name_;
  std::string path_;
  std::string bytes_;
  std::string encoding_;
  std::optional<std::uint32_t> undecodable_;
  /// Kept where they differ.
  std::string stored_bytes_;
  std::int64_t modified_ = 0;
  std::vector<std::uint32_t> line_starts_;
};

/// All files that one page's translation reads. References to files stay
/// valid as more are added. Not thread-safe.
class SourceSet {
 public:
  FileId add(SourceFile file);
  const SourceFile& file(FileId id) const { return files_[id]; }
  std::size_t size() const { return files_.size(); }
  std::string_view text(Span span) const { return file(span.file).bytes().substr(span.begin, span.size()); }
  /// The file with that path on disk, or `size()` when none is.
  FileId find_path(std::string_view path) const;

 private:
  std::deque<SourceFile> files_;
  std::unordered_map<std::string, FileId> by_path_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SOURCE_SOURCE_FILE_H_
