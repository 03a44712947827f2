#ifndef QUIRE_EMBEDDED_H_
#define QUIRE_EMBEDDED_H_

#include <quire/abi.h>

#include <cstdint>
#include <span>
#include <string_view>

/// A site as constant data in a program: written by `pagec generate`, and read by a server that is
/// linked with it. Nothing here is constructed at run time, so that a program with a thousand pages
/// starts as fast as one with none.

namespace quire {

/// The place of an element of a page: the index of one of the page's files, and the line and
/// column, both from 1.
struct EmbeddedPlace {
  std::uint32_t file;
  std::uint32_t line;
  std::uint32_t column;
};

struct EmbeddedPage {
  /// The texts are constants in the code: `text_count` is 0, and `render` gets no table.
  PageEntry entry;
  std::string_view content_type;
  /// 16 hexadecimal digits: equal for equal code, texts and type.
  std::string_view version;
  /// The total size of all texts in bytes: the least that a page without branches writes.
  std::uint32_t text_bytes;
  /// The place of each element, by the number that `Frame::at` stores, and the names of the files
  /// to which the places refer.
  std::span<const EmbeddedPlace> places;
  std::span<const std::string_view> files;
};

/// A static file. If an encoding would not make it smaller, the bytes for it are empty.
struct EmbeddedFile {
  /// For example `/css/style.css`.
  std::string_view path;
  /// The hash of the content: 16 hexadecimal digits (XXH3).
  std::string_view hash;
  std::string_view plain;
  /// RFC 1952, RFC 7932, RFC 8878.
  std::string_view gzip;
  std::string_view brotli;
  std::string_view zstd;
};

struct EmbeddedSite {
  /// `kAbiStamp` of the headers that the site was compiled with.
  const char* abi;
  /// The name of the site in the build system.
  std::string_view name;
  /// Sorted by path.
  std::span<const EmbeddedPage* const> pages;
  /// Sorted by path.
  std::span<const EmbeddedFile> files;
  /// The text of WEB-INF/web.toml; empty if there is none.
  std::string_view settings;
};

}  // namespace quire

#endif  // QUIRE_EMBEDDED_H_
