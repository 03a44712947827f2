#include "runtime/base/content_hash.h"

// The library is compiled into this file only.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <random>

namespace quire {

namespace {

std::string digits_of(XXH64_hash_t hash) {
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(hash >> shift) & 0xF];
  return digits;
}

}  // namespace

std::string content_hash(std::string_view bytes) { return digits_of(XXH3_64bits(bytes.data(), bytes.size())); }

std::string content_hash(std::initializer_list<std::string_view> parts) {
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  for (const std::string_view part : parts) XXH3_64bits_update(&state, part.data(), part.size());
  return digits_of(XXH3_64bits_digest(&state));
}

std::string unique_name() {
  std::random_device random;
  return digits_of((XXH64_hash_t{random()} << 32) | random());
}

}  // namespace quire
