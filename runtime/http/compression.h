#ifndef QUIRE_RUNTIME_HTTP_COMPRESSION_H_
#define QUIRE_RUNTIME_HTTP_COMPRESSION_H_

#include "runtime/http/content_coding.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace quire::http {

/// What is compressed for clients that accept it, and how.
struct CompressionSettings {
  /// Static files without a compressed version beside them. Such versions are always used.
  bool files = true;
  /// Responses of pages. Off unless asked for: if a page prints both what somebody else may choose,
  /// such as a parameter, and a secret, such as a token, the size of the compressed response betrays
  /// the secret little by little (BREACH).
  bool pages = false;
  /// Less is not worth it. Octets.
  std::uint64_t min_size = 1024;
  /// Larger files are sent as they are, unless a compressed version is beside them. Octets.
  std::uint64_t max_size = std::uint64_t{8} * 1024 * 1024;
  /// How much memory compressed files may take. Octets.
  std::uint64_t cache = std::uint64_t{64} * 1024 * 1024;
  /// 1 to 9.
  int gzip_level = 6;
  /// 0 to 11; from 10 on, too slow for anything that is not kept.
  int brotli_level = 5;
  /// 1 to 19.
  int zstd_level = 3;
  /// Media types, without parameters; `text/*` stands for all that begin so. Images, audio and video
  /// are compressed already.
  std::vector<std::string> types = {"text/*",
                                    "application/javascript",
                                    "application/json",
                                    "application/ld+json",
                                    "application/manifest+json",
                                    "application/rss+xml",
                                    "application/atom+xml",
                                    "application/rtf",
                                    "application/wasm",
                                    "application/xhtml+xml",
                                    "application/xml",
                                    "application/xslt+xml",
                                    "application/yaml",
                                    "application/vnd.ms-fontobject",
                                    "font/otf",
                                    "font/ttf",
                                    "image/bmp",
                                    "image/svg+xml",
                                    "image/x-icon"};

  /// Whether content of that type, as in Content-Type, is compressed.
  bool takes(std::string_view type) const;
};

/// Compresses content piece by piece:
///
///     const auto compressor = Compressor::create(ContentCoding::kGzip, settings);
///     compressor->append("<p>", Compressor::Until::kMore, out);
///     compressor->append("text", Compressor::Until::kEnd, out);
///
/// Memory stays below 5 MB each, whatever the length. Not thread-safe.
class Compressor {
 public:
  enum class Until : unsigned char {
    /// The encoder may keep what it has read for better compression.
    kMore,
    /// The client can decode everything so far.
    kNow,
    /// Nothing follows.
    kEnd,
  };

  /// Not for `kIdentity`. Throws `std::bad_alloc`.
  static std::unique_ptr<Compressor> create(ContentCoding coding, const CompressionSettings& settings);

  virtual ~Compressor() = default;
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;
  /// Appends what is encoded of `bytes` to `out`.
  virtual void append(std::string_view bytes, Until until, std::string& out) = 0;

 protected:
  Compressor() = default;
};

/// The whole content compressed.
std::string compress(ContentCoding coding, const CompressionSettings& settings, std::string_view bytes);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_COMPRESSION_H_
