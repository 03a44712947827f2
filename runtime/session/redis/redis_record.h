#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_RECORD_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_RECORD_H_

#include "runtime/session/redis/redis_calls.h"
#include "runtime/session/redis/redis_session.h"

#include <optional>

namespace quire {

/// A session as it is in Redis, and how long ago it was written that it is in use.
struct RedisRecord {
  RedisSession::Found found;
  /// Whether a request that prolongs the session must write so.
  bool needs_touch = false;
  /// The last use, if that is now; `found` has the last that was written. By the clock of Redis, unless the session
  /// never ends.
  long long used_now = 0;
};

/// Reads it; nullopt if the session is unknown or has ended. `now` is in seconds since 1970, by the clock of this
/// machine. Throws a `SessionError` if it was not written by this version of Quire.
std::optional<RedisRecord> read_redis_record(const RedisCalls& calls, RedisCalls::Fields fields, long long now);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_RECORD_H_
