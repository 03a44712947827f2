#include "runtime/session/session_settings.h"

#include "runtime/base/ascii.h"

#include <algorithm>
#include <utility>

namespace quire {

namespace {

using Store = SessionSettings::Store;

/// One of the words that `WebSettings` allows.
Store store_named(std::string_view name) {
  if (name == "memory") return Store::kMemory;
  if (name == "memcached") return Store::kMemcached;
  return name == "redis" ? Store::kRedis : Store::kLocal;
}

}  // namespace

std::string whole_path_pattern(const std::string& ignore) { return "^(?:" + ignore + ")$"; }

std::optional<SessionSettings::Node> parse_node(std::string_view text) {
  constexpr std::size_t kLongestName = 32;
  constexpr std::uint16_t kDefaultPort = 11211;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > kLongestName) return std::nullopt;
  SessionSettings::Node node;
  node.name = text.substr(0, colon);
  if (!std::ranges::all_of(node.name, is_alphanumeric)) return std::nullopt;
  std::optional<StoreAddress> address = parse_store_address(text.substr(colon + 1), kDefaultPort);
  if (!address) return std::nullopt;
  node.address = *std::move(address);
  return node;
}

SessionSettings with_settings(SessionSettings server, const WebSettings::Session& site) {
  SessionSettings settings = std::move(server);
  if (site.store) settings.store = store_named(*site.store);
  settings.is_durable = site.durable.value_or(settings.is_durable);
  settings.timeout = site.timeout.value_or(settings.timeout);
  SessionSettings::Cookie& cookie = settings.cookie;
  cookie.name = site.cookie.value_or(cookie.name);
  cookie.same_site = site.same_site.value_or(cookie.same_site);
  cookie.path = site.path.value_or(cookie.path);
  cookie.is_secure = site.secure.value_or(cookie.is_secure);
  // Browsers refuse such cookies without it (RFC 6265bis, sections 4.1.2.7 and 4.1.3).
  const bool is_for_host = cookie.name.starts_with("__Host-");
  if (cookie.same_site == "None" || is_for_host || cookie.name.starts_with("__Secure-")) cookie.is_secure = true;
  if (is_for_host) cookie.path = "/";
  return settings;
}

}  // namespace quire
