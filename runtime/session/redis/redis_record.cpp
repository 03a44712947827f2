#include "runtime/session/redis/redis_record.h"

#include "runtime/session/session_record.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

namespace {

/// Returns false if the field is there and not a number.
template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

/// Compares the life that is left with what was given when the session was last seen, as the scripts do.
void read_use(long long left, long long now, RedisRecord& record) {
  constexpr long long kForEver = -1;
  constexpr long long kSecond = 1000;
  const StoredSession::State& state = record.found.state;
  SessionRecord interval;
  interval.max_inactive = state.max_inactive;
  if (state.max_inactive < 0) {
    record.used_now = std::max(state.last_accessed, now);
    record.needs_touch = left != kForEver || now - state.last_accessed >= interval.touch_interval();
    return;
  }
  const long long given = (state.max_inactive + interval.touch_interval() + 1) * kSecond;
  const long long passed = left == kForEver ? given : given - left;
  record.used_now = state.last_accessed + std::max(passed, 0LL) / kSecond;
  record.needs_touch = passed >= std::max<long long>(interval.touch_interval(), 1) * kSecond;
}

}  // namespace

std::optional<RedisRecord> read_redis_record(const RedisCalls& calls, RedisCalls::Fields fields, long long now) {
  constexpr long long kGone = -2;
  std::vector<RedisReply>& items = fields.pairs.items;
  if (items.empty()) return std::nullopt;
  RedisRecord record;
  StoredSession::State& state = record.found.state;
  bool is_readable = true;
  bool has_ended = fields.left == kGone;
  for (std::size_t index = 0; index + 1 < items.size(); index += 2) {
    const std::string_view name = items[index].text;
    std::string& value = items[index + 1].text;
    if (name.starts_with('=')) record.found.attributes.emplace(name.substr(1), std::move(value));
    else if (name == "ended") has_ended = true;
    else if (name == "created") is_readable &= read_number(value, state.created);
    else if (name == "used") is_readable &= read_number(value, state.last_accessed);
    else if (name == "max_inactive") is_readable &= read_number(value, state.max_inactive);
  }
  if (!is_readable) throw calls.foreign({});
  if (has_ended) return std::nullopt;
  read_use(fields.left, now, record);
  return record;
}

}  // namespace quire
