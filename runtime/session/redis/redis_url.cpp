#include "runtime/session/redis/redis_url.h"

#include "runtime/http/url.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace quire {

namespace {

constexpr std::uint16_t kDefaultPort = 6379;

/// What follows `prefix`, if the text begins with it.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool read_database(std::string_view digits, int& database, std::string& mistake) {
  constexpr int kMost = 1'000'000;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), database);
  if (error == std::errc() && end == digits.data() + digits.size() && database >= 0 && database <= kMost) return true;
  mistake = "the database must be a number such as `0`";
  return false;
}

/// Reads `user:password`.
bool read_user(std::string_view text, RedisUrl& url, std::string& mistake) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  std::optional<std::string> user = http::percent_decode(text.substr(0, colon));
  std::optional<std::string> password = http::percent_decode(text.substr(std::min(colon + 1, text.size())));
  if (!user || !password) {
    mistake = "in its user or password, a `%` is not followed by two hexadecimal digits; write `%25` for `%`";
    return false;
  }
  url.user = *std::move(user);
  url.password = *std::move(password);
  if (!url.user.empty() && url.password.empty()) {
    mistake = "the user has no password; write `user:password@`, or `:password@` for the default user";
    return false;
  }
  return true;
}

/// Reads `/path?db=N`.
bool read_unix_path(std::string_view text, RedisUrl& url, std::string& mistake) {
  const std::size_t question = std::min(text.find('?'), text.size());
  std::string_view query = text.substr(question);
  const std::optional<std::string> path = http::percent_decode(text.substr(0, question));
  const std::optional<StoreAddress> address =
      path && path->starts_with('/') ? parse_store_address(*path, 0) : std::nullopt;
  if (!address) {
    mistake = "after `unix://`, the path of a socket must follow: `/` and at most 106 more bytes";
    return false;
  }
  url.address = *address;
  if (query.empty()) return true;
  if (take(query, "?db=")) return read_database(query, url.database, mistake);
  mistake = "only `?db=` and a number may follow the path of a socket";
  return false;
}

/// Reads `host:port/db`.
bool read_host(std::string_view text, RedisUrl& url, std::string& mistake) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::optional<StoreAddress> address = parse_store_address(text.substr(0, slash), kDefaultPort);
  if (!address || !address->unix_path.empty()) {
    mistake = "it must contain a host, or a host and a port, such as `10.0.0.7:6379`";
    return false;
  }
  url.address = *address;
  const std::string_view database = text.substr(std::min(slash + 1, text.size()));
  return database.empty() || read_database(database, url.database, mistake);
}

}  // namespace

std::optional<RedisUrl> parse_redis_url(std::string_view text, std::string& mistake) {
  RedisUrl url;
  bool is_path = false;
  if (take(text, "rediss://")) {
    url.is_encrypted = true;
  } else if (take(text, "unix://")) {
    is_path = true;
  } else if (!take(text, "redis://")) {
    mistake = "it must begin with `redis://`, `rediss://` or `unix://`";
    return std::nullopt;
  }
  if (!std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; })) {
    mistake = "spaces, control characters and letters outside ASCII must be percent-encoded";
    return std::nullopt;
  }
  // A password may contain further ones; a path follows the last.
  const std::size_t path = is_path ? std::min(text.find('/'), text.size()) : text.size();
  const std::size_t at = text.substr(0, path).rfind('@');
  if (at != std::string_view::npos) {
    if (!read_user(text.substr(0, at), url, mistake)) return std::nullopt;
    text.remove_prefix(at + 1);
  }
  const bool is_read = is_path ? read_unix_path(text, url, mistake) : read_host(text, url, mistake);
  return is_read ? std::optional(std::move(url)) : std::nullopt;
}

}  // namespace quire
