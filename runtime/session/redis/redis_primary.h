#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_PRIMARY_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_PRIMARY_H_

#include "runtime/session/redis/redis_connection.h"
#include "runtime/session/redis/redis_url.h"
#include "runtime/session/session_settings.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace quire {

/// Finds the Redis that takes writes: the one in the settings, or the one that the Sentinels name. May block, as long
/// as name servers and Sentinels do. Not thread-safe, except where said otherwise.
///
/// While another Redis takes over, some Sentinels still name the old one, which may be there again and take itself for
/// the primary, without what was written since. What counts is the epoch: it grows each time, and a majority of the
/// Sentinels agreed on it.
class RedisPrimary {
 public:
  /// One that is known to be a primary, and how to connect to it.
  struct Found {
    StoreAddress address;
    std::uint64_t epoch = 0;
    std::vector<ResolvedAddress> resolved;
    std::unique_ptr<RedisConnection> connection;
  };

  RedisPrimary(const SessionSettings::Redis& settings, std::chrono::milliseconds timeout, std::size_t most_octets);

  /// Throws `StoreFailure` if there is none at present.
  Found find();
  /// Whether the Sentinels that answered before name another one now.
  bool has_moved_from(const StoreAddress& address, std::uint64_t epoch);
  /// Opens another connection. Thread-safe once something was found.
  std::unique_ptr<RedisConnection> connect(const StoreAddress& address,
                                           const std::vector<ResolvedAddress>& resolved) const;
  bool has_sentinels() const { return !settings_.sentinels.empty(); }

 private:
  struct Named {
    StoreAddress address;
    std::uint64_t epoch = 0;
  };

  /// What Sentinels name with the highest epoch; nullopt if none names anything, with the reason in `failure`.
  std::optional<Named> ask_sentinels(bool asks_silent, std::string& failure);
  /// Throws `StoreFailure`, also if the Sentinel does not know any primary of that name.
  Named ask(const StoreAddress& sentinel) const;
  Found try_address(const Named& named);
  void load_trust();

  const SessionSettings::Redis settings_;
  RedisUrl url_;
  /// Why the settings cannot be used; empty if they can.
  std::string mistake_;
  RedisLogin login_;
  RedisLogin sentinel_login_;
  std::vector<StoreAddress> sentinels_;
  /// Those that did not answer the last time; each costs the whole timeout if its machine is gone.
  std::vector<StoreAddress> silent_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_PRIMARY_H_
