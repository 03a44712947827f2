#include "runtime/http/ip_address.h"

#include "runtime/http/characters.h"

#include <arpa/inet.h>
#include <algorithm>
#include <cstring>

namespace quire::http {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned kMappedBits = 96;

/// The length of a prefix, up to `most`.
std::optional<unsigned> parse_bits(std::string_view text, unsigned most) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  unsigned bits = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    bits = bits * 10 + static_cast<unsigned>(c - '0');
  }
  return bits <= most ? std::optional(bits) : std::nullopt;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  char terminated[INET6_ADDRSTRLEN + 1];
  if (text.empty() || text.size() >= sizeof terminated || text.find('\0') != text.npos) return std::nullopt;
  std::memcpy(terminated, text.data(), text.size());
  terminated[text.size()] = '\0';
  std::array<std::uint8_t, 16> octets{};
  if (text.find(':') == text.npos) {
    if (inet_pton(AF_INET, terminated, octets.data()) != 1) return std::nullopt;
    return of_v4(std::span<const std::uint8_t, 4>(octets.data(), 4));
  }
  if (inet_pton(AF_INET6, terminated, octets.data()) != 1) return std::nullopt;
  return of_v6(octets);
}

IpAddress IpAddress::of_v4(std::span<const std::uint8_t, 4> octets) {
  IpAddress address;
  std::ranges::copy(kMapped, address.octets_.begin());
  std::ranges::copy(octets, address.octets_.begin() + kMapped.size());
  return address;
}

IpAddress IpAddress::of_v6(std::span<const std::uint8_t, 16> octets) {
  IpAddress address;
  std::ranges::copy(octets, address.octets_.begin());
  return address;
}

bool IpAddress::is_v4() const { return std::equal(kMapped.begin(), kMapped.end(), octets_.begin()); }

std::string IpAddress::text() const {
  char text[INET6_ADDRSTRLEN] = "";
  if (is_v4()) inet_ntop(AF_INET, octets_.data() + kMapped.size(), text, sizeof text);
  else inet_ntop(AF_INET6, octets_.data(), text, sizeof text);
  return text;
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::optional<IpAddress> base = IpAddress::parse(text.substr(0, slash));
  if (!base) return std::nullopt;
  IpNetwork network;
  network.base_ = *base;
  if (slash == text.npos) return network;
  // `::ffff:10.0.0.0/104` counts all 128 bits.
  const bool is_short = base->is_v4() && text.find(':') == text.npos;
  const std::optional<unsigned> bits = parse_bits(text.substr(slash + 1), is_short ? 32 : 128);
  if (!bits) return std::nullopt;
  network.bits_ = is_short ? kMappedBits + *bits : *bits;
  return network;
}

bool IpNetwork::contains(const IpAddress& address) const {
  // `::/0` means all of IPv6, not mapped IPv4 addresses as well.
  if (bits_ < kMappedBits && address.is_v4()) return false;
  const std::size_t whole = bits_ / 8;
  if (!std::equal(base_.octets_.begin(), base_.octets_.begin() + static_cast<std::ptrdiff_t>(whole),
                  address.octets_.begin()))
    return false;
  const unsigned rest = bits_ % 8;
  if (rest == 0) return true;
  const auto differing = static_cast<unsigned>(base_.octets_[whole] ^ address.octets_[whole]);
  return differing >> (8 - rest) == 0;
}

}  // namespace quire::http
