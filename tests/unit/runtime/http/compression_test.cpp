#include "runtime/http/compression.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>
#include <catch2/catch.hpp>

#include <string>

namespace quire::http {
namespace {

std::string decoded(ContentCoding coding, const std::string& bytes, std::size_t size) {
  std::string text(size + 1, '\0');
  std::size_t got = 0;
  switch (coding) {
    case ContentCoding::kGzip: {
      z_stream stream{};
      REQUIRE(inflateInit2(&stream, MAX_WBITS + 16) == Z_OK);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
      stream.avail_in = static_cast<uInt>(bytes.size());
      stream.next_out = reinterpret_cast<Bytef*>(text.data());
      stream.avail_out = static_cast<uInt>(text.size());
      inflate(&stream, Z_SYNC_FLUSH);
      got = stream.total_out;
      inflateEnd(&stream);
      break;
    }
    case ContentCoding::kBrotli: {
      BrotliDecoderState* state = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
      std::size_t left = bytes.size();
      std::size_t room = text.size();
      const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
      auto* out = reinterpret_cast<std::uint8_t*>(text.data());
      BrotliDecoderDecompressStream(state, &left, &next, &room, &out, &got);
      BrotliDecoderDestroyInstance(state);
      break;
    }
    case ContentCoding::kZstd: {
      ZSTD_DCtx* context = ZSTD_createDCtx();
      ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
      ZSTD_outBuffer output{text.data(), text.size(), 0};
      ZSTD_decompressStream(context, &output, &input);
      got = output.pos;
      ZSTD_freeDCtx(context);
      break;
    }
    case ContentCoding::kIdentity:
      break;
  }
  text.resize(got);
  return text;
}

constexpr ContentCoding kAll[] = {ContentCoding::kBrotli, ContentCoding::kZstd, ContentCoding::kGzip};

TEST_CASE("what is compressed at once is decoded") {
  const std::string text = [] {
    std::string lines;
    for (int line = 0; line < 5'000; ++line) lines += "line " + std::to_string(line * 7919) + "\n";
    return lines;
  }();
  for (const ContentCoding coding : kAll) {
    CAPTURE(name_of(coding));
    const std::string bytes = compress(coding, {}, text);
    CHECK(bytes.size() < text.size() / 2);
    CHECK(decoded(coding, bytes, text.size()) == text);
    CHECK(decoded(coding, compress(coding, {}, ""), 0).empty());
  }
}

TEST_CASE("what was flushed can be decoded before the end") {
  for (const ContentCoding coding : kAll) {
    CAPTURE(name_of(coding));
    const auto compressor = Compressor::create(coding, {});
    std::string out;
    compressor->append("first ", Compressor::Until::kMore, out);
    compressor->append("second ", Compressor::Until::kNow, out);
    CHECK(decoded(coding, out, 100) == "first second ");
    compressor->append("", Compressor::Until::kNow, out);
    compressor->append("third", Compressor::Until::kMore, out);
    compressor->append("", Compressor::Until::kEnd, out);
    CHECK(decoded(coding, out, 100) == "first second third");
  }
}

TEST_CASE("which types are compressed") {
  const CompressionSettings settings;
  for (const char* type :
       {"text/html;charset=UTF-8", "text/plain", "TEXT/X", "application/json ; a=b", "image/svg+xml"})
    CHECK(settings.takes(type));
  for (const char* type : {"", "image/png", "application/zip", "application/jsonp", "textual/x", "video/mp4"})
    CHECK_FALSE(settings.takes(type));
}

}  // namespace
}  // namespace quire::http
