#include "runtime/session/redis/redis_session.h"

#include "runtime/session/redis/redis_value.h"
#include "runtime/session/session_error.h"
#include "runtime/session/session_limits.h"

#include <stdexcept>
#include <utility>

namespace quire {

namespace {}  // namespace

void RedisSession::lose() {
  is_lost_ = true;
  found_.attributes.clear();
}

std::optional<StoredSession::State> RedisSession::state() const {
  return is_lost_ ? std::nullopt : std::optional(found_.state);
}

RedisCalls::Result RedisSession::run(const RedisScript& script, const std::vector<std::string_view>& arguments) {
  if (is_lost_) throw SessionError::ended();
  RedisCalls::Result result = calls_.run(script, {id()}, arguments);
  if (result.outcome != RedisOutcome::kLost) return result;
  lose();
  throw SessionError::ended();
}

void RedisSession::set_max_inactive(int seconds) {
  run(redis_scripts().set_max_inactive, {std::to_string(seconds)});
  found_.state.max_inactive = seconds;
}

std::vector<std::string> RedisSession::names() const {
  std::vector<std::string> names;
  names.reserve(found_.attributes.size());
  for (const auto& [name, value] : found_.attributes) names.push_back(name);
  return names;
}

std::optional<Stored> RedisSession::load(std::string_view name) const {
  const auto attribute = found_.attributes.find(name);
  if (attribute == found_.attributes.end()) return std::nullopt;
  return decode(name, attribute->second);
}

void RedisSession::keep(std::string_view name, std::string value) {
  const auto attribute = found_.attributes.find(name);
  if (attribute != found_.attributes.end()) {
    if (value.empty()) found_.attributes.erase(attribute);
    else attribute->second = std::move(value);
  } else if (!value.empty()) {
    found_.attributes.emplace(name, std::move(value));
  }
}

std::size_t RedisSession::most_octets() const {
  constexpr std::size_t kCompression = 16;
  return kCompression * calls_.settings().limits.session;
}

std::string RedisSession::encode(std::string_view name, const Stored& stored) const {
  std::string bytes = encode_redis_value(stored, calls_.settings().shared.compress_from);
  // So that nobody sends a value that Redis would only refuse.
  check_session_size(name.size() + bytes.size(), calls_.settings().limits, name);
  return bytes;
}

Stored RedisSession::decode(std::string_view name, std::string_view bytes) const try {
  return decode_redis_value(bytes, most_octets());
} catch (const std::runtime_error& error) {
  throw calls_.damaged(name, error.what());
}

bool RedisSession::put(std::string_view name, const std::string& value, const std::string* expected) {
  const std::string limit = std::to_string(calls_.settings().limits.session);
  const std::string none;
  RedisCalls::Result result =
      run(redis_scripts().write, {prolongs_ ? "1" : "0", limit, name, value, expected != nullptr ? "1" : "0",
                                  expected != nullptr ? *expected : none});
  switch (result.outcome) {
    case RedisOutcome::kTooLarge:
      check_session_size(static_cast<std::size_t>(result.detail.integer), calls_.settings().limits, name);
      break;
    case RedisOutcome::kOvertaken:
      keep(name, std::move(result.detail.text));
      return false;
    default:
      keep(name, value);
  }
  return true;
}

void RedisSession::save(std::string_view name, Stored stored) {
  check_attribute_name(name);
  put(name, encode(name, stored), nullptr);
}

void RedisSession::remove(std::string_view name) {
  if (is_lost_) return;
  try {
    put(name, {}, nullptr);
  } catch (const SessionError& error) {
    // What is lost has no attributes.
    if (error.kind() != SessionError::Kind::kEnded) throw;
  }
}

void RedisSession::change(std::string_view name, Change apply, void* closure) {
  check_attribute_name(name);
  if (is_lost_) throw SessionError::ended();
  for (int attempt = 0; attempt < SessionError::kMostAttempts; ++attempt) {
    // The site's code below may change this session, too.
    const auto attribute = found_.attributes.find(name);
    const std::string before = attribute != found_.attributes.end() ? attribute->second : std::string();
    std::optional<Stored> stored;
    if (!before.empty()) stored = decode(name, before);
    apply(closure, stored);
    if (put(name, stored ? encode(name, *stored) : std::string(), &before)) return;
    calls_.count_conflict();
  }
  throw SessionError::overtaken(name);
}

}  // namespace quire
