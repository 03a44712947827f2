#ifndef QUIRE_COMPILER_SOURCE_ENCODING_H_
#define QUIRE_COMPILER_SOURCE_ENCODING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire::compiler {

/// A file's text in UTF-8, whatever it was stored in.
struct DecodedFile {
  std::string text;
  /// What it was stored in, and the bytes; empty for UTF-8.
  std::string encoding = {};
  std::string stored = {};
  /// The first place in `text` where the file holds no character of its
  /// encoding; U+FFFD stands there.
  std::optional<std::uint32_t> undecodable = {};
};

/// Reads a page's encoding (Jakarta Server Pages 4.1): its byte order mark, of
/// UTF-8 or UTF-16, else `pageEncoding` of a page or tag directive, else UTF-8.
/// An encoding that the system does not know, or in which the directive itself
/// could not be read, leaves the bytes as they are.
DecodedFile decode_file(std::string bytes);

/// Whether the system knows the encoding, and a directive can name it: its
/// ASCII is ASCII.
bool is_page_encoding(const std::string& name);

/// Whether two names mean one encoding, as far as `-`, `_` and case differ.
bool is_same_encoding(std::string_view a, std::string_view b);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SOURCE_ENCODING_H_
