#ifndef QUIRE_RUNTIME_SESSION_SESSION_SETTINGS_H_
#define QUIRE_RUNTIME_SESSION_SESSION_SETTINGS_H_

#include "runtime/protocol/web_toml.h"
#include "runtime/session/session_limits.h"
#include "runtime/session/store_address.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// The settings of sessions: of the server, or with those of a site's web.toml.
struct SessionSettings {
  enum class Store : unsigned char {
    /// In production, `kLocal` where that is possible; in development, `kMemory`.
    kDefault,
    kMemory,
    kLocal,
    kMemcached,
    kRedis,
  };
  struct Cookie {
    std::string name = "QSESSION";
    /// `Lax`, `Strict` or `None`.
    std::string same_site = "Lax";
    /// The path for which browsers send it; empty for the context path.
    std::string path;
    /// Sent with `Secure` even if the request came over plain HTTP; otherwise, only over HTTPS.
    bool is_secure = false;
    /// Follows the id after a dot, so that a load balancer can send each session to this server; empty for none.
    std::string route;
  };
  /// A memcached, for example `n1:127.0.0.1:11211` or `n1:/run/memcached.sock`.
  struct Node {
    /// Letters and digits.
    std::string name;
    StoreAddress address;
    friend bool operator==(const Node&, const Node&) = default;
  };
  /// Of sessions that other machines share.
  struct Shared {
    /// How long one call of a store may take.
    std::chrono::milliseconds timeout{250};
    /// Begins the names of all keys, so that several clusters can share a store.
    std::string prefix = "quire";
    /// Larger sessions are compressed; 0 for none.
    std::size_t compress_from = 4096;
    friend bool operator==(const Shared&, const Shared&) = default;
  };
  struct Memcached {
    std::vector<Node> nodes;
    /// The names of those that come into play only if the others are unreachable.
    std::vector<std::string> failover;
    /// Keeps copies of sessions in memory, and asks only whether they are still valid.
    bool is_sticky = false;
    /// The second copy is written in the background, so that a session may lose its last changes with a node.
    bool copies_later = false;
    friend bool operator==(const Memcached&, const Memcached&) = default;
  };
  struct Redis {
    /// Such as `redis://127.0.0.1:6379/0`, or `rediss://` with TLS, or `unix:///run/redis.sock`; may have user and
    /// password. With Sentinels, only these, the database and the scheme matter.
    std::string url = "redis://127.0.0.1:6379/0";
    /// `host:port` of each Sentinel, which know the present address.
    std::vector<std::string> sentinels;
    /// The name that the Sentinels have for the primary and its replicas.
    std::string master = "mymaster";
    /// Takes precedence over that in the URL.
    std::string password;
    std::string sentinel_password;
    /// The file with the certificates of authorities that are trusted; empty for the system's.
    std::string ca_file;
    /// How many replicas must have a write before it is acknowledged; negative for one if there are Sentinels, else
    /// none.
    int replicas = -1;
    friend bool operator==(const Redis&, const Redis&) = default;
  };

  Store store = Store::kDefault;
  /// `kLocal` waits for the disk at each change.
  bool is_durable = false;
  /// Seconds without a request after which a session ends; negative for never.
  int timeout = 1800;
  SessionLimits limits;
  Cookie cookie;
  /// Requests for paths that match this regular expression do not prolong a session; empty for none.
  std::string ignore;
  Shared shared;
  Memcached memcached;
  Redis redis;
};

/// `ignore` as a `UrlPattern`, which must match a whole path.
std::string whole_path_pattern(const std::string& ignore);

/// Reads a node; nullopt if it has not that form.
std::optional<SessionSettings::Node> parse_node(std::string_view text);

/// The server's settings, except where a site has its own.
SessionSettings with_settings(SessionSettings server, const WebSettings::Session& site);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_SESSION_SETTINGS_H_
