#include "runtime/session/redis/redis_store.h"

#include "runtime/session/redis/redis_record.h"
#include "runtime/session/redis/redis_session.h"
#include "runtime/session/session_error.h"
#include "runtime/session/session_id.h"
#include "runtime/session/session_record.h"

#include <charconv>
#include <ctime>
#include <optional>
#include <utility>

namespace quire {

RedisStore::RedisStore(const SessionSettings& settings, std::string key_prefix,
                       std::function<void(std::string_view)> log)
    : calls_(std::make_unique<RedisCalls>(settings, std::move(key_prefix), std::move(log))),
      max_inactive_(settings.timeout) {}

std::unique_ptr<StoredSession> RedisStore::create() {
  RedisSession::Found found;
  found.state.id = new_session_id();
  found.state.max_inactive = max_inactive_;
  const RedisCalls::Result result =
      calls_->run(redis_scripts().create, {found.state.id}, {std::to_string(found.state.max_inactive)});
  const std::string& now = result.detail.text;
  std::from_chars(now.data(), now.data() + now.size(), found.state.created);
  found.state.last_accessed = found.state.created;
  return std::make_unique<RedisSession>(*calls_, std::move(found), true);
}

std::unique_ptr<StoredSession> RedisStore::find(std::string_view id, bool prolongs) {
  if (!session_key(id)) return nullptr;
  std::optional<RedisRecord> record = read_redis_record(*calls_, calls_->read(id), std::time(nullptr));
  if (!record) return nullptr;
  if (prolongs && record->needs_touch && !touch(id)) return nullptr;
  record->found.state.id = id;
  if (prolongs) record->found.state.last_accessed = record->used_now;
  return std::make_unique<RedisSession>(*calls_, std::move(record->found), prolongs);
}

bool RedisStore::touch(std::string_view id) try {
  return calls_->run(redis_scripts().prolong, {id}, {}, RedisCalls::Copies::kNotAwaited).outcome == RedisOutcome::kDone;
} catch (const SessionError&) {
  // What cannot be written can still be read.
  return true;
}

void RedisStore::rotate_id(StoredSession& session) {
  auto& own = static_cast<RedisSession&>(session);
  if (own.is_lost()) throw SessionError::ended();
  std::string id = new_session_id();
  if (calls_->run(redis_scripts().rename, {own.id(), id}, {}).outcome == RedisOutcome::kLost) {
    own.lose();
    throw SessionError::ended();
  }
  own.set_id(std::move(id));
}

void RedisStore::remove(StoredSession& session) {
  auto& own = static_cast<RedisSession&>(session);
  if (own.is_lost()) return;
  calls_->run(redis_scripts().end, {own.id()}, {});
  own.lose();
}

}  // namespace quire
