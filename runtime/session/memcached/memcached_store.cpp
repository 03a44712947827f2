#include "runtime/session/memcached/memcached_store.h"

#include "runtime/session/memcached/memcached_session.h"
#include "runtime/session/session_error.h"
#include "runtime/session/session_id.h"
#include "runtime/session/session_record.h"

#include <cstdlib>
#include <ctime>
#include <optional>
#include <set>
#include <utility>

namespace quire {

namespace {

/// If all of so many ids belong to nodes that are down or for failover, the last one must do.
constexpr int kMostIds = 32;

/// Whether its use should be written, so that it does not expire. Decided by the clock of memcached where that counts
/// down.
bool should_touch(const ItemCopies& copies, long long now) {
  const SessionItem& item = *copies.item();
  SessionRecord record;
  record.max_inactive = item.max_inactive;
  if (copies.ttl() >= 0) return copies.ttl() <= item.max_inactive;
  return std::llabs(now - item.last_accessed) >= record.touch_interval();
}

}  // namespace

MemcachedStore::MemcachedStore(const SessionSettings& settings, std::string prefix, const MemcachedCluster::Log& log)
    : settings_(settings),
      prefix_(std::move(prefix)),
      options_{settings.shared.compress_from, settings.memcached.copies_later},
      cluster_(MemcachedCluster::get(settings, log)),
      nodes_(cluster_->nodes()),
      max_inactive_(settings.timeout) {}

ItemCopies MemcachedStore::copies_of(std::string_view id) const { return {nodes_, options_, prefix_, id}; }

MemcachedStore::Place MemcachedStore::new_place() const {
  constexpr int kBest = 2;
  const auto rank = [this](const MemcachedNode* node) {
    if (node == nullptr || !node->is_up()) return 0;
    return nodes_.is_for_failover(*node) ? 1 : kBest;
  };
  // With more than two nodes, others may be down.
  const auto has_two = [](const MemcachedNodes::Homes& homes) {
    return homes[1] == nullptr || (homes[0]->is_up() && homes[1]->is_up());
  };
  Place place;
  for (int attempt = 0; attempt < kMostIds; ++attempt) {
    place.id = new_session_id();
    const MemcachedNodes::Homes homes = nodes_.homes_of(place.id);
    place.epoch = rank(homes[1]) > rank(homes[0]) ? 1 : 0;
    if (rank(homes[place.epoch]) == kBest && (has_two(homes) || nodes_.all().size() <= 2)) break;
  }
  return place;
}

std::unique_ptr<StoredSession> MemcachedStore::create() {
  Place place = new_place();
  SessionItem item;
  item.version = {place.epoch, 1};
  item.created = item.last_accessed = std::time(nullptr);
  item.max_inactive = max_inactive_;
  ItemCopies copies = copies_of(place.id);
  copies.create(item);
  return std::make_unique<MemcachedSession>(std::move(copies), settings_.limits, std::move(place.id), item.created);
}

std::unique_ptr<StoredSession> MemcachedStore::find(std::string_view id, bool prolongs) {
  // No other id becomes part of a key.
  if (!session_key(id)) return nullptr;
  ItemCopies copies = copies_of(id);
  if (copies.read() == nullptr) return nullptr;
  const long long now = std::time(nullptr);
  if (prolongs && should_touch(copies, now)) try {
      copies.change([now](SessionItem& item) {
        item.last_accessed = now;
        return true;
      });
    } catch (const SessionError& error) {
      if (error.kind() == SessionError::Kind::kEnded) return nullptr;
      // It can still be read.
    }
  if (copies.item() == nullptr && copies.read() == nullptr) return nullptr;
  return std::make_unique<MemcachedSession>(std::move(copies), settings_.limits, std::string(id), prolongs ? now : 0);
}

std::string MemcachedStore::node_of(const StoredSession& session) const {
  return static_cast<const MemcachedSession&>(session).copies().primary().name();
}

void MemcachedStore::for_each(const std::function<bool(std::string_view id)>& take) const {
  std::set<SessionKey> keys;
  std::string why;
  bool is_any_read = false;
  for (const auto& node : nodes_.all()) try {
      // A connection of its own, because the list may be long.
      node->reach()->for_each_key([&](std::string_view key) {
        if (!key.starts_with(prefix_)) return;
        if (const std::optional<SessionKey> found = session_key(key.substr(prefix_.size()))) keys.insert(*found);
      });
      is_any_read = true;
    } catch (const StoreFailure& failure) {
      why += (why.empty() ? "" : "; ") + node->title() + ": " + failure.what();
    }
  if (!is_any_read) throw SessionError(SessionError::Kind::kUnavailable, "the sessions' store does not answer: " + why);
  for (const SessionKey& key : keys)
    if (!take(session_id(key))) return;
}

void MemcachedStore::rotate_id(StoredSession& session) {
  auto& own = static_cast<MemcachedSession&>(session);
  Place place;
  std::optional<ItemCopies> copies;
  own.copies().change([&](SessionItem& item) {
    // First the new item, with all that the old one has when it ends: whatever dies in between, one of them is there.
    // For each attempt another one, so that what was sent late changes nothing.
    place = new_place();
    SessionItem moved = item;
    moved.version = {place.epoch, item.version.number + 1};
    copies.emplace(copies_of(place.id)).create(moved);
    item.is_ended = true;
    item.attributes.clear();
    return true;
  });
  own.move(*std::move(copies), std::move(place.id));
}

void MemcachedStore::remove(StoredSession& session) try {
  static_cast<MemcachedSession&>(session).copies().change([](SessionItem& item) {
    item.is_ended = true;
    item.attributes.clear();
    return true;
  });
} catch (const SessionError& error) {
  if (error.kind() != SessionError::Kind::kEnded) throw;
}

}  // namespace quire
