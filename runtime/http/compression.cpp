#include "runtime/http/compression.h"

#include "runtime/base/check.h"
#include "runtime/http/characters.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>

namespace quire::http {
namespace {

/// Output is collected in steps of this size.
constexpr std::size_t kStep = 16 * 1024;
/// Of brotli and zstd, as a power of two: half a megabyte holds most pages and files whole, and keeps
/// the memory of an encoder small.
constexpr int kWindow = 19;

class GzipCompressor final : public Compressor {
 public:
  explicit GzipCompressor(int level) {
    constexpr int kGzip = MAX_WBITS + 16;
    constexpr int kMemory = 8;
    if (::deflateInit2(&stream_, level, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) throw std::bad_alloc();
  }
  ~GzipCompressor() override { ::deflateEnd(&stream_); }

  void append(std::string_view bytes, Until until, std::string& out) override {
    const int flush = until == Until::kEnd ? Z_FINISH : until == Until::kNow ? Z_SYNC_FLUSH : Z_NO_FLUSH;
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    do {
      const std::string_view piece = bytes.substr(0, kMost);
      bytes.remove_prefix(piece.size());
      take(piece, bytes.empty() ? flush : Z_NO_FLUSH, out);
    } while (!bytes.empty());
  }

 private:
  void take(std::string_view piece, int flush, std::string& out) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream_.avail_in = static_cast<uInt>(piece.size());
    do {
      std::array<char, kStep> step;
      stream_.next_out = reinterpret_cast<Bytef*>(step.data());
      stream_.avail_out = static_cast<uInt>(step.size());
      const int result = ::deflate(&stream_, flush);
      QUIRE_CHECK(result != Z_STREAM_ERROR, "a gzip stream is ended once");
      out.append(step.data(), step.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  z_stream stream_{};
};

class BrotliCompressor final : public Compressor {
 public:
  explicit BrotliCompressor(int level) : state_(::BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (state_ == nullptr) throw std::bad_alloc();
    ::BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, static_cast<std::uint32_t>(level));
    ::BrotliEncoderSetParameter(state_, BROTLI_PARAM_LGWIN, kWindow);
  }
  ~BrotliCompressor() override { ::BrotliEncoderDestroyInstance(state_); }

  void append(std::string_view bytes, Until until, std::string& out) override {
    const auto operation = until == Until::kEnd   ? BROTLI_OPERATION_FINISH
                           : until == Until::kNow ? BROTLI_OPERATION_FLUSH
                                                  : BROTLI_OPERATION_PROCESS;
    std::size_t left = bytes.size();
    const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
    do {
      std::size_t room = 0;
      if (::BrotliEncoderCompressStream(state_, operation, &left, &next, &room, nullptr, nullptr) == BROTLI_FALSE)
        throw std::bad_alloc();
      std::size_t size = 0;
      const auto* made = ::BrotliEncoderTakeOutput(state_, &size);
      out.append(reinterpret_cast<const char*>(made), size);
    } while (left > 0 || ::BrotliEncoderHasMoreOutput(state_) == BROTLI_TRUE);
  }

 private:
  BrotliEncoderState* const state_;
};

class ZstdCompressor final : public Compressor {
 public:
  explicit ZstdCompressor(int level) : context_(::ZSTD_createCCtx()) {
    if (context_ == nullptr) throw std::bad_alloc();
    ::ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, level);
    ::ZSTD_CCtx_setParameter(context_, ZSTD_c_windowLog, kWindow);
  }
  ~ZstdCompressor() override { ::ZSTD_freeCCtx(context_); }

  void append(std::string_view bytes, Until until, std::string& out) override {
    const auto operation = until == Until::kEnd ? ZSTD_e_end : until == Until::kNow ? ZSTD_e_flush : ZSTD_e_continue;
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    std::size_t left = 0;
    do {
      std::array<char, kStep> step;
      ZSTD_outBuffer output{step.data(), step.size(), 0};
      left = ::ZSTD_compressStream2(context_, &output, &input, operation);
      if (::ZSTD_isError(left) != 0) throw std::bad_alloc();
      out.append(step.data(), output.pos);
    } while (operation == ZSTD_e_continue ? input.pos < input.size : left > 0);
  }

 private:
  ZSTD_CCtx* const context_;
};

}  // namespace

bool CompressionSettings::takes(std::string_view type) const {
  const std::string_view name = trim(type.substr(0, type.find(';')));
  return std::ranges::any_of(types, [&](std::string_view one) {
    if (!one.ends_with("/*")) return equals_ignoring_case(name, one);
    one.remove_suffix(1);
    return equals_ignoring_case(name.substr(0, one.size()), one);
  });
}

std::unique_ptr<Compressor> Compressor::create(ContentCoding coding, const CompressionSettings& settings) {
  switch (coding) {
    case ContentCoding::kBrotli:
      return std::make_unique<BrotliCompressor>(settings.brotli_level);
    case ContentCoding::kZstd:
      return std::make_unique<ZstdCompressor>(settings.zstd_level);
    case ContentCoding::kGzip:
      return std::make_unique<GzipCompressor>(settings.gzip_level);
    case ContentCoding::kIdentity:
      break;
  }
  QUIRE_CHECK(false, "identity needs no compressor");
  return nullptr;
}

std::string compress(ContentCoding coding, const CompressionSettings& settings, std::string_view bytes) {
  std::string out;
  Compressor::create(coding, settings)->append(bytes, Compressor::Until::kEnd, out);
  return out;
}

}  // namespace quire::http
