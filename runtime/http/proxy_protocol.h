#ifndef QUIRE_RUNTIME_HTTP_PROXY_PROTOCOL_H_
#define QUIRE_RUNTIME_HTTP_PROXY_PROTOCOL_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace quire::http {

/// What a proxy says about a connection before its first octet (the PROXY protocol, versions 1 and 2,
/// https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt).
struct ProxyHeader {
  enum class State : unsigned char { kNeedMore, kComplete, kRefused };
  struct End {
    /// Canonical, without brackets.
    std::string address;
    std::uint16_t port = 0;
  };

  State state = State::kNeedMore;
  /// The size of the header in octets.
  std::size_t length = 0;
  /// The proxy's own connection, such as a health check, or one whose ends it does not know: the
  /// ends are then those of the socket.
  bool is_local = false;
  End source;
  End destination;
  /// The client uses TLS, which the proxy ends.
  bool is_secure = false;
};

/// A header may be this long: version 2 allows extensions of 64 KB, of which proxies use a few hundred.
inline constexpr std::size_t kMaxProxyHeader = 4096;

/// Reads the header at the beginning of `input`. It is refused as soon as the octets cannot become a
/// valid one.
ProxyHeader read_proxy_header(std::string_view input);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_PROXY_PROTOCOL_H_
