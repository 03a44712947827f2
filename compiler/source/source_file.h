#ifndef QUIRE_COMPILER_SOURCE_SOURCE_FILE_H_
#define QUIRE_COMPILER_SOURCE_SOURCE_FILE_H_

#include "compiler/source/encoding.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace quire::compiler {

/// Index of a file in a `SourceSet`; the page itself is always 0.
using FileId = std::uint32_t;

/// Bytes `begin` to `end` (exclusive) of a file. Lines and columns are computed only for output.
struct Span {
  FileId file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// A position for people: 1-based, the column in bytes.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// A file's text, and a table that maps offsets to lines.
class SourceFile {
 public:
  /// `bytes` are as stored; UTF-16 after a byte order mark is decoded. `name` is shown in diagnostics; `path` is the
  /// file on disk, or empty; `modified` is the file's time in nanoseconds since 1970 when it was read, or 0 if the
  /// bytes do not come from the file.
  SourceFile(std::string name, std::string path, std::string bytes, std::int64_t modified = 0);

  /// Decodes the text by the encoding that the file declares (see `encoding.h`), unless a
  /// byte order mark has decided. Before that, `bytes()` are as stored; afterwards, earlier
  /// views of them are invalid.
  void decode(const std::string& encoding);

  const std::string& name() const { return name_; }
  const std::string& path() const { return path_; }
  /// In UTF-8, unless the file is not valid UTF-8 and declares no encoding.
  std::string_view bytes() const { return bytes_; }
  /// As on disk.
  std::string_view stored_bytes() const { return encoding_.empty() ? bytes_ : stored_bytes_; }
  /// The encoding of the file; empty for UTF-8.
  const std::string& encoding() const { return encoding_; }
  /// The offset in `bytes()` of the first character that is invalid in its encoding.
  std::optional<std::uint32_t> undecodable() const { return undecodable_; }
  std::int64_t modified() const { return modified_; }
  /// `offset` may be the end of the file.
  LineColumn line_column(std::uint32_t offset) const;
  /// The line's text without LF or CR LF; `line` is 1-based.
  std::string_view line(std::uint32_t line) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }

 private:
  void set_text(DecodedFile decoded);

  std::string name_;
  std::string path_;
  std::string bytes_;
  std::string encoding_;
  std::optional<std::uint32_t> undecodable_;
  /// Set only if different.
  std::string stored_bytes_;
  std::int64_t modified_ = 0;
  std::vector<std::uint32_t> line_starts_;
};

/// All files read for the translation of one page. References to files stay valid when more
/// are added. Not thread-safe.
class SourceSet {
 public:
  FileId add(SourceFile file);
  /// See `SourceFile::decode`.
  void decode(FileId id, const std::string& encoding) { files_[id].decode(encoding); }
  const SourceFile& file(FileId id) const { return files_[id]; }
  std::size_t size() const { return files_.size(); }
  std::string_view text(Span span) const { return file(span.file).bytes().substr(span.begin, span.size()); }
  /// The file with that path on disk, or `size()` if there is none.
  FileId find_path(std::string_view path) const;

 private:
  std::deque<SourceFile> files_;
  std::unordered_map<std::string, FileId> by_path_;
};

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SOURCE_SOURCE_FILE_H_
