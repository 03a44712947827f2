#include "runtime/session/store_address.h"

#include "runtime/http/authority.h"

namespace quire {

namespace {

/// As in unix(7).
constexpr std::size_t kLongestPath = 107;

}  // namespace

std::string StoreAddress::text() const {
  if (!unix_path.empty()) return unix_path;
  const bool needs_brackets = host.find(':') != std::string::npos;
  return (needs_brackets ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::optional<StoreAddress> parse_store_address(std::string_view text, std::uint16_t default_port) {
  StoreAddress address;
  if (text.starts_with('/')) {
    if (text.size() > kLongestPath || text.find('\0') != std::string_view::npos) return std::nullopt;
    address.unix_path = text;
    return address;
  }
  const std::optional<http::Authority> authority = http::parse_authority(text);
  if (!authority || authority->host.empty() || authority->port == 0) return std::nullopt;
  std::string_view host = authority->host;
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  address.host = host;
  address.port = authority->port < 0 ? default_port : static_cast<std::uint16_t>(authority->port);
  return address;
}

}  // namespace quire
