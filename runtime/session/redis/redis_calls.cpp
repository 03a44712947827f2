#include "runtime/session/redis/redis_calls.h"

#include "runtime/session/redis/redis_refusal.h"
#include "runtime/session/session_id.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <set>
#include <utility>

namespace quire {

namespace {

using std::chrono::milliseconds;

std::uint64_t random_number() {
  const RandomOctets octets = random_octets();
  std::uint64_t number = 0;
  std::memcpy(&number, octets.data(), sizeof number);
  return number;
}

/// How long Redis may wait for replicas, so that its answer arrives before it is overdue. An idle Redis looks at its
/// clock every 100 ms.
milliseconds wait_of(milliseconds timeout) {
  constexpr milliseconds kTick{100};
  return timeout > 2 * kTick ? timeout - kTick - timeout / 10 : std::max(milliseconds(1), timeout / 2);
}

/// A pattern of Redis that matches only the text.
std::string literally(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (std::string_view("*?[]\\^").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

}  // namespace

RedisCalls::RedisCalls(const SessionSettings& settings, std::string key_prefix,
                       std::function<void(std::string_view)> log)
    : settings_(settings),
      key_prefix_(std::move(key_prefix)),
      client_(settings, meter_, std::move(log)),
      next_operation_(random_number()),
      has_copies_(settings.redis.replicas == 0) {}

std::string RedisCalls::new_operation() {
  const std::uint64_t number = next_operation_++;
  std::string operation(sizeof number, '\0');
  std::memcpy(operation.data(), &number, sizeof number);
  return operation;
}

template <class Act>
auto RedisCalls::counted(Act act) {
  const StoreMeter::Timing timing(meter_);
  try {
    return act();
  } catch (const SessionError&) {
    meter_.count_failure();
    throw;
  }
}

std::vector<RedisReply> RedisCalls::send(const RedisScript& script, const std::vector<std::string>& keys,
                                         const std::vector<std::string_view>& arguments, Copies copies) {
  const std::string count = std::to_string(keys.size());
  const std::string replicas = std::to_string(settings_.redis.replicas);
  const std::string wait = std::to_string(wait_of(settings_.shared.timeout).count());
  const auto commands_for = [&](std::string_view command, std::string_view text) {
    std::vector<std::string_view> words{command, text, count};
    words.insert(words.end(), keys.begin(), keys.end());
    words.insert(words.end(), arguments.begin(), arguments.end());
    RedisCommands commands;
    commands.add(words);
    if (copies == Copies::kAwaited && settings_.redis.replicas > 0) commands.add({"WAIT", replicas, wait});
    return commands;
  };
  std::vector<RedisReply> replies = client_.exchange(commands_for("EVALSHA", script.hash), true);
  if (replies.front().error_code() == "NOSCRIPT") replies = client_.exchange(commands_for("EVAL", script.text), true);
  return replies;
}

void RedisCalls::check_copies(const RedisReply& reply) {
  if (!reply.is_integer()) throw redis_refusal(client_.node(), reply);
  has_copies_ = reply.integer >= settings_.redis.replicas;
  if (has_copies_) return;
  client_.suspect();
  throw SessionError(
      SessionError::Kind::kUnavailable,
      "what was stored in the sessions' redis at " + client_.node() + " may or may not be kept: " +
          std::to_string(reply.integer) + " of " + std::to_string(settings_.redis.replicas) +
          " replicas had it in time; look at the replicas, or set `replicas` in [session] to how many must have it");
}

RedisCalls::Result RedisCalls::run(const RedisScript& script, const std::vector<std::string_view>& ids,
                                   const std::vector<std::string_view>& arguments, Copies copies) {
  return counted([&] {
    std::vector<std::string> keys;
    for (const std::string_view id : ids) keys.push_back(key_of(id));
    const std::string operation = new_operation();
    std::vector<std::string_view> all{operation};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<RedisReply> replies = send(script, keys, all, copies);
    RedisReply& answer = replies.front();
    if (answer.error_code() == "NOREPLICAS") client_.suspect();
    if (!answer.is_array() || answer.items.empty() || !answer.items.front().is_integer())
      throw redis_refusal(client_.node(), answer);
    Result result;
    result.outcome = static_cast<RedisOutcome>(answer.items.front().integer);
    if (answer.items.size() > 1) result.detail = std::move(answer.items[1]);
    if (result.outcome == RedisOutcome::kForeign) throw foreign(result.detail.text);
    if (result.outcome == RedisOutcome::kDone && replies.size() > 1) check_copies(replies[1]);
    return result;
  });
}

RedisCalls::Fields RedisCalls::read(std::string_view id) {
  return counted([&] {
    const std::string key = key_of(id);
    RedisCommands commands;
    commands.add({"HGETALL", key});
    commands.add({"PTTL", key});
    std::vector<RedisReply> replies = client_.exchange(commands, false);
    if (replies[0].error_code() == "WRONGTYPE") throw foreign({});
    if (!replies[0].is_array() || replies[0].items.size() % 2 != 0) throw redis_refusal(client_.node(), replies[0]);
    if (!replies[1].is_integer()) throw redis_refusal(client_.node(), replies[1]);
    check_format(replies[0].items);
    return Fields{std::move(replies[0]), replies[1].integer};
  });
}

void RedisCalls::check_format(const std::vector<RedisReply>& pairs) const {
  if (pairs.empty()) return;
  for (std::size_t index = 0; index + 1 < pairs.size(); index += 2) {
    if (pairs[index].text != "format") continue;
    if (pairs[index + 1].text == kRedisFormat) return;
    throw foreign(pairs[index + 1].text);
  }
  throw foreign({});
}

SessionError RedisCalls::foreign(std::string_view format) const {
  const std::string begin = "a key that begins with `" + key_prefix_ + "` in the sessions' redis at " + client_.node();
  return {SessionError::Kind::kUnavailable,
          format.empty()
              ? begin + " was written by another program, and is left alone; set another `prefix` in [session]"
              : begin + " was written by another version of Quire (format `" + std::string(format.substr(0, 10)) +
                    "`, here `1`), and is left alone; use the same version on all machines, or another "
                    "`prefix` in [session]"};
}

SessionError RedisCalls::damaged(std::string_view attribute, std::string_view why) const {
  return {SessionError::Kind::kUnavailable, "the attribute `" + std::string(attribute) +
                                                "` in the sessions' redis at " + client_.node() +
                                                " cannot be read: " + std::string(why)};
}

std::vector<SessionKey> RedisCalls::sessions_at(const std::vector<RedisReply>& keys) {
  std::vector<SessionKey> sessions;
  RedisCommands commands;
  for (const RedisReply& key : keys) {
    if (!key.text.starts_with(key_prefix_)) continue;
    const std::optional<SessionKey> session = session_key(std::string_view(key.text).substr(key_prefix_.size()));
    if (!session) continue;
    sessions.push_back(*session);
    commands.add({"HMGET", key.text, "format", "ended"});
  }
  if (sessions.empty()) return sessions;
  const std::vector<RedisReply> replies = client_.exchange(commands, false);
  std::size_t kept = 0;
  for (std::size_t index = 0; index < sessions.size(); ++index) {
    const std::vector<RedisReply>& fields = replies[index].items;
    if (fields.size() == 2 && fields[0].text == kRedisFormat && !fields[1].is_string())
      sessions[kept++] = sessions[index];
  }
  sessions.resize(kept);
  return sessions;
}

void RedisCalls::for_each(const std::function<bool(std::string_view id)>& take) {
  constexpr std::string_view kAtOnce = "1000";
  const std::string pattern = literally(key_prefix_) + "*";
  // While Redis resizes its table, it may name a key twice.
  std::set<SessionKey> seen;
  std::string cursor = "0";
  do {
    RedisCommands commands;
    commands.add({"SCAN", cursor, "MATCH", pattern, "COUNT", kAtOnce});
    const RedisReply reply = client_.exchange(commands, false).front();
    if (!reply.is_array() || reply.items.size() != 2 || !reply.items[1].is_array())
      throw redis_refusal(client_.node(), reply);
    cursor = reply.items[0].text;
    for (const SessionKey& key : sessions_at(reply.items[1].items))
      if (seen.insert(key).second && !take(session_id(key))) return;
  } while (cursor != "0");
}

StoreStatus RedisCalls::status() const {
  StoreStatus status = meter_.status();
  status.name = "redis";
  StoreStatus::Node node;
  node.name = settings_.redis.sentinels.empty() ? "redis" : settings_.redis.master;
  node.address = client_.node();
  node.is_up = client_.is_up();
  const int replicas = client_.replicas();
  node.is_in_sync = node.is_up && (replicas < 0 ? has_copies_.load() : replicas >= settings_.redis.replicas);
  status.nodes.push_back(std::move(node));
  return status;
}

}  // namespace quire
