#include "runtime/session/session_id.h"

#include "runtime/base/ascii.h"

#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace quire {

namespace {

constexpr std::size_t kDigits = 32;
constexpr std::size_t kMaxSuffix = 128;
constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_suffix(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() > kMaxSuffix || (text.front() != '-' && text.front() != '.')) return false;
  return std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; });
}

}  // namespace

RandomOctets random_octets() {
  RandomOctets octets;
  // Requests of up to 256 bytes are never filled partially.
  while (::getrandom(octets.data(), octets.size(), 0) != static_cast<ssize_t>(octets.size()))
    if (errno != EINTR)
      throw std::runtime_error(std::string("cannot get random numbers from the system: ") + std::strerror(errno));
  return octets;
}

std::string new_session_id() {
  std::string id;
  for (const unsigned char byte : random_octets()) {
    id += kHex[byte >> 4];
    id += kHex[byte & 15];
  }
  return id;
}

std::string_view parse_session_id(std::string_view cookie) {
  if (cookie.size() < kDigits) return {};
  const std::string_view id = cookie.substr(0, kDigits);
  if (id.find_first_not_of(kHex) != std::string_view::npos || !is_suffix(cookie.substr(kDigits))) return {};
  return id;
}

}  // namespace quire
