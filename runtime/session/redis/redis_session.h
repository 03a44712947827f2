#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_SESSION_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_SESSION_H_

#include "runtime/session/redis/redis_calls.h"
#include "runtime/session/store.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// A session in Redis, as it was when it was found, with the changes of this request.
class RedisSession final : public StoredSession {
 public:
  struct Found {
    State state;
    /// As they are in Redis.
    std::map<std::string, std::string, std::less<>> attributes;
  };

  /// Its changes prolong the session, too, if this `prolongs` it. The calls must outlive this.
  RedisSession(RedisCalls& calls, Found found, bool prolongs)
      : calls_(calls), found_(std::move(found)), prolongs_(prolongs) {}

  std::optional<State> state() const override;
  void set_max_inactive(int seconds) override;
  std::vector<std::string> names() const override;
  std::optional<Stored> load(std::string_view name) const override;
  void save(std::string_view name, Stored stored) override;
  void change(std::string_view name, Change apply, void* closure) override;
  void remove(std::string_view name) override;

  // For the store.
  const std::string& id() const { return found_.state.id; }
  void set_id(std::string id) { found_.state.id = std::move(id); }
  bool is_lost() const { return is_lost_; }
  void lose();

 private:
  /// Runs a script that must find the session; else throws a `SessionError`.
  RedisCalls::Result run(const RedisScript& script, const std::vector<std::string_view>& arguments);
  /// Stores an attribute, or removes it if the value is empty; if there is an `expected` value, empty for none, only if
  /// the present one equals it. Returns false if it does not; the attribute is then as in Redis.
  bool put(std::string_view name, const std::string& value, const std::string* expected);
  void keep(std::string_view name, std::string value);
  std::string encode(std::string_view name, const Stored& stored) const;
  Stored decode(std::string_view name, std::string_view bytes) const;
  /// What an attribute may have decompressed.
  std::size_t most_octets() const;

  RedisCalls& calls_;
  Found found_;
  const bool prolongs_;
  bool is_lost_ = false;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_SESSION_H_
