#include "runtime/session/local_store.h"

#include "runtime/session/local_session.h"
#include "runtime/session/session_error.h"
#include "runtime/session/session_id.h"
#include "runtime/session/session_tables.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>
#include <utility>
#include <vector>

namespace quire {

namespace {

/// Changes with the form of keys and values.
constexpr std::string_view kFormat = "quire sessions 1";
/// At a time, because others wait meanwhile.
constexpr int kMostRemoved = 256;
constexpr std::chrono::milliseconds kLongestSweep{250};

SessionKey new_key() {
  const RandomOctets octets = random_octets();
  SessionKey key;
  std::ranges::transform(octets, key.begin(), [](unsigned char octet) { return static_cast<char>(octet); });
  return key;
}

}  // namespace

Result<std::unique_ptr<LocalStore>> LocalStore::open(Options options) {
  LmdbFile::Options file;
  file.path = options.path;
  file.max_octets = options.limits.total;
  file.is_durable = options.is_durable;
  file.log = options.log;
  file.format = kFormat;
  if (!options.boot.empty()) file.boot = options.boot;
  Result<std::unique_ptr<LmdbFile>> opened = LmdbFile::open(std::move(file));
  if (!opened) return opened.error();
  return std::unique_ptr<LocalStore>(new LocalStore(std::move(options), *std::move(opened)));
}

LocalStore::LocalStore(Options options, std::unique_ptr<LmdbFile> file)
    : options_(std::move(options)), file_(std::move(file)) {}

long long LocalStore::now() const { return options_.clock ? options_.clock() : std::time(nullptr); }

std::unique_ptr<StoredSession> LocalStore::create() {
  const SessionKey key = new_key();
  SessionRecord record;
  record.created = record.last_accessed = now();
  record.max_inactive = max_inactive_;
  file_->write([&](LmdbTransaction& transaction) {
    make_room(transaction, options_.limits, 1, key, record.created);
    add_record(transaction, key, record);
  });
  return std::make_unique<LocalSession>(*file_, options_.limits, key, record.created);
}

std::unique_ptr<StoredSession> LocalStore::find(std::string_view id, bool prolongs) {
  const std::optional<SessionKey> key = session_key(id);
  if (!key) return nullptr;
  std::optional<SessionRecord> record;
  file_->read([&](const LmdbTransaction& transaction) { record = find_record(transaction, *key); });
  if (!record) return nullptr;
  const long long time = now();
  const long long unwritten = time - record->last_accessed;
  if (!prolongs) {
    if (time > record->end()) return nullptr;
  } else if (!record->was_seen_again || time > record->end() ||
             (unwritten > 0 && unwritten >= record->touch_interval())) {
    if (!touch(*key, time)) return nullptr;
  }
  return std::make_unique<LocalSession>(*file_, options_.limits, *key, time, prolongs);
}

bool LocalStore::touch(const SessionKey& key, long long time) try {
  bool is_there = false;
  file_->write([&](LmdbTransaction& transaction) {
    const std::optional<SessionRecord> before = find_record(transaction, key);
    is_there = before && time <= before->end();
    if (!before) return;
    if (!is_there) return erase_session(transaction, key, place_of(*before, key));
    SessionRecord after = *before;
    after.was_seen_again = true;
    after.last_accessed = std::max<std::int64_t>(after.last_accessed, time);
    change_record(transaction, key, *before, after);
  });
  return is_there;
} catch (const SessionError& error) {
  // A full disk does not prevent reading.
  if (error.kind() != SessionError::Kind::kUnavailable) throw;
  return true;
}

void LocalStore::rotate_id(StoredSession& session) {
  auto& own = static_cast<LocalSession&>(session);
  const SessionKey key = new_key();
  file_->write([&](LmdbTransaction& transaction) { move_session(transaction, own.key(), key); });
  own.set_key(key);
}

void LocalStore::remove(StoredSession& session) {
  const auto& own = static_cast<const LocalSession&>(session);
  file_->write([&](LmdbTransaction& transaction) {
    if (const std::optional<SessionRecord> record = find_record(transaction, own.key()))
      erase_session(transaction, own.key(), place_of(*record, own.key()));
  });
}

void LocalStore::sweep() {
  file_->forget_dead_readers();
  const auto end = std::chrono::steady_clock::now() + kLongestSweep;
  const long long time = now();
  for (const SessionRank rank : {SessionRank::kEmpty, SessionRank::kNew, SessionRank::kUsed}) {
    // The places of a rank are in the order in which sessions end.
    const auto expired = [&](const LmdbTransaction& transaction) -> std::optional<SessionPlace> {
      LmdbCursor cursor(transaction, LmdbTable::kIndex);
      if (!cursor.seek(SessionPlace(rank, 0, {}).bytes())) return std::nullopt;
      const SessionPlace place = place_at(cursor);
      return place.rank() == rank && place.end() < time ? std::optional(place) : std::nullopt;
    };
    bool is_left = true;
    while (is_left && std::chrono::steady_clock::now() < end) {
      // Writers wait for each other, so look first.
      file_->read([&](const LmdbTransaction& transaction) { is_left = expired(transaction).has_value(); });
      if (!is_left) break;
      file_->write([&](LmdbTransaction& transaction) {
        for (int removed = 0; removed < kMostRemoved; ++removed) {
          const std::optional<SessionPlace> place = expired(transaction);
          if (!place) return;
          erase_session(transaction, place->key(), *place);
        }
      });
    }
  }
}

std::size_t LocalStore::size() const {
  std::size_t size = 0;
  file_->read([&](const LmdbTransaction& transaction) { size = transaction.entries(LmdbTable::kIndex); });
  return size;
}

void LocalStore::for_each(const std::function<bool(std::string_view id)>& take) const {
  std::vector<SessionKey> keys;
  file_->read([&](const LmdbTransaction& transaction) {
    keys.clear();
    LmdbCursor cursor(transaction, LmdbTable::kIndex);
    for (bool is_there = cursor.seek({}); is_there; is_there = cursor.next()) keys.push_back(place_at(cursor).key());
  });
  for (const SessionKey& key : keys)
    if (!take(session_id(key))) return;
}

std::size_t LocalStore::octets() const {
  std::size_t octets = 0;
  file_->read([&](const LmdbTransaction& transaction) { octets = transaction.octets(); });
  return octets;
}

}  // namespace quire
