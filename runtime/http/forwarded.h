#ifndef QUIRE_RUNTIME_HTTP_FORWARDED_H_
#define QUIRE_RUNTIME_HTTP_FORWARDED_H_

#include "runtime/base/result.h"
#include "runtime/http/ip_address.h"
#include "runtime/http/limits.h"
#include "runtime/http/request_head.h"

#include <boost/describe/class.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace quire::http {

/// Which proxies are in front of this server, and what they are believed.
struct ProxySettings {
  /// Addresses and networks (`127.0.0.1`, `10.0.0.0/8`, `fd00::/8`), and `unix:` for clients of Unix sockets.
  std::vector<std::string> trusted;
  /// The family of fields that the proxies set: `x-forwarded` (X-Forwarded-For, -Proto, -Host, -Port)
  /// or `forwarded` (RFC 7239). Only one is believed, because a proxy that sets one usually passes
  /// on what a client sends as the other.
  std::string headers = "x-forwarded";

  friend bool operator==(const ProxySettings&, const ProxySettings&) = default;
};
BOOST_DESCRIBE_STRUCT(ProxySettings, (), (trusted, headers))

/// Where a request comes from and what it was sent to, as far as trusted proxies tell.
struct Origin {
  /// The client's address: canonical; or `unknown`, or an identifier such as `_gateway`, if a trusted
  /// proxy keeps it secret (RFC 7239 section 6); or `unix:`.
  std::string address;
  bool is_secure = false;
  /// What the client sent the request to, as in `Authority`. Empty, and -1, if no proxy tells: then
  /// the request's own Host field applies.
  std::string host;
  int port = -1;
};

/// One proxy's entry in a `Forwarded` field (RFC 7239 section 4), unquoted. Empty if not given.
struct ForwardedElement {
  std::string node;
  std::string host;
  std::string proto;
};

/// Appends the entries of a field value. Returns false if it is malformed: not the grammar of
/// RFC 7239, or a parameter given twice in an entry.
bool parse_forwarded(std::string_view value, std::vector<ForwardedElement>& into);

/// The address in a node of X-Forwarded-For or, if `is_rfc`, of `Forwarded`: without the port, and
/// canonical. Empty if it is malformed.
std::string address_of_node(std::string_view node, bool is_rfc);

/// Decides who is believed. Immutable, so any thread may use it.
class ProxyTrust {
 public:
  /// Trusts nobody.
  ProxyTrust() = default;
  /// Fails if an address or `headers` is malformed.
  static Result<ProxyTrust> parse(const ProxySettings& settings);

  bool trusts(std::string_view address) const;
  bool trusts_anyone() const { return trusts_unix_ || !networks_.empty(); }
  /// Sets `origin`, whose address is the peer's, by the fields of the request if the peer is
  /// trusted. The list of addresses is read from its end, past trusted ones, because anyone may
  /// have written its beginning; the first that is not trusted is the client. The other values are
  /// those of the same proxy, or of the next one that gives any.
  ///
  /// Refuses the request (400) if one of the values needed is malformed: guessing could turn a
  /// client into the proxy, which may have more rights.
  Refusal resolve(const RequestHead& head, Origin& origin) const;

 private:
  Refusal resolve_x_forwarded(const RequestHead& head, Origin& origin) const;
  Refusal resolve_forwarded(const RequestHead& head, Origin& origin) const;

  std::vector<IpNetwork> networks_;
  bool trusts_unix_ = false;
  bool is_rfc_ = false;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_FORWARDED_H_
