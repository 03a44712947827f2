#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_REFUSAL_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_REFUSAL_H_

#include "runtime/session/redis/redis_reply.h"
#include "runtime/session/session_error.h"

#include <string_view>

namespace quire {

/// Whether the answer means that this Redis is not the primary, or not yet or no longer ready, so that another one may
/// be.
bool means_other_primary(const RedisReply& reply);

/// What an operator can do about an error that Redis answered; `node` is its address.
SessionError redis_refusal(std::string_view node, const RedisReply& reply);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_REFUSAL_H_
