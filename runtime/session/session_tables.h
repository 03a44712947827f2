#ifndef QUIRE_RUNTIME_SESSION_SESSION_TABLES_H_
#define QUIRE_RUNTIME_SESSION_SESSION_TABLES_H_

#include "runtime/session/lmdb_file.h"
#include "runtime/session/session_limits.h"
#include "runtime/session/session_record.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace quire {

// Sessions in the tables of an `LmdbFile`. In the main one, a session's record is under its key, and its attributes are
// behind it; the index has the places of all sessions. What does not make sense is reported as damage.

/// The key of an attribute: the session's key, a colon, and the name. Throws `std::length_error` if the name is too
/// long.
class AttributeKey {
 public:
  AttributeKey(const SessionKey& session, std::string_view name);
  std::string_view bytes() const { return {bytes_.data(), size_}; }
  /// The name in the bytes of a key.
  static std::string_view name_in(std::string_view key) { return key.substr(sizeof(SessionKey) + 1); }

 private:
  std::array<char, sizeof(SessionKey) + 1 + SessionLimits::kName> bytes_;
  const std::size_t size_;
};

/// Calls `take(name, value)` for each attribute, in the order of names.
template <typename F>
void for_each_attribute(const LmdbTransaction& transaction, const SessionKey& session, const F& take) {
  const AttributeKey first(session, {});
  LmdbCursor cursor(transaction, LmdbTable::kMain);
  for (bool is_there = cursor.seek(first.bytes()); is_there && cursor.key().starts_with(first.bytes());
       is_there = cursor.next())
    take(AttributeKey::name_in(cursor.key()), cursor.value());
}

SessionPlace place_of(const SessionRecord& record, const SessionKey& key);
/// The place at the cursor.
SessionPlace place_at(const LmdbCursor& cursor);
/// Nullopt if there is no such session.
std::optional<SessionRecord> find_record(const LmdbTransaction& transaction, const SessionKey& key);
/// The same, but throws a `SessionError` if there is none.
SessionRecord existing_record(const LmdbTransaction& transaction, const SessionKey& key);
/// Adds a session without attributes.
void add_record(LmdbTransaction& transaction, const SessionKey& key, const SessionRecord& record);
void change_record(LmdbTransaction& transaction, const SessionKey& key, const SessionRecord& before,
                   const SessionRecord& after);
/// Moves a session with all attributes.
void move_session(LmdbTransaction& transaction, const SessionKey& from, const SessionKey& to);
void erase_session(LmdbTransaction& transaction, const SessionKey& key, const SessionPlace& place);
/// Removes sessions of lower rank, and such as have ended before `time`, until there is room for as many more, and not
/// more octets than the limit are in use. `spared` stays. Throws a `SessionError` if too few can be removed.
void make_room(LmdbTransaction& transaction, const SessionLimits& limits, std::size_t more_sessions,
               const SessionKey& spared, long long time);

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_SESSION_TABLES_H_
