#include "tools/pagec/generate/static_files.h"

#include "runtime/base/content_hash.h"
#include "runtime/base/file.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>
#include <boost/filesystem.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace quire::pagec {

namespace {

namespace fs = boost::filesystem;

/// Compressing smaller files does not outweigh the additional header fields.
constexpr std::size_t kSmallest = 256;
/// Files that are compressed already.
constexpr std::array<std::string_view, 18> kCompressed = {".png",  ".jpg",   ".jpeg", ".gif", ".webp", ".avif",
                                                          ".woff", ".woff2", ".zip",  ".gz",  ".br",   ".zst",
                                                          ".mp3",  ".mp4",   ".webm", ".ogg", ".7z",   ".xz"};

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, 9, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(done ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

std::string brotli(std::string_view bytes) {
  std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string out(size, '\0');
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const bool done = BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_MAX_WINDOW_BITS, BROTLI_MODE_TEXT, bytes.size(),
                                          in, &size, reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE;
  out.resize(done ? size : 0);
  return out;
}

std::string zstd(std::string_view bytes) {
  constexpr int kLevel = 19;
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kLevel);
  out.resize(ZSTD_isError(size) != 0 ? 0 : size);
  return out;
}

/// The encoded content, taken from `cache` or added to it.
std::string encoded(const StaticFile& file, const std::string& cache, const char* extension,
                    std::string (*encode)(std::string_view)) {
  const std::string kept = cache + "/" + file.hash + extension;
  Result<std::string> bytes = read_file(kept);
  if (!bytes) {
    bytes = encode(file.plain);
    write_file(kept, *bytes);
  }
  return bytes->size() < file.plain.size() ? *std::move(bytes) : std::string();
}

}  // namespace

StaticFile encode_static_file(const std::string& path, const std::string& source, const std::string& cache) {
  Result<std::string> bytes = read_file(source);
  if (!bytes) throw std::runtime_error("cannot read " + source);
  StaticFile file{path, content_hash(*bytes), *std::move(bytes), {}, {}, {}};
  const bool is_compressed = std::ranges::find(kCompressed, fs::path(path).extension().string()) != kCompressed.end();
  if (is_compressed || file.plain.size() < kSmallest) return file;
  file.gzip = encoded(file, cache, ".gz", gzip);
  file.brotli = encoded(file, cache, ".br", brotli);
  file.zstd = encoded(file, cache, ".zst", zstd);
  return file;
}

}  // namespace quire::pagec
