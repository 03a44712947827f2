#include "runtime/session/memcached/recent_items.h"

#include <utility>

namespace quire {

namespace {

/// What an entry takes beside its key and its attributes, about.
constexpr std::size_t kOverhead = 512;
constexpr std::size_t kAttributeOverhead = 128;

}  // namespace

RecentItems::Entry RecentItems::find(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return {};
  order_.splice(order_.begin(), order_, found->second);
  return found->second->entry;
}

void RecentItems::keep(const std::string& key, Entry entry) {
  const std::size_t size =
      kOverhead + key.size() + entry.item->size() + kAttributeOverhead * entry.item->attributes.size();
  const std::lock_guard lock(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) drop(found->second);
  if (size > limit_) return;
  while (size_ + size > limit_) drop(std::prev(order_.end()));
  order_.push_front({key, std::move(entry), size});
  size_ += size;
  try {
    by_key_.emplace(order_.front().key, order_.begin());
  } catch (...) {
    size_ -= size;
    order_.pop_front();
    throw;
  }
}

void RecentItems::forget(std::string_view key) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) drop(found->second);
}

void RecentItems::drop(Order::iterator position) {
  size_ -= position->size;
  by_key_.erase(position->key);
  order_.erase(position);
}

}  // namespace quire
