#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_STORE_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_STORE_H_

#include "runtime/session/redis/redis_calls.h"
#include "runtime/session/session_settings.h"
#include "runtime/session/store.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace quire {

/// Sessions in Redis, which several machines share. Redis expires them by its own clock, so those of the machines need
/// not agree. Thread-safe.
///
/// Promise: if Redis and its Sentinels are set up as `doubts_about_promise` asks, a change that a call acknowledged
/// survives the death of one Redis. Power loss may take the last second of a machine. While another Redis takes over,
/// calls fail with a `SessionError`, and if enough replicas did not confirm a change, its call does: it may then be
/// kept or not. A primary that is cut off from its Sentinels, but not from us, may answer reads with what it had, for
/// about as long as they need to name another.
class RedisStore final : public SessionStore {
 public:
  /// Does not throw if there is no Redis at present. `log` writes a line to the server's log, from any thread, until
  /// this is destroyed.
  RedisStore(const SessionSettings& settings, std::string key_prefix, std::function<void(std::string_view)> log);

  int max_inactive() const override { return max_inactive_; }
  void set_max_inactive(int seconds) override { max_inactive_ = seconds; }
  std::unique_ptr<StoredSession> create() override;
  using SessionStore::find;
  std::unique_ptr<StoredSession> find(std::string_view id, bool prolongs) override;
  void rotate_id(StoredSession& session) override;
  void remove(StoredSession& session) override;
  /// Redis does.
  void sweep() override {}
  std::size_t size() const override { return 0; }
  void for_each(const std::function<bool(std::string_view id)>& take) const override { calls_->for_each(take); }
  bool is_shared() const override { return true; }
  StoreStatus status() const override { return calls_->status(); }

 private:
  /// Writes that the session is in use. Returns false if it has ended.
  bool touch(std::string_view id);

  const std::unique_ptr<RedisCalls> calls_;
  std::atomic<int> max_inactive_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_STORE_H_
