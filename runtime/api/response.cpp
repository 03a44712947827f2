#include <quire/response.h>

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace quire {

std::string new_csp_nonce() {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<unsigned char, 16> octets;
  // Requests of up to 256 bytes are never filled partially.
  while (::getrandom(octets.data(), octets.size(), 0) != static_cast<ssize_t>(octets.size()))
    if (errno != EINTR)
      throw std::runtime_error(std::string("cannot get random numbers from the system: ") + std::strerror(errno));
  std::string text;
  unsigned pending = 0;
  int count = 0;
  for (const unsigned char byte : octets) {
    pending = pending << 8 | byte;
    for (count += 8; count >= 6; count -= 6) text += kDigits[pending >> (count - 6) & 63];
  }
  // 16 octets are 21 digits and 2 bits.
  text += kDigits[pending << (6 - count) & 63];
  return text + "==";
}

}  // namespace quire
