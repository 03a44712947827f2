#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_SCRIPTS_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_SCRIPTS_H_

#include <string>
#include <string_view>

namespace quire {

/// A program in Lua that Redis runs as one atomic step. The key of a session is a hash:
///
///     format        kRedisFormat
///     created used  seconds since 1970, by the clock of Redis
///     max_inactive  seconds; negative for never
///     size          octets of all attributes, with their names
///     recent        the ids of the last 16 operations, of 8 octets each
///     =name         an attribute (`redis_value.h`)
///
/// A session that ended, or has another id, leaves a hash with `format`, `recent` and `ended` at its key, so that
/// nothing revives it. The key expires when the session has not been used for as long as it may.
///
/// Each script changes a session only if it is there, and only once: if the operation's id is among the recent ones, it
/// was done before its answer was lost. Each returns a list that begins with a `RedisOutcome`.
struct RedisScript {
  explicit RedisScript(std::string_view body);

  std::string text;
  /// Its SHA-1 in hexadecimal digits, by which Redis knows it.
  std::string hash;
};

inline constexpr std::string_view kRedisFormat = "1";

enum class RedisOutcome : unsigned char {
  /// The session is unknown, or has ended.
  kLost = 0,
  kDone = 1,
  /// Followed by the size that the session would have.
  kTooLarge = 2,
  /// Followed by the present octets of the attribute, or nil.
  kOvertaken = 3,
  /// The key belongs to another program, or to a later version; followed by the format, or nil.
  kForeign = 4,
};

/// Arguments of all: operation id.
struct RedisScripts {
  /// + max_inactive, which returns the time in seconds since 1970.
  RedisScript create;
  RedisScript prolong;
  /// + max_inactive
  RedisScript set_max_inactive;
  /// + "1" to prolong, limit of the size, name, value ("" to remove), "1" to compare, expected value ("" for none)
  RedisScript write;
  RedisScript end;
  /// Has the new key as its second.
  RedisScript rename;
};

const RedisScripts& redis_scripts();

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_SCRIPTS_H_
