#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_CONNECTION_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_CONNECTION_H_

#include "runtime/session/redis/redis_reply.h"
#include "runtime/session/redis/redis_tls.h"
#include "runtime/session/store_address.h"
#include "runtime/session/store_socket.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// How one connects to a Redis or a Sentinel.
struct RedisLogin {
  /// Empty for the default user.
  std::string user;
  /// Empty for none.
  std::string password;
  int database = 0;
  /// Null for a connection without TLS.
  std::shared_ptr<const RedisTrust> trust;
  std::chrono::milliseconds timeout{250};
  /// More octets than that are no reply to what we ask.
  std::size_t most_octets = std::size_t{64} << 20;
};

/// A connection to a Redis or a Sentinel. Each member throws `StoreFailure`, after which the connection must not be
/// used again. Not thread-safe.
class RedisConnection {
 public:
  /// Connects and logs in. `host` is the name in its certificate. The login is used only here, except for its `trust`.
  RedisConnection(const std::vector<ResolvedAddress>& addresses, const std::string& host, const RedisLogin& login);

  /// Sends commands and waits for as many replies, which may be errors.
  std::vector<RedisReply> exchange(const RedisCommands& commands);
  /// Whether the other end has neither closed the connection nor sent what nobody asked for.
  bool is_quiet() const;

 private:
  void log_in(const RedisLogin& login);

  const std::size_t most_octets_;
  const std::shared_ptr<const RedisTrust> trust_;
  StoreSocket socket_;
  std::optional<RedisTls> tls_;
  RedisReader reader_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_CONNECTION_H_
