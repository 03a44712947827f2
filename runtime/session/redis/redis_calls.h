#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_CALLS_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_CALLS_H_

#include "runtime/session/redis/redis_client.h"
#include "runtime/session/redis/redis_reply.h"
#include "runtime/session/redis/redis_scripts.h"
#include "runtime/session/session_error.h"
#include "runtime/session/session_record.h"
#include "runtime/session/session_settings.h"
#include "runtime/session/store_meter.h"
#include "runtime/session/store_status.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// What a store and its sessions ask of Redis, counted and timed. Each member throws a `SessionError` if Redis does not
/// do it. Thread-safe.
class RedisCalls {
 public:
  RedisCalls(const SessionSettings& settings, std::string key_prefix, std::function<void(std::string_view)> log);

  struct Result {
    RedisOutcome outcome = RedisOutcome::kLost;
    /// What follows the outcome; nil if nothing does.
    RedisReply detail;
  };
  enum class Copies : unsigned char {
    /// Returns when as many replicas as the settings ask for have what was written.
    kAwaited,
    kNotAwaited,
  };

  /// Runs a script for the session with the first id, with an operation's id of its own before the `arguments`.
  Result run(const RedisScript& script, const std::vector<std::string_view>& ids,
             const std::vector<std::string_view>& arguments, Copies copies = Copies::kAwaited);
  /// The fields of a session, none if it is unknown, and how long its key still lives in milliseconds: -1 for ever, -2
  /// if it does not exist.
  struct Fields {
    RedisReply pairs;
    long long left = 0;
  };
  Fields read(std::string_view id);
  /// Calls `take` with the id of each session until that returns false.
  void for_each(const std::function<bool(std::string_view id)>& take);
  /// The key of a session has something that is not ours; `format` may be empty.
  SessionError foreign(std::string_view format) const;
  /// The attribute of a session cannot be read.
  SessionError damaged(std::string_view attribute, std::string_view why) const;

  const SessionSettings& settings() const { return settings_; }
  void count_conflict() { meter_.count_conflict(); }
  StoreStatus status() const;

 private:
  /// Times and counts what `act` does.
  template <class Act>
  auto counted(Act act);
  std::vector<RedisReply> send(const RedisScript& script, const std::vector<std::string>& keys,
                               const std::vector<std::string_view>& arguments, Copies copies);
  /// Which of these keys are those of sessions that have not ended.
  std::vector<SessionKey> sessions_at(const std::vector<RedisReply>& keys);
  void check_copies(const RedisReply& reply);
  /// Throws if these are the fields of something else than a session of this version.
  void check_format(const std::vector<RedisReply>& pairs) const;
  std::string new_operation();
  std::string key_of(std::string_view id) const { return key_prefix_ + std::string(id); }

  const SessionSettings settings_;
  const std::string key_prefix_;
  StoreMeter meter_;
  RedisClient client_;
  /// Random, so that no two processes have the same ids of operations.
  std::atomic<std::uint64_t> next_operation_;

  /// Whether enough replicas had the last write.
  std::atomic<bool> has_copies_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_CALLS_H_
