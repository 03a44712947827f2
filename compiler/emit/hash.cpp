#include "compiler/emit/hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace quire::compiler {

std::string content_hash(std::string_view bytes) {
  const XXH64_hash_t hash = XXH3_64bits(bytes.data(), bytes.size());
  std::string result;
  for (int shift = 60; shift >= 0; shift -= 4) result += "0123456789abcdef"[(hash >> shift) & 0xF];
  return result;
}

}  // namespace quire::compiler
