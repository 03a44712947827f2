#include "runtime/session/memory_store.h"

#include "runtime/session/session_id.h"

#include <ctime>
#include <utility>

namespace quire {

namespace {

long long now() { return std::time(nullptr); }

}  // namespace

StoredSession::State MemorySession::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void MemorySession::set_max_inactive(int seconds) {
  const std::lock_guard lock(mutex_);
  state_.max_inactive = seconds;
}

bool MemorySession::is_expired(long long time) const {
  const std::lock_guard lock(mutex_);
  return state_.max_inactive >= 0 && time - state_.last_accessed > state_.max_inactive;
}

void MemorySession::set_last_accessed(long long time) {
  const std::lock_guard lock(mutex_);
  state_.last_accessed = time;
}

void MemorySession::set_id(std::string id) {
  const std::lock_guard lock(mutex_);
  state_.id = std::move(id);
}

MemoryStore::MemoryStore(int max_inactive, std::size_t max_sessions)
    : max_inactive_(max_inactive), max_sessions_(max_sessions) {}

std::shared_ptr<StoredSession> MemoryStore::create() {
  const long long time = now();
  std::string id = new_session_id();
  auto session = std::make_shared<MemorySession>(StoredSession::State{id, time, time, max_inactive_});
  const std::lock_guard lock(mutex_);
  if (order_.size() >= max_sessions_) forget(std::prev(order_.end()));
  order_.push_front(session);
  by_id_.emplace(std::move(id), order_.begin());
  return session;
}

void MemoryStore::forget(Order::iterator entry) {
  (*entry)->end();
  by_id_.erase((*entry)->state().id);
  order_.erase(entry);
}

std::shared_ptr<StoredSession> MemoryStore::find(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return nullptr;
  const Order::iterator entry = found->second;
  const long long time = now();
  if ((*entry)->is_expired(time)) {
    forget(entry);
    return nullptr;
  }
  order_.splice(order_.begin(), order_, entry);
  (*entry)->set_last_accessed(time);
  return *entry;
}

void MemoryStore::rotate_id(StoredSession& session) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(session.state().id);
  if (found == by_id_.end()) return;
  const Order::iterator entry = found->second;
  by_id_.erase(found);
  std::string id = new_session_id();
  (*entry)->set_id(id);
  by_id_.emplace(std::move(id), entry);
}

void MemoryStore::remove(StoredSession& session) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_id_.find(session.state().id); found != by_id_.end()) forget(found->second);
}

void MemoryStore::sweep() {
  const long long time = now();
  const std::lock_guard lock(mutex_);
  for (auto entry = order_.begin(); entry != order_.end();) {
    const auto next = std::next(entry);
    if ((*entry)->is_expired(time)) forget(entry);
    entry = next;
  }
}

std::size_t MemoryStore::size() const {
  const std::lock_guard lock(mutex_);
  return order_.size();
}

}  // namespace quire
