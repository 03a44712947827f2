#include "runtime/session/memory_store.h"

#include "runtime/session/session_error.h"
#include "runtime/session/session_id.h"
#include "runtime/session/value_bytes.h"

#include <atomic>
#include <chrono>
#include <ctime>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quire {

namespace {

/// How long attributes that are being changed delay the handing over.
constexpr std::chrono::milliseconds kLastChanges{100};

std::size_t index_of(SessionRank rank) { return static_cast<std::size_t>(rank); }

}  // namespace

/// What the requests of a session share. Thread-safe, but for what the store's lock protects.
struct MemoryStore::Entry {
  Entry(StoredSession::State state, std::shared_ptr<std::atomic<std::size_t>> total)
      : state(std::move(state)), total(std::move(total)) {}
  ~Entry() { *total -= size; }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  bool has_id(std::string_view id) const;
  bool is_expired(long long time) const;
  /// Where it belongs now.
  SessionRank rank_now() const;
  /// Counts the octets and attributes that replace others.
  void count(std::size_t before, std::size_t after);

  Attributes attributes;
  std::atomic<std::size_t> size{0};
  std::atomic<int> held{0};
  mutable std::mutex mutex;
  StoredSession::State state;
  bool is_valid = true;
  const std::shared_ptr<std::atomic<std::size_t>> total;

  // Under the store's lock.
  bool was_seen_again = false;
  SessionRank rank = SessionRank::kEmpty;
};

/// A session of a `MemoryStore`.
class MemorySession final : public StoredSession {
 public:
  MemorySession(MemoryStore& store, std::shared_ptr<MemoryStore::Entry> entry, std::string id)
      : store_(store), entry_(std::move(entry)), id_(std::move(id)) {}

  std::optional<State> state() const override;
  void set_max_inactive(int seconds) override;
  std::vector<std::string> names() const override;
  std::optional<Stored> load(std::string_view name) const override;
  void save(std::string_view name, Stored stored) override;
  void change(std::string_view name, Change apply, void* closure) override;
  void remove(std::string_view name) override;

  // For the store.
  const std::string& id() const { return id_; }
  void set_id(std::string id) { id_ = std::move(id); }

 private:
  MemoryStore& store_;
  const std::shared_ptr<MemoryStore::Entry> entry_;
  std::string id_;
};

bool MemoryStore::Entry::has_id(std::string_view id) const {
  const std::lock_guard lock(mutex);
  return is_valid && state.id == id;
}

bool MemoryStore::Entry::is_expired(long long time) const {
  const std::lock_guard lock(mutex);
  return state.max_inactive >= 0 && time - state.last_accessed > state.max_inactive;
}

SessionRank MemoryStore::Entry::rank_now() const {
  if (held == 0) return SessionRank::kEmpty;
  return was_seen_again ? SessionRank::kUsed : SessionRank::kNew;
}

void MemoryStore::Entry::count(std::size_t before, std::size_t after) {
  // Modulo 2^64, so that a difference may be negative.
  size += after - before;
  *total += after - before;
  held += static_cast<int>(after > 0) - static_cast<int>(before > 0);
}

std::optional<StoredSession::State> MemorySession::state() const {
  const std::lock_guard lock(entry_->mutex);
  return entry_->is_valid && entry_->state.id == id_ ? std::optional(entry_->state) : std::nullopt;
}

void MemorySession::set_max_inactive(int seconds) {
  const std::lock_guard lock(entry_->mutex);
  if (!entry_->is_valid || entry_->state.id != id_) throw SessionError::ended();
  entry_->state.max_inactive = seconds;
}

std::vector<std::string> MemorySession::names() const {
  return entry_->has_id(id_) ? entry_->attributes.names() : std::vector<std::string>();
}

std::optional<Stored> MemorySession::load(std::string_view name) const {
  return entry_->has_id(id_) ? entry_->attributes.load(name) : std::nullopt;
}

void MemorySession::save(std::string_view name, Stored stored) {
  change(
      name, [](void* value, std::optional<Stored>& place) { place = std::move(*static_cast<Stored*>(value)); },
      &stored);
}

