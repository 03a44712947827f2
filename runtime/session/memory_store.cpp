#include "runtime/session/memory_store.h"

#include "runtime/session/session_id.h"

#include <ctime>

namespace quire {

namespace {

long long now() { return std::time(nullptr); }

bool is_expired(const SessionState& session, long long time) {
  const std::lock_guard lock(session.mutex);
  return session.max_inactive >= 0 && time - session.last_accessed > session.max_inactive;
}

void invalidate(SessionState& session) {
  const std::lock_guard lock(session.mutex);
  session.is_valid = false;
}

}  // namespace

MemoryStore::MemoryStore(int max_inactive, std::size_t max_sessions)
    : max_inactive_(max_inactive), max_sessions_(max_sessions) {}

std::shared_ptr<SessionState> MemoryStore::create() {
  auto session = std::make_shared<SessionState>();
  session->id = new_session_id();
  session->created = session->last_accessed = now();
  session->max_inactive = max_inactive_;
  const std::lock_guard lock(mutex_);
  if (order_.size() >= max_sessions_) forget(std::prev(order_.end()));
  order_.push_front(session);
  by_id_.emplace(session->id, order_.begin());
  return session;
}

void MemoryStore::forget(Order::iterator entry) {
  invalidate(**entry);
  by_id_.erase((*entry)->id);
  order_.erase(entry);
}

std::shared_ptr<SessionState> MemoryStore::find(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return nullptr;
  const Order::iterator entry = found->second;
  const long long time = now();
  if (is_expired(**entry, time)) {
    forget(entry);
    return nullptr;
  }
  order_.splice(order_.begin(), order_, entry);
  const std::lock_guard session_lock((*entry)->mutex);
  (*entry)->last_accessed = time;
  return *entry;
}

void MemoryStore::rotate_id(const std::shared_ptr<SessionState>& session) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(session->id);
  if (found == by_id_.end()) return;
  const Order::iterator entry = found->second;
  by_id_.erase(found);
  {
    const std::lock_guard session_lock(session->mutex);
    session->id = new_session_id();
  }
  by_id_.emplace(session->id, entry);
}

void MemoryStore::remove(const std::shared_ptr<SessionState>& session) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_id_.find(session->id); found != by_id_.end()) forget(found->second);
}

void MemoryStore::sweep() {
  const long long time = now();
  const std::lock_guard lock(mutex_);
  for (auto entry = order_.begin(); entry != order_.end();) {
    const auto next = std::next(entry);
    if (is_expired(**entry, time)) forget(entry);
    entry = next;
  }
}

std::size_t MemoryStore::size() const {
  const std::lock_guard lock(mutex_);
  return order_.size();
}

}  // namespace quire
