// What a memcached sends is read or refused: the line of an answer, and an item, which is then written again in the
// same bytes.
#include "runtime/session/memcached/meta_answer.h"
#include "runtime/session/memcached/session_item.h"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

using namespace quire;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kLimit = 1 << 16;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  static_cast<void>(parse_meta_answer(input));
  static_cast<void>(parse_dumped_key(input));
  try {
    const SessionItem item = decode_item(input, kLimit);
    const std::string bytes = encode_item(item, 0);
    if (encode_item(decode_item(bytes, kLimit), 0) != bytes) std::abort();
  } catch (const std::runtime_error&) {
    // Refused.
  }
  return 0;
}