void MemorySession::change(std::string_view name, Change apply, void* closure) {
  check_attribute_name(name);
  const auto octets = [name](const std::optional<Stored>& stored) {
    return stored ? name.size() + octets_of(*stored) : 0;
  };
  auto limited = [&](std::optional<Stored>& stored) {
    if (!entry_->has_id(id_)) throw SessionError::ended();
    std::optional<Stored> changed = stored;
    apply(closure, changed);
    const std::size_t before = octets(stored);
    const std::size_t after = octets(changed);
    if (after > before) {
      check_session_size(entry_->size + after - before, store_.options_.limits, name);
      store_.make_room(after - before, *entry_);
    }
    stored = std::move(changed);
    entry_->count(before, after);
  };
  entry_->attributes.change(
      name, [](void* change, std::optional<Stored>& stored) { (*static_cast<decltype(limited)*>(change))(stored); },
      &limited);
}

void MemorySession::remove(std::string_view name) {
  if (!entry_->has_id(id_)) return;
  change(name, [](void*, std::optional<Stored>& stored) { stored.reset(); }, nullptr);
}

MemoryStore::MemoryStore(Options options) : options_(std::move(options)), max_inactive_(options_.max_inactive) {}

long long MemoryStore::now() const { return options_.clock ? options_.clock() : std::time(nullptr); }

std::unique_ptr<StoredSession> MemoryStore::create() {
  const long long time = now();
  std::string id = new_session_id();
  auto entry = std::make_shared<Entry>(StoredSession::State{id, time, time, max_inactive_}, total_);
  const std::lock_guard lock(mutex_);
  while (by_id_.size() >= options_.limits.sessions)
    if (!remove_least(nullptr)) throw SessionError::full(by_id_.size());
  insert(entry, SessionRank::kEmpty);
  return std::make_unique<MemorySession>(*this, std::move(entry), std::move(id));
}

void MemoryStore::insert(std::shared_ptr<Entry> entry, SessionRank rank) {
  Order& order = orders_[index_of(rank)];
  entry->rank = rank;
  order.push_front(std::move(entry));
  by_id_.emplace(order.front()->state.id, order.begin());
}

void MemoryStore::move_up(Order::iterator position) {
  const SessionRank rank = (*position)->rank_now();
  Order& order = orders_[index_of(rank)];
  order.splice(order.begin(), orders_[index_of((*position)->rank)], position);
  (*position)->rank = rank;
}

void MemoryStore::forget(Order::iterator position) {
  const std::shared_ptr<Entry> entry = *position;
  {
    const std::lock_guard lock(entry->mutex);
    entry->is_valid = false;
    by_id_.erase(entry->state.id);
  }
  orders_[index_of(entry->rank)].erase(position);
}

bool MemoryStore::remove_least(const Entry* spared) {
  for (const SessionRank rank : {SessionRank::kEmpty, SessionRank::kNew}) {
    Order& order = orders_[index_of(rank)];
    for (auto position = order.end(); position != order.begin();) {
      const auto candidate = std::prev(position);
      if ((*candidate)->rank_now() != rank) {
        // It has got its first attribute since it was last seen.
        move_up(candidate);
      } else if (candidate->get() == spared) {
        position = candidate;
      } else {
        forget(candidate);
        return true;
      }
    }
  }
  // Sessions in use make room only once they have expired.
  const Order& used = orders_[index_of(SessionRank::kUsed)];
  if (used.empty() || !used.back()->is_expired(now())) return false;
  forget(std::prev(orders_[index_of(SessionRank::kUsed)].end()));
  return true;
}

void MemoryStore::make_room(std::size_t octets, const Entry& entry) {
  if (*total_ + octets <= options_.limits.total) return;
  const std::lock_guard lock(mutex_);
  while (*total_ + octets > options_.limits.total)
    if (!remove_least(&entry)) throw SessionError::full(by_id_.size());
}

