#ifndef QUIRE_RUNTIME_SESSION_REDIS_LOADER_H_
#define QUIRE_RUNTIME_SESSION_REDIS_LOADER_H_

#include "runtime/session/session_settings.h"
#include "runtime/session/store.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// Creates a store for sessions in Redis, whose keys begin with `key_prefix`. The code for it is in a library of its
/// own, which is loaded here, so that only servers that use it need OpenSSL; it stays loaded. `log` is called from any
/// thread until the store is destroyed. Throws `std::runtime_error` if the library is missing or of another version,
/// but not if there is no Redis at present.
std::unique_ptr<SessionStore> new_redis_store(const SessionSettings& settings, std::string key_prefix,
                                              std::function<void(std::string_view)> log);

/// What that library exports, by the name of `kRedisFunction`: creates a store, or returns null if `stamp` is not that
/// of the headers it was built with.
using RedisFunction = SessionStore*(const char* stamp, const SessionSettings& settings, const std::string& key_prefix,
                                    const std::function<void(std::string_view)>& log);
inline constexpr char kRedisFunction[] = "quire_new_redis_store";

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_LOADER_H_
