#ifndef QUIRE_RUNTIME_PROTOCOL_SITE_URL_H_
#define QUIRE_RUNTIME_PROTOCOL_SITE_URL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// The URL of something at another site, in parts (RFC 3986), for the list of sites that pages may import from: only
/// parts are compared, and what is requested is written from them, so that nobody else reads the URL in another way.
///
///     const auto list = SiteUrl::parse("https://api.example.com/v1/", why);
///     const auto url = SiteUrl::parse("HTTPS://api.example.com:443/v1/fruits?sort=name", why);
///     list->covers(*url);  // true
struct SiteUrl {
  static constexpr std::size_t kLongest = 8000;

  /// Refuses all that programs read in different ways: another scheme than http and https, names and passwords, hosts
  /// that are not ASCII (IDNA), backslashes, control characters, and paths that lead upwards, encoded or not. Other
  /// characters that a URL cannot have are encoded; a fragment is dropped. `why` is then a clause such as "its host is
  /// not valid".
  static std::optional<SiteUrl> parse(std::string_view text, std::string& why);

  /// Whether `url` is at the same scheme, host and port, and at this path or below it.
  bool covers(const SiteUrl& url) const;
  /// Without the port if it is that of the scheme.
  std::string text() const { return site() + path + query; }
  /// For example `https://api.example.com`.
  std::string site() const;

  /// `http` or `https`.
  std::string scheme;
  /// In lower case; an IPv6 address in brackets, as `inet_ntop` writes it.
  std::string host;
  std::uint16_t port = 0;
  /// Begins with `/`.
  std::string path;
  /// Begins with `?`; empty if there is none.
  std::string query;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_SITE_URL_H_
