#include "compiler/source/source_file.h"

#include "runtime/base/utf8.h"

#include <algorithm>
#include <cstring>

namespace quire::compiler {

SourceFile::SourceFile(std::string name, std::string path, std::string bytes, std::int64_t modified)
    : name_(std::move(name)), path_(std::move(path)), modified_(modified) {
  set_text(decode_marked(std::move(bytes)));
}

void SourceFile::decode(const std::string& encoding) {
  if (encoding.empty() || !encoding_.empty() || bytes_.starts_with(kByteOrderMark)) return;
  set_text(decode_declared(std::move(bytes_), encoding));
}

void SourceFile::set_text(DecodedFile decoded) {
  encoding_ = std::move(decoded.encoding);
  undecodable_ = decoded.undecodable;
  bytes_ = std::move(decoded.text);
  stored_bytes_ = std::move(decoded.stored);
  line_starts_.clear();
  // A byte order mark does not count as a column: the first line starts after it.
  line_starts_.push_back(bytes_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  const char* const begin = bytes_.data();
  const char* const end = begin + bytes_.size();
  for (const char* at = begin; at != end;) {
    const void* feed = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    if (feed == nullptr) break;
    at = static_cast<const char*>(feed) + 1;
    line_starts_.push_back(static_cast<std::uint32_t>(at - begin));
  }
}

LineColumn SourceFile::line_column(std::uint32_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  if (after == line_starts_.begin()) return {1, 1};
  return {static_cast<std::uint32_t>(after - line_starts_.begin()), offset - *(after - 1) + 1};
}

std::string_view SourceFile::line(std::uint32_t line) const {
  if (line == 0 || line > line_count()) return {};
  const std::uint32_t begin = line_starts_[line - 1];
  const std::size_t end = line < line_count() ? line_starts_[line] : bytes_.size();
  std::string_view text = std::string_view(bytes_).substr(begin, end - begin);
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

FileId SourceSet::add(SourceFile file) {
  const auto id = static_cast<FileId>(files_.size());
  if (!file.path().empty()) by_path_.emplace(file.path(), id);
  files_.push_back(std::move(file));
  return id;
}

FileId SourceSet::find_path(std::string_view path) const {
  const auto found = by_path_.find(std::string(path));
  return found == by_path_.end() ? static_cast<FileId>(files_.size()) : found->second;
}

}  // namespace quire::compiler
