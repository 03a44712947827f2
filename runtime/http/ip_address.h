#ifndef QUIRE_RUNTIME_HTTP_IP_ADDRESS_H_
#define QUIRE_RUNTIME_HTTP_IP_ADDRESS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace quire::http {

/// An IPv4 or IPv6 address. An IPv4 address that is mapped into IPv6 (`::ffff:192.0.2.1`) is that
/// IPv4 address, because servers that listen on both see it in either form.
class IpAddress {
 public:
  /// Parses an address without brackets, zone or port. Returns nullopt if it is malformed; IPv4
  /// addresses have four decimal numbers without leading zeros.
  static std::optional<IpAddress> parse(std::string_view text);
  /// From its 4 or 16 octets in network order.
  static IpAddress of_v4(std::span<const std::uint8_t, 4> octets);
  static IpAddress of_v6(std::span<const std::uint8_t, 16> octets);

  bool is_v4() const;
  /// In the canonical form (RFC 5952), without brackets.
  std::string text() const;

  friend bool operator==(const IpAddress&, const IpAddress&) = default;

 private:
  friend class IpNetwork;
  /// IPv4 addresses are mapped.
  std::array<std::uint8_t, 16> octets_{};
};

/// Addresses with a common prefix, in CIDR notation: `10.0.0.0/8`, `2001:db8::/32`. A single address is
/// a network as well. Bits after the prefix are ignored: `127.0.0.1/8` is `127.0.0.0/8`.
class IpNetwork {
 public:
  /// Returns nullopt if the text is malformed.
  static std::optional<IpNetwork> parse(std::string_view text);
  bool contains(const IpAddress& address) const;

 private:
  IpAddress base_;
  /// The length of the prefix, of the mapped address.
  unsigned bits_ = 128;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_IP_ADDRESS_H_
