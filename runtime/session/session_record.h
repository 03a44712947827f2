#ifndef QUIRE_RUNTIME_SESSION_SESSION_RECORD_H_
#define QUIRE_RUNTIME_SESSION_SESSION_RECORD_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace quire {

/// How much would be lost with a session: those of the lowest rank make room first.
enum class SessionRank : unsigned char {
  /// It has no attributes.
  kEmpty,
  /// Its browser has not sent a second request.
  kNew,
  kUsed,
};

/// What a store in a file keeps of a session, beside its attributes. Times are in seconds since 1970.
struct SessionRecord {
  std::int64_t created = 0;
  /// When it was last written that the session was used: up to `touch_interval` before its last use.
  std::int64_t last_accessed = 0;
  /// Negative for never.
  std::int32_t max_inactive = 1800;
  std::uint32_t attributes = 0;
  /// Octets of all attributes, names included.
  std::uint64_t size = 0;
  bool was_seen_again = false;

  SessionRank rank() const;
  /// How often its use is written: a tenth of the time after which it ends, but at most once a minute.
  std::int64_t touch_interval() const;
  /// The last second of the session; never too early, and at most `touch_interval` late.
  std::int64_t end() const;

  static constexpr std::size_t kSize = 34;
  std::array<char, kSize> bytes() const;
  /// Returns nullopt if these are not the bytes of a record.
  static std::optional<SessionRecord> read(std::string_view bytes);

  friend bool operator==(const SessionRecord&, const SessionRecord&) = default;
};

/// The octets of a session id, which is twice as long in hexadecimal digits.
using SessionKey = std::array<char, 16>;
/// Returns nullopt unless `id` is 32 upper-case hexadecimal digits.
std::optional<SessionKey> session_key(std::string_view id);
std::string session_id(const SessionKey& key);

/// The key of a session in the order in which sessions make room or expire.
class SessionPlace {
 public:
  SessionPlace(SessionRank rank, std::int64_t end, const SessionKey& key);
  /// Returns nullopt if these are not the bytes of a place.
  static std::optional<SessionPlace> read(std::string_view bytes);

  SessionRank rank() const { return static_cast<SessionRank>(bytes_.front()); }
  std::int64_t end() const;
  SessionKey key() const;
  std::string_view bytes() const { return {bytes_.data(), bytes_.size()}; }

  friend bool operator==(const SessionPlace&, const SessionPlace&) = default;

 private:
  SessionPlace() = default;

  std::array<char, 1 + sizeof(std::int64_t) + sizeof(SessionKey)> bytes_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_SESSION_RECORD_H_
