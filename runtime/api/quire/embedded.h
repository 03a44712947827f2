#ifndef QUIRE_EMBEDDED_H_
#define QUIRE_EMBEDDED_H_

#include <quire/abi.h>

#include <cstdint>
#include <span>
#include <string_view>

/// A site as constant data of a program: what `pagec generate` writes, and what
/// a server that is linked with it reads. Nothing here is made at run time, so
/// that a program with a thousand pages starts as fast as one with none.

namespace quire {

/// Where an element of a page stands: which of the page's files, line and
/// column, both from 1.
struct EmbeddedPlace {
  std::uint32_t file;
  std::uint32_t line;
  std::uint32_t column;
};

struct EmbeddedPage {
  /// Its texts are constants of its code: `text_count` is 0, and `render` is
  /// given no table.
  PageEntry entry;
  std::string_view content_type;
  /// 16 hexadecimal digits: equal for equal code, texts and type.
  std::string_view version;
  /// Bytes of all texts together: the least that a page without branches writes.
  std::uint32_t text_bytes;
  /// What `Frame::at` stores → where that element stands, and the names of the
  /// files that places number.
  std::span<const EmbeddedPlace> places;
  std::span<const std::string_view> files;
};

/// A static file. Where an encoding would not make it smaller, its bytes are empty.
struct EmbeddedFile {
  /// As in `/css/style.css`.
  std::string_view path;
  /// Of the content: 16 hexadecimal digits (XXH3).
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
  /// As the build system calls it.
  std::string_view name;
  /// In the order of their paths.
  std::span<const EmbeddedPage* const> pages;
  /// In the order of their paths.
  std::span<const EmbeddedFile> files;
  /// The text of WEB-INF/web.toml; empty for none.
  std::string_view settings;
};

}  // namespace quire

#endif  // QUIRE_EMBEDDED_H_
