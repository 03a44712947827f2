#include "runtime/session/attributes.h"

namespace quire {

namespace {

std::uint64_t bit_of(std::string_view name) {
  if (name.empty()) return 1;
  const auto first = static_cast<unsigned char>(name.front());
  const auto last = static_cast<unsigned char>(name.back());
  return std::uint64_t{1} << ((name.size() * 7 + first * 3U + last) % 64);
}

}  // namespace

std::shared_ptr<Attributes::Slot> Attributes::find(std::string_view name) const {
  if ((names_.load(std::memory_order_acquire) & bit_of(name)) == 0) return nullptr;
  const std::lock_guard lock(mutex_);
  const auto found = slots_.find(name);
  return found == slots_.end() ? nullptr : found->second;
}

std::shared_ptr<Attributes::Slot> Attributes::find_or_make(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto found = slots_.find(name);
  if (found != slots_.end()) return found->second;
  names_.fetch_or(bit_of(name), std::memory_order_release);
  return slots_.emplace(std::string(name), std::make_shared<Slot>()).first->second;
}

std::optional<Stored> Attributes::load(std::string_view name) const {
  const std::shared_ptr<Slot> slot = find(name);
  if (!slot) return std::nullopt;
  const std::lock_guard lock(slot->mutex);
  return slot->stored;
}

void Attributes::save(std::string_view name, Stored stored) {
  const std::shared_ptr<Slot> slot = find_or_make(name);
  const std::lock_guard lock(slot->mutex);
  slot->stored = std::move(stored);
}

void Attributes::change(std::string_view name, Change apply, void* closure) {
  const std::shared_ptr<Slot> slot = find_or_make(name);
  const std::lock_guard lock(slot->mutex);
  apply(closure, slot->stored);
}

void Attributes::remove(std::string_view name) {
  const std::shared_ptr<Slot> slot = find(name);
  if (!slot) return;
  const std::lock_guard lock(slot->mutex);
  slot->stored.reset();
}

std::vector<std::pair<std::string, std::shared_ptr<Attributes::Slot>>> Attributes::slots() const {
  const std::lock_guard lock(mutex_);
  return {slots_.begin(), slots_.end()};
}

std::vector<std::string> Attributes::names() const {
  // Wait for one slot at a time and hold no other lock: the thread that holds a slot may be using
  // another.
  std::vector<std::string> names;
  for (const auto& [name, slot] : slots()) {
    const std::lock_guard lock(slot->mutex);
    if (slot->stored) names.push_back(name);
  }
  return names;
}

std::vector<std::pair<std::string, Stored>> Attributes::copy(std::chrono::steady_clock::time_point deadline) const {
  std::vector<std::pair<std::string, Stored>> copy;
  for (const auto& [name, slot] : slots()) {
    const std::unique_lock lock(slot->mutex, deadline);
    if (lock.owns_lock() && slot->stored) copy.emplace_back(name, *slot->stored);
  }
  return copy;
}

}  // namespace quire
