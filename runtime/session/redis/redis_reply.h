#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_REPLY_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_REPLY_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct redisReader;

namespace quire {

/// What Redis answered to one command.
struct RedisReply {
  enum class Kind : unsigned char { kNil, kString, kStatus, kError, kInteger, kArray };

  Kind kind = Kind::kNil;
  long long integer = 0;
  /// Of a string, a status or an error.
  std::string text;
  std::vector<RedisReply> items;

  bool is_error() const { return kind == Kind::kError; }
  bool is_string() const { return kind == Kind::kString; }
  bool is_array() const { return kind == Kind::kArray; }
  bool is_integer() const { return kind == Kind::kInteger; }
  /// The code of an error, such as `READONLY`, also if it happened in a script of Redis 6 or earlier; else empty.
  std::string_view error_code() const;
};

/// Commands that are sent together, as RESP. Arguments may contain any octets.
class RedisCommands {
 public:
  void add(const std::vector<std::string_view>& words);
  const std::string& bytes() const { return bytes_; }
  std::size_t count() const { return count_; }

 private:
  std::string bytes_;
  std::size_t count_ = 0;
};

/// Takes the octets that Redis sends apart. Whatever they are, it uses little more memory than it is fed.
class RedisReader {
 public:
  RedisReader();
  RedisReader(const RedisReader&) = delete;
  RedisReader& operator=(const RedisReader&) = delete;
  ~RedisReader();

  void feed(std::string_view bytes);
  /// The next reply, or nullopt until more has been fed. Throws `StoreFailure` if it is not RESP.
  std::optional<RedisReply> next();

 private:
  friend struct RedisReplyBuilder;

  redisReader* reader_;
  RedisReply root_;
  /// Parts of the present reply.
  std::size_t parts_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_REPLY_H_