std::unique_ptr<StoredSession> MemoryStore::find(std::string_view id, bool prolongs) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return nullptr;
  const Order::iterator position = found->second;
  const std::shared_ptr<Entry> entry = *position;
  const long long time = now();
  if (entry->is_expired(time)) {
    forget(position);
    return nullptr;
  }
  if (!prolongs) return std::make_unique<MemorySession>(*this, entry, std::string(id));
  entry->was_seen_again = true;
  {
    const std::lock_guard state(entry->mutex);
    entry->state.last_accessed = time;
  }
  move_up(position);
  return std::make_unique<MemorySession>(*this, entry, std::string(id));
}

void MemoryStore::for_each(const std::function<bool(std::string_view id)>& take) const {
  std::vector<std::string> ids;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, position] : by_id_) ids.push_back(id);
  }
  for (const std::string& id : ids)
    if (!take(id)) return;
}

void MemoryStore::rotate_id(StoredSession& session) {
  auto& own = static_cast<MemorySession&>(session);
  std::string id = new_session_id();
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(own.id());
  if (found == by_id_.end()) throw SessionError::ended();
  const Order::iterator position = found->second;
  by_id_.erase(found);
  {
    const std::lock_guard state((*position)->mutex);
    (*position)->state.id = id;
  }
  by_id_.emplace(id, position);
  own.set_id(std::move(id));
}

void MemoryStore::remove(StoredSession& session) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(static_cast<const MemorySession&>(session).id());
  if (found != by_id_.end()) forget(found->second);
}

void MemoryStore::sweep() {
  const long long time = now();
  const std::lock_guard lock(mutex_);
  for (Order& order : orders_)
    for (auto position = order.begin(); position != order.end();) {
      const auto next = std::next(position);
      if ((*position)->is_expired(time)) forget(position);
      position = next;
    }
}

std::string MemoryStore::hand_over() const {
  const auto deadline = std::chrono::steady_clock::now() + kLastChanges;
  std::vector<std::pair<std::shared_ptr<Entry>, bool>> entries;
  {
    const std::lock_guard lock(mutex_);
    for (const Order& order : orders_)
      for (auto entry = order.rbegin(); entry != order.rend(); ++entry)
        entries.emplace_back(*entry, (*entry)->was_seen_again);
  }
  // Without the store's lock, because the site's code may hold that of an attribute.
  ByteWriter writer;
  writer.add(static_cast<std::int64_t>(entries.size()));
  for (const auto& [entry, was_seen_again] : entries) {
    StoredSession::State state;
    {
      const std::lock_guard lock(entry->mutex);
      state = entry->state;
    }
    writer.add(std::string_view(state.id));
    for (const long long number : {state.created, state.last_accessed, static_cast<long long>(state.max_inactive),
                                   static_cast<long long>(was_seen_again)})
      writer.add(std::int64_t{number});
    const auto attributes = entry->attributes.copy(deadline);
    writer.add(static_cast<std::int64_t>(attributes.size()));
    for (const auto& [name, stored] : attributes) {
      writer.add(std::string_view(name));
      writer.add(stored);
    }
  }
  return writer.take();
}

void MemoryStore::take_over(std::string_view bytes) {
  ByteReader reader(bytes);
  for (std::int64_t left = reader.number(); left > 0; --left) {
    StoredSession::State state;
    state.id = reader.text();
    state.created = reader.number();
    state.last_accessed = reader.number();
    state.max_inactive = static_cast<int>(reader.number());
    const bool was_seen_again = reader.number() != 0;
    auto entry = std::make_shared<Entry>(std::move(state), total_);
    entry->was_seen_again = was_seen_again;
    for (std::int64_t attributes = reader.number(); attributes > 0; --attributes) {
      const std::string name(reader.text());
      Stored stored = reader.stored();
      entry->count(0, name.size() + octets_of(stored));
      entry->attributes.save(name, std::move(stored));
    }
    const std::lock_guard lock(mutex_);
    const SessionRank rank = entry->rank_now();
    if (!by_id_.contains(entry->state.id)) insert(std::move(entry), rank);
  }
}

std::size_t MemoryStore::size() const {
  const std::lock_guard lock(mutex_);
  return by_id_.size();
}

}  // namespace quire
