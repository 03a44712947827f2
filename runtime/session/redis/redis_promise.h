#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_PROMISE_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_PROMISE_H_

#include "runtime/session/redis/redis_connection.h"
#include "runtime/session/redis/redis_reply.h"
#include "runtime/session/session_settings.h"

#include <optional>
#include <string>

namespace quire {

/// Asks a primary for the settings on which it depends that no acknowledged write is lost when one Redis dies: a
/// sentence about those that are missing, and what is promised without them; nullopt if none are. With `replicas = 0`,
/// only that a Redis that was restarted has its sessions. Throws `StoreFailure`.
std::optional<std::string> doubts_about_promise(RedisConnection& connection, const SessionSettings::Redis& settings);

/// How many replicas follow a primary at present, from the answer to `ROLE`; nullopt if we may not know it.
std::optional<int> replicas_in(const RedisReply& role);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_PROMISE_H_
