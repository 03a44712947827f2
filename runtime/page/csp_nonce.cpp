#include "runtime/page/csp_nonce.h"

#include <sys/random.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string_view>

namespace quire {

std::string new_csp_nonce() {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  unsigned char bits[16];
  // Up to 256 bytes are returned as a whole or not at all.
  while (::getrandom(bits, sizeof bits, 0) != static_cast<ssize_t>(sizeof bits))
    if (errno != EINTR)
      throw std::runtime_error(std::string("cannot get random numbers from the system: ") + std::strerror(errno));
  std::string text;
  unsigned pending = 0;
  int count = 0;
  for (const unsigned char byte : bits) {
    pending = pending << 8 | byte;
    for (count += 8; count >= 6; count -= 6) text += kDigits[pending >> (count - 6) & 63];
  }
  // 16 octets are 21 digits and 2 bits.
  text += kDigits[pending << (6 - count) & 63];
  return text + "==";
}

}  // namespace quire
