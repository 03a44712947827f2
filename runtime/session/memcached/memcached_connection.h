#ifndef QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_CONNECTION_H_
#define QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_CONNECTION_H_

#include "runtime/session/store_socket.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Under which condition an item is stored.
struct StoreCondition {
  enum class Kind : unsigned char {
    kAlways,
    /// There is no such item.
    kMissing,
    /// The item is still the one with this `cas` number, which counts only on the connection that returned it, since
    /// numbers begin again when memcached is restarted.
    kUnchanged,
  };
  Kind kind = Kind::kAlways;
  std::uint64_t cas = 0;
};

struct MemcachedAnswer {
  enum class Kind : unsigned char {
    /// It was stored, deleted or found.
    kDone,
    /// There is no such item.
    kMissing,
    /// It has been changed, or is there already.
    kConflict,
    /// memcached refuses it; `text` says why.
    kRefused,
  };
  Kind kind = Kind::kMissing;
  std::uint64_t cas = 0;
  /// The number that was stored with it. Only of `get` and `look`.
  std::uint32_t flags = 0;
  /// Seconds until it expires; negative for never. Only of `get` and `look`.
  std::int64_t ttl = -1;
  /// The value of an item, or the reason of a refusal.
  std::string text;
};

/// A memcached lists its items for one client at a time.
class StoreBusy : public StoreFailure {
 public:
  using StoreFailure::StoreFailure;
};

/// A connection to a memcached with the meta commands (memcached 1.6 or later, doc/protocol.txt, "Meta Commands").
/// Commands may be sent before earlier ones are answered; answers come in their order. All members throw
/// `StoreFailure`, after which the connection cannot be used any more. Not thread-safe.
class MemcachedConnection {
 public:
  /// Larger values of memcached are taken as a fault.
  static constexpr std::size_t kLargestValue = std::size_t{64} << 20;

  MemcachedConnection(const std::vector<ResolvedAddress>& addresses, std::chrono::milliseconds timeout);

  /// Differs from that of every other connection of this process.
  std::uint64_t id() const { return id_; }

  /// Keys are at most 250 octets, without spaces and control characters. `lifetime` is in seconds; 0 means for ever.
  void send_get(std::string_view key);
  /// The same without the value.
  void send_look(std::string_view key);
  /// `flags` are kept with the value.
  void send_put(std::string_view key, std::string_view value, std::int64_t lifetime, StoreCondition condition,
                std::uint32_t flags = 0);
  /// The answer to the first of these that is not answered.
  MemcachedAnswer receive();

  MemcachedAnswer get(std::string_view key) {
    send_get(key);
    return receive();
  }
  MemcachedAnswer put(std::string_view key, std::string_view value, std::int64_t lifetime, StoreCondition condition,
                      std::uint32_t flags = 0) {
    send_put(key, value, lifetime, condition, flags);
    return receive();
  }
  void remove(std::string_view key);
  /// What `stats settings` has under that name; empty if there is none.
  std::string setting(std::string_view name);
  /// Passes the name of every item to `take`, in no order. Items that are stored meanwhile may be missing.
  void for_each_key(const std::function<void(std::string_view key)>& take);

  int descriptor() const { return socket_.descriptor(); }

 private:
  std::string_view read_line();
  void read_value(std::string& value, std::size_t size);
  void fill();

  const std::uint64_t id_;
  StoreSocket socket_;
  std::string out_;
  /// What was received; used up to `begin_`.
  std::string in_;
  std::size_t begin_ = 0;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_MEMCACHED_MEMCACHED_CONNECTION_H_
