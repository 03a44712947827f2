#ifndef QUIRE_RUNTIME_SESSION_STORE_ADDRESS_H_
#define QUIRE_RUNTIME_SESSION_STORE_ADDRESS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// Where a server that keeps sessions listens.
struct StoreAddress {
  /// A name, or an IP address without brackets.
  std::string host;
  std::uint16_t port = 0;
  /// The absolute path of a Unix socket, instead of host and port.
  std::string unix_path;

  std::string text() const;
  friend bool operator==(const StoreAddress&, const StoreAddress&) = default;
};

/// Reads `host`, `host:port`, `[::1]:port` or `/path/of.socket`; nullopt if it is none of these.
std::optional<StoreAddress> parse_store_address(std::string_view text, std::uint16_t default_port);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_STORE_ADDRESS_H_
