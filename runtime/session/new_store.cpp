#include "runtime/session/new_store.h"

#include "runtime/session/local_store.h"
#include "runtime/session/memcached/memcached_store.h"
#include "runtime/session/memory_store.h"
#include "runtime/session/redis_loader.h"
#include "runtime/session/store_key.h"

#include <sys/stat.h>

#include <stdexcept>

namespace quire {

namespace {

using Store = SessionSettings::Store;

/// Creates the folders that contain the file. Whether that failed is seen when the file is opened.
void make_folders_of(const std::string& file) {
  // The file itself is private.
  constexpr mode_t kMode = 0755;
  for (std::size_t slash = file.find('/', 1); slash != std::string::npos; slash = file.find('/', slash + 1))
    ::mkdir(file.substr(0, slash).c_str(), kMode);
}

/// With the number of replicas that is meant.
SessionSettings with_replicas(SessionSettings settings) {
  if (settings.redis.replicas < 0) settings.redis.replicas = settings.redis.sentinels.empty() ? 0 : 1;
  return settings;
}

}  // namespace

std::unique_ptr<SessionStore> new_store(const SessionSettings& settings, std::string_view context_path,
                                        const std::string& file, const std::function<void(std::string_view)>& log) {
  if (settings.store == Store::kMemcached) {
    if (settings.memcached.nodes.empty())
      throw std::runtime_error("sessions cannot be kept with `store = \"memcached\"`: [session] has no `nodes`");
    return std::make_unique<MemcachedStore>(settings, store_key_prefix(settings.shared.prefix, context_path), log);
  }
  if (settings.store == Store::kRedis)
    return new_redis_store(with_replicas(settings), store_key_prefix(settings.shared.prefix, context_path), log);
  if (settings.store == Store::kLocal && file.empty())
    throw std::runtime_error("sessions cannot be kept with `store = \"local\"`: this server has no folder for them");
  if (settings.store == Store::kMemory || file.empty()) {
    MemoryStore::Options options;
    options.limits = settings.limits;
    options.max_inactive = settings.timeout;
    return std::make_unique<MemoryStore>(std::move(options));
  }
  make_folders_of(file);
  LocalStore::Options options;
  options.path = file;
  options.limits = settings.limits;
  options.is_durable = settings.is_durable;
  options.log = log;
  Result<std::unique_ptr<LocalStore>> opened = LocalStore::open(std::move(options));
  if (opened) {
    (*opened)->set_max_inactive(settings.timeout);
    return *std::move(opened);
  }
  if (settings.store == Store::kLocal) throw std::runtime_error(opened.error().sentence);
  log(opened.error().sentence + "; sessions are kept in memory, and are lost if the server ends");
  SessionSettings in_memory = settings;
  in_memory.store = Store::kMemory;
  return new_store(in_memory, context_path, {}, log);
}

}  // namespace quire
