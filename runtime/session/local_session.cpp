#include "runtime/session/local_session.h"

#include "runtime/session/session_error.h"
#include "runtime/session/session_tables.h"
#include "runtime/session/value_bytes.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

Stored decode(std::string_view bytes) {
  std::optional<Stored> stored = read_attribute(bytes);
  if (!stored) LmdbFile::report_damage();
  return *std::move(stored);
}

}  // namespace

std::optional<StoredSession::State> LocalSession::state() const {
  std::optional<SessionRecord> record;
  file_.read([&](const LmdbTransaction& transaction) { record = find_record(transaction, key_); });
  if (!record) return std::nullopt;
  return State{session_id(key_), record->created,
               is_used_ ? std::max<long long>(record->last_accessed, found_) : record->last_accessed,
               record->max_inactive};
}

void LocalSession::set_max_inactive(int seconds) {
  file_.write([&](LmdbTransaction& transaction) {
    const SessionRecord before = existing_record(transaction, key_);
    SessionRecord after = before;
    after.max_inactive = seconds;
    change_record(transaction, key_, before, after);
  });
}

std::vector<std::string> LocalSession::names() const {
  std::vector<std::string> names;
  file_.read([&](const LmdbTransaction& transaction) {
    names.clear();
    for_each_attribute(transaction, key_, [&](std::string_view name, std::string_view) { names.emplace_back(name); });
  });
  return names;
}

std::optional<Stored> LocalSession::load(std::string_view name) const {
  std::optional<Stored> stored;
  const AttributeKey key(key_, name);
  file_.read([&](const LmdbTransaction& transaction) {
    const std::optional<std::string_view> bytes = transaction.get(LmdbTable::kMain, key.bytes());
    stored = bytes ? std::optional(decode(*bytes)) : std::nullopt;
  });
  return stored;
}

void LocalSession::put(LmdbTransaction& transaction, std::string_view name, const std::optional<std::string>& value) {
  const AttributeKey key(key_, name);
  const SessionRecord before = existing_record(transaction, key_);
  const std::optional<std::string_view> old = transaction.get(LmdbTable::kMain, key.bytes());
  if (old == value) return;
  SessionRecord after = before;
  if (old) {
    after.size -= std::min<std::uint64_t>(after.size, name.size() + old->size());
    after.attributes -= after.attributes > 0 ? 1 : 0;
  }
  if (value) {
    after.size += name.size() + value->size();
    ++after.attributes;
    if (after.size > before.size) check_session_size(after.size, limits_, name);
    transaction.put(LmdbTable::kMain, key.bytes(), *value);
  } else {
    transaction.erase(LmdbTable::kMain, key.bytes());
  }
  change_record(transaction, key_, before, after);
  if (after.size > before.size) make_room(transaction, limits_, 0, key_, found_);
}

void LocalSession::save(std::string_view name, Stored stored) {
  const std::optional<std::string> value = attribute_bytes(stored);
  file_.write([&](LmdbTransaction& transaction) { put(transaction, name, value); });
}

void LocalSession::remove(std::string_view name) {
  file_.write([&](LmdbTransaction& transaction) {
    if (find_record(transaction, key_)) put(transaction, name, std::nullopt);
  });
}

void LocalSession::change(std::string_view name, Change apply, void* closure) {
  const AttributeKey key(key_, name);
  for (int attempt = 0; attempt < SessionError::kMostAttempts; ++attempt) {
    std::optional<std::string> before;
    std::optional<Stored> stored;
    file_.read([&](const LmdbTransaction& transaction) {
      existing_record(transaction, key_);
      before = transaction.get(LmdbTable::kMain, key.bytes());
      stored = before ? std::optional(decode(*before)) : std::nullopt;
    });
    apply(closure, stored);
    const std::optional<std::string> after = stored ? std::optional(attribute_bytes(*stored)) : std::nullopt;
    bool is_unchanged = false;
    file_.write([&](LmdbTransaction& transaction) {
      // Compared by value: a change and its undoing in the meantime make no difference.
      is_unchanged = transaction.get(LmdbTable::kMain, key.bytes()) == before;
      if (is_unchanged) put(transaction, name, after);
    });
    if (is_unchanged) return;
  }
  throw SessionError::overtaken(name);
}

}  // namespace quire
