#ifndef QUIRE_RUNTIME_SESSION_SESSION_SETTINGS_H_
#define QUIRE_RUNTIME_SESSION_SESSION_SETTINGS_H_

#include "runtime/protocol/web_toml.h"
#include "runtime/session/session_limits.h"

#include <string>

namespace quire {

/// The settings of sessions: of the server, or with those of a site's web.toml.
struct SessionSettings {
  enum class Store : unsigned char {
    /// In production, `kLocal` where that is possible; in development, `kMemory`.
    kDefault,
    kMemory,
    kLocal,
  };
  struct Cookie {
    std::string name = "QSESSION";
    /// `Lax`, `Strict` or `None`.
    std::string same_site = "Lax";
    /// The path for which browsers send it; empty for the context path.
    std::string path;
    /// Sent with `Secure` even if the request came over plain HTTP; otherwise, only over HTTPS.
    bool is_secure = false;
  };

  Store store = Store::kDefault;
  /// `kLocal` waits for the disk at each change.
  bool is_durable = false;
  /// Seconds without a request after which a session ends; negative for never.
  int timeout = 1800;
  SessionLimits limits;
  Cookie cookie;
};

/// The server's settings, except where a site has its own.
SessionSettings with_settings(SessionSettings server, const WebSettings::Session& site);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_SESSION_SETTINGS_H_
