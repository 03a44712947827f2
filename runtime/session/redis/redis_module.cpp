// The library's only exported symbol.
#include "runtime/session/redis/redis_store.h"
#include "runtime/session/redis_loader.h"

#include <quire/abi_stamp.h>

#include <cstring>

extern "C" __attribute__((visibility("default"))) quire::SessionStore* quire_new_redis_store(
    const char* stamp, const quire::SessionSettings& settings, const std::string& key_prefix,
    const std::function<void(std::string_view)>& log) {
  if (std::strcmp(stamp, quire::kAbiStamp) != 0) return nullptr;
  return std::make_unique<quire::RedisStore>(settings, key_prefix, log).release();
}

static_assert(std::is_same_v<decltype(quire_new_redis_store), quire::RedisFunction>);
