#include <quire/response.h>

#include "runtime/api/random.h"

namespace quire {

std::string new_csp_nonce() {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  unsigned pending = 0;
  int count = 0;
  for (const unsigned char byte : random_128()) {
    pending = pending << 8 | byte;
    for (count += 8; count >= 6; count -= 6) text += kDigits[pending >> (count - 6) & 63];
  }
  // 16 octets are 21 digits and 2 bits.
  text += kDigits[pending << (6 - count) & 63];
  return text + "==";
}

}  // namespace quire
