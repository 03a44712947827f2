#include "runtime/session/memcached/memcached_session.h"

#include "runtime/session/session_error.h"
#include "runtime/session/value_bytes.h"

#include <algorithm>
#include <utility>

namespace quire {

namespace {

Stored decode(std::string_view bytes) {
  std::optional<Stored> stored = read_attribute(bytes);
  if (!stored)
    throw SessionError(SessionError::Kind::kUnavailable, "an attribute was written by a newer version of Quire");
  return *std::move(stored);
}

}  // namespace

std::optional<StoredSession::State> MemcachedSession::state() const {
  const SessionItem* item = copies_.item();
  if (item == nullptr) return std::nullopt;
  return State{id_, item->created, std::max<long long>(item->last_accessed, used_), item->max_inactive};
}

void MemcachedSession::set_max_inactive(int seconds) {
  copies_.change([&](SessionItem& item) {
    item.max_inactive = seconds;
    return true;
  });
}

std::vector<std::string> MemcachedSession::names() const {
  std::vector<std::string> names;
  if (const SessionItem* item = copies_.item())
    for (const auto& [name, bytes] : item->attributes) names.push_back(name);
  return names;
}

const std::string* MemcachedSession::bytes_of(std::string_view name) const {
  const SessionItem* item = copies_.item();
  if (item == nullptr) return nullptr;
  const auto found = item->attributes.find(name);
  return found == item->attributes.end() ? nullptr : &found->second;
}

std::optional<Stored> MemcachedSession::load(std::string_view name) const {
  const std::string* bytes = bytes_of(name);
  return bytes == nullptr ? std::nullopt : std::optional(decode(*bytes));
}

void MemcachedSession::put(SessionItem& item, std::string_view name, const std::optional<std::string>& bytes) const {
  const std::size_t before = item.size();
  const auto found = item.attributes.find(name);
  if (!bytes) {
    if (found != item.attributes.end()) item.attributes.erase(found);
    return;
  }
  if (found != item.attributes.end()) found->second = *bytes;
  else item.attributes.emplace(name, *bytes);
  if (const std::size_t after = item.size(); after > before) check_session_size(after, limits_, name);
}

void MemcachedSession::save(std::string_view name, Stored stored) {
  check_attribute_name(name);
  const std::optional<std::string> bytes = attribute_bytes(stored);
  copies_.change([&](SessionItem& item) {
    put(item, name, bytes);
    return true;
  });
}

void MemcachedSession::remove(std::string_view name) try {
  copies_.change([&](SessionItem& item) {
    if (!item.attributes.contains(name)) return false;
    put(item, name, std::nullopt);
    return true;
  });
} catch (const SessionError& error) {
  if (error.kind() != SessionError::Kind::kEnded) throw;
}

void MemcachedSession::change(std::string_view name, Change apply, void* closure) {
  check_attribute_name(name);
  for (int attempt = 0; attempt < SessionError::kMostAttempts; ++attempt) {
    if (copies_.item() == nullptr && copies_.read() == nullptr) throw SessionError::ended();
    const std::string* bytes = bytes_of(name);
    const std::optional<std::string> before = bytes == nullptr ? std::nullopt : std::optional(*bytes);
    std::optional<Stored> stored = before ? std::optional(decode(*before)) : std::nullopt;
    // Not within the change below: it is the site's code, which may use the session as well.
    apply(closure, stored);
    const std::optional<std::string> after = stored ? std::optional(attribute_bytes(*stored)) : std::nullopt;
    bool is_unchanged = false;
    copies_.change([&](SessionItem& item) {
      const auto found = item.attributes.find(name);
      // Compared by value: a change and its undoing in the meantime make no difference.
      is_unchanged =
          before ? found != item.attributes.end() && found->second == *before : found == item.attributes.end();
      if (is_unchanged) put(item, name, after);
      return is_unchanged;
    });
    if (is_unchanged) return;
  }
  throw SessionError::overtaken(name);
}

void MemcachedSession::move(ItemCopies copies, std::string id) {
  copies_ = std::move(copies);
  id_ = std::move(id);
}

}  // namespace quire
