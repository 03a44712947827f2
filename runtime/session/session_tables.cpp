#include "runtime/session/session_tables.h"

#include "runtime/session/session_error.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace quire {

namespace {

/// At a time, because other writers wait meanwhile.
constexpr int kMostRemoved = 256;

std::string_view view_of(const SessionKey& key) { return {key.data(), key.size()}; }

}  // namespace

AttributeKey::AttributeKey(const SessionKey& session, std::string_view name) : size_(session.size() + 1 + name.size()) {
  check_attribute_name(name);
  auto to = std::ranges::copy(session, bytes_.begin()).out;
  *to++ = ':';
  std::ranges::copy(name, to);
}

SessionPlace place_at(const LmdbCursor& cursor) {
  const std::optional<SessionPlace> place = SessionPlace::read(cursor.key());
  if (!place) LmdbFile::report_damage();
  return *place;
}

SessionPlace place_of(const SessionRecord& record, const SessionKey& key) { return {record.rank(), record.end(), key}; }

std::optional<SessionRecord> find_record(const LmdbTransaction& transaction, const SessionKey& key) {
  const std::optional<std::string_view> bytes = transaction.get(LmdbTable::kMain, view_of(key));
  if (!bytes) return std::nullopt;
  std::optional<SessionRecord> record = SessionRecord::read(*bytes);
  if (!record) LmdbFile::report_damage();
  return record;
}

SessionRecord existing_record(const LmdbTransaction& transaction, const SessionKey& key) {
  const std::optional<SessionRecord> record = find_record(transaction, key);
  if (!record) throw SessionError::ended();
  return *record;
}

void add_record(LmdbTransaction& transaction, const SessionKey& key, const SessionRecord& record) {
  const auto bytes = record.bytes();
  transaction.put(LmdbTable::kMain, view_of(key), {bytes.data(), bytes.size()});
  transaction.put(LmdbTable::kIndex, place_of(record, key).bytes(), {});
}

void change_record(LmdbTransaction& transaction, const SessionKey& key, const SessionRecord& before,
                   const SessionRecord& after) {
  if (before == after) return;
  const auto bytes = after.bytes();
  transaction.put(LmdbTable::kMain, view_of(key), {bytes.data(), bytes.size()});
  const SessionPlace from = place_of(before, key);
  const SessionPlace to = place_of(after, key);
  if (from == to) return;
  transaction.erase(LmdbTable::kIndex, from.bytes());
  transaction.put(LmdbTable::kIndex, to.bytes(), {});
}

void erase_session(LmdbTransaction& transaction, const SessionKey& key, const SessionPlace& place) {
  // Without it, the same session would be found here again and again.
  if (!transaction.erase(LmdbTable::kIndex, place.bytes())) LmdbFile::report_damage();
  LmdbCursor cursor(transaction, LmdbTable::kMain);
  for (bool is_there = cursor.seek(view_of(key)); is_there && cursor.key().starts_with(view_of(key));
       is_there = cursor.next())
    cursor.erase();
}

void move_session(LmdbTransaction& transaction, const SessionKey& from, const SessionKey& to) {
  const SessionRecord record = existing_record(transaction, from);
  std::vector<std::pair<std::string, std::string>> attributes;
  for_each_attribute(transaction, from,
                     [&](std::string_view name, std::string_view value) { attributes.emplace_back(name, value); });
  erase_session(transaction, from, place_of(record, from));
  add_record(transaction, to, record);
  for (const auto& [name, value] : attributes) transaction.put(LmdbTable::kMain, AttributeKey(to, name).bytes(), value);
}

void make_room(LmdbTransaction& transaction, const SessionLimits& limits, std::size_t more_sessions,
               const SessionKey& spared, long long time) {
  const auto is_full = [&] {
    return (more_sessions > 0 && transaction.entries(LmdbTable::kIndex) + more_sessions > limits.sessions) ||
           transaction.octets() > limits.total;
  };
  for (int removed = 0; is_full(); ++removed) {
    std::optional<SessionPlace> last;
    {
      LmdbCursor cursor(transaction, LmdbTable::kIndex);
      bool is_there = cursor.seek({});
      if (is_there && place_at(cursor).key() == spared) is_there = cursor.next();
      if (is_there) last = place_at(cursor);
    }
    // Sessions in use make room only once they have expired.
    if (!last || removed == kMostRemoved || (last->rank() == SessionRank::kUsed && last->end() >= time))
      throw SessionError::full(transaction.entries(LmdbTable::kIndex));
    erase_session(transaction, last->key(), *last);
  }
}

}  // namespace quire
