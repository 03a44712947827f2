#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_URL_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_URL_H_

#include "runtime/session/store_address.h"

#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// Where a Redis is, and who we are there.
struct RedisUrl {
  StoreAddress address;
  /// Empty for the default user.
  std::string user;
  std::string password;
  int database = 0;
  bool is_encrypted = false;

  friend bool operator==(const RedisUrl&, const RedisUrl&) = default;
};

/// Reads `redis://[user[:password]@]host[:port][/db]`, the same with `rediss` for TLS, or
/// `unix://[user[:password]@]/path[?db=N]`; user, password and path may be percent-encoded. If it is none of these,
/// returns nullopt and says in `mistake` why, without the password.
std::optional<RedisUrl> parse_redis_url(std::string_view text, std::string& mistake);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_URL_H_
