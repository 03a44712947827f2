#include "runtime/session/redis/redis_value.h"

#include "runtime/session/value_bytes.h"

#include <zstd.h>

#include <stdexcept>

namespace quire {

namespace {

constexpr char kPlain = 1;
constexpr char kCompressed = 2;
/// Requests wait for it.
constexpr int kLevel = 1;

}  // namespace

std::string encode_redis_value(const Stored& stored, std::size_t compress_from) {
  ByteWriter writer(kPlain);
  writer.add(stored);
  std::string plain = writer.take();
  if (compress_from == 0 || plain.size() - 1 <= compress_from) return plain;
  std::string compressed(1 + ::ZSTD_compressBound(plain.size() - 1), kCompressed);
  const std::size_t size =
      ::ZSTD_compress(compressed.data() + 1, compressed.size() - 1, plain.data() + 1, plain.size() - 1, kLevel);
  if (::ZSTD_isError(size) != 0 || 1 + size >= plain.size()) return plain;
  compressed.resize(1 + size);
  compressed.shrink_to_fit();
  return compressed;
}

Stored decode_redis_value(std::string_view bytes, std::size_t most) {
  if (bytes.empty()) throw std::runtime_error("the bytes of an attribute are missing");
  const char form = bytes.front();
  bytes.remove_prefix(1);
  if (form == kPlain) return ByteReader(bytes).stored();
  if (form != kCompressed) throw std::runtime_error("an attribute has an unknown form");
  const unsigned long long size = ::ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR)
    throw std::runtime_error("the compressed bytes of an attribute are damaged");
  if (size > most) throw std::runtime_error("an attribute would have " + std::to_string(size) + " bytes");
  std::string plain(size, '\0');
  if (::ZSTD_decompress(plain.data(), plain.size(), bytes.data(), bytes.size()) != size)
    throw std::runtime_error("the compressed bytes of an attribute are damaged");
  return ByteReader(plain).stored();
}

}  // namespace quire
