#ifndef QUIRE_COMPILER_SOURCE_ENCODING_H_
#define QUIRE_COMPILER_SOURCE_ENCODING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// A file's text in UTF-8, whatever its encoding was.
struct DecodedFile {
  std::string text;
  /// The original encoding and bytes; empty for UTF-8.
  std::string encoding = {};
  std::string stored = {};
  /// The first place in `text` where the file has bytes that are invalid in its encoding;
  /// they are replaced by U+FFFD.
  std::optional<std::uint32_t> undecodable = {};
};

/// Decodes a file that begins with a byte order mark of UTF-16, or with an XML declaration in it; other bytes are left
/// as they are.
DecodedFile decode_marked(std::string bytes);

/// Decodes a file by the encoding that it declares. If the system does not know the
/// encoding, or the declaration itself is unreadable in it, the bytes are left as they are.
DecodedFile decode_declared(std::string bytes, const std::string& encoding);

/// Whether the system knows the encoding and it is a superset of ASCII, so that a directive can name it.
bool is_page_encoding(const std::string& name);

/// Whether two names differ only in `-`, `_` and case.
bool is_same_encoding(std::string_view a, std::string_view b);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SOURCE_ENCODING_H_
