#include "runtime/session/session_settings.h"

#include <utility>

namespace quire {

SessionSettings with_settings(SessionSettings server, const WebSettings::Session& site) {
  SessionSettings settings = std::move(server);
  if (site.store)
    settings.store = *site.store == "memory" ? SessionSettings::Store::kMemory : SessionSettings::Store::kLocal;
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
