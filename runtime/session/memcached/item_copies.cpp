#include "runtime/session/memcached/item_copies.h"

#include "runtime/session/session_error.h"
#include "runtime/session/session_id.h"
#include "runtime/session/session_record.h"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <limits>
#include <random>
#include <stdexcept>
#include <thread>
#include <utility>

namespace quire {

namespace {

using std::chrono::microseconds;

/// A primary that should have an item is asked so often, in case its copy is just being written.
constexpr int kLooks = 3;
/// The same if only its copy is older than the other one, which is so for a moment after every change.
constexpr int kLooksIfBehind = 10;
constexpr int kMostAttempts = 1000;
/// A change takes at most so many times the timeout of one exchange.
constexpr int kPatience = 20;
/// The same for reading, and for a new session.
constexpr int kReadPatience = 4;
/// In a row, before others get time to finish.
constexpr int kEagerAttempts = 3;
constexpr int kMostCopyAttempts = 50;
/// What memcached adds to a value, at most: its head, and pointers between the pieces of a large one.
constexpr std::size_t kItemOverhead = 1024;

OperationId new_operation() {
  const RandomOctets octets = random_octets();
  OperationId operation = 0;
  std::memcpy(&operation, octets.data(), sizeof operation);
  return operation;
}

/// Lets the others finish, the longer the more often they were first.
void give_way(int attempt) {
  if (attempt < kEagerAttempts) return;
  constexpr int kMost = 5000;
  constexpr int kStep = 100;
  thread_local std::minstd_rand random(std::random_device{}());
  std::uniform_int_distribution<int> pause(0, std::min(attempt * kStep, kMost));
  std::this_thread::sleep_for(microseconds(pause(random)));
}

/// How long it is remembered, in seconds, that a session has ended: its limit may have been longer once.
constexpr std::int64_t kLeastOfEnded = std::int64_t{60} * 60 * 24;
/// memcached takes a number of seconds up to this as relative.
constexpr std::int64_t kLongestRelative = std::int64_t{60} * 60 * 24 * 30;

/// Returns 0, for ever, for what ends after the last time that memcached knows.
std::int64_t in_memcached_form(std::int64_t seconds, std::int64_t now) {
  if (seconds <= kLongestRelative) return seconds;
  return now + seconds > std::numeric_limits<std::int32_t>::max() ? 0 : now + seconds;
}

}  // namespace

ItemCopies::ItemCopies(MemcachedNodes& nodes, const Options& options, std::string_view prefix, std::string_view id)
    : nodes_(&nodes), options_(options), key_(std::string(prefix) + std::string(id)), homes_(nodes.homes_of(id)) {}

std::int64_t ItemCopies::lifetime(const SessionItem& item, std::int64_t now) {
  SessionRecord record;
  record.max_inactive = item.max_inactive;
  // What has ended must outlive every copy from before, which is never in use again.
  if (item.max_inactive < 0) return item.is_ended ? kLongestRelative : 0;
  // memcached counts by its own clock, in whole seconds, of which the first may be a short one.
  const std::int64_t seconds = record.max_inactive + record.touch_interval() + 1;
  return in_memcached_form(item.is_ended ? std::max(seconds, kLeastOfEnded) : seconds, now);
}

const MemcachedNode& ItemCopies::primary() const {
  const SessionItem* known = item();
  const std::size_t index = known == nullptr || count() == 1 ? 0 : known->version.epoch % 2;
  return *homes_[index];
}

void ItemCopies::take(Copy& copy, MemcachedAnswer answer, std::uint64_t connection) {
  copy = {};
  copy.state = Copy::State::kMissing;
  if (answer.kind != MemcachedAnswer::Kind::kDone) return;
  copy.cas = answer.cas;
  copy.ttl = answer.ttl;
  copy.connection = connection;
  try {
    copy.item = std::make_shared<const SessionItem>(decode_item(answer.text, MemcachedConnection::kLargestValue));
    copy.state = Copy::State::kThere;
  } catch (const UnknownItemForm& error) {
    throw SessionError(SessionError::Kind::kUnavailable, error.what());
  } catch (const std::runtime_error&) {
    copy.is_foreign = true;
  }
}

void ItemCopies::read_one(std::size_t index) {
  Copy& copy = copies_[index];
  try {
    MemcachedNode::Lease lease = homes_[index]->lease(copy.connection);
    take(copy, lease->get(key_), lease->id());
    lease.end();
  } catch (const StoreFailure& failure) {
    homes_[index]->fail(failure);
    copy = {};
    copy.state = Copy::State::kUnreachable;
    copy.why = failure.what();
  }
}

/// Asks both at the same time.
void ItemCopies::read_both() {
  is_read_ = false;
  // What one node said before the other was restarted tells nothing about the time after.
  if (read_once() && !copies_[0].is_there() && !copies_[1].is_there()) read_once();
  is_read_ = true;
}

/// Returns whether a node had to be asked again.
bool ItemCopies::read_once() {
  bool was_repeated = false;
  RecentItems::Entry recent;
  if (nodes_->recent() != nullptr) recent = nodes_->recent()->find(key_);
  std::array<std::optional<MemcachedNode::Lease>, 2> leases;
  for (std::size_t index = 0; index < count(); ++index) try {
      leases[index] = homes_[index]->lease(copies_[index].connection);
      if (recent.item) (*leases[index])->send_look(key_);
      else (*leases[index])->send_get(key_);
    } catch (const StoreFailure& failure) {
      homes_[index]->fail(failure);
      leases[index].reset();
    }
  for (std::size_t index = 0; index < count(); ++index) {
    // The connection may have ended with an earlier process, so that another attempt makes sense; a node that is down
    // answers that at once.
    bool is_read = false;
    bool was_answered = false;
    if (leases[index]) try {
        MemcachedAnswer answer = (*leases[index])->receive();
        const std::uint64_t connection = (*leases[index])->id();
        leases[index]->end();
        was_answered = true;
        if (recent.item) {
          is_read = take_recent(index, answer, connection, recent);
        } else {
          is_read = true;
          take(copies_[index], std::move(answer), connection);
        }
      } catch (const StoreFailure& failure) {
        homes_[index]->fail(failure);
      }
    if (is_read) continue;
    was_repeated = was_repeated || !was_answered;
    read_one(index);
  }
  return was_repeated;
}

std::optional<std::size_t> ItemCopies::choose() {
  for (int look = 0;; ++look) {
    std::optional<std::uint32_t> epoch;
    for (const Copy& copy : copies_)
      if (copy.is_there()) epoch = std::max(epoch.value_or(0), copy.version().epoch);
    if (!epoch) return std::nullopt;
    if (count() == 1) return 0;
    const std::size_t primary = *epoch % 2;
    const Copy& copy = copies_[primary];
    const Copy& other = copies_[1 - primary];
    const bool is_of_epoch = copy.is_there() && copy.version().epoch == *epoch;
    // Unless it was read earlier, the primary was out of use for some time, and has come back with what it had.
    const bool is_behind = is_of_epoch && other.is_there() && other.version() > copy.version();
    if (is_of_epoch && !is_behind) return primary;
    // Copies that were read at different moments tell nothing.
    if (!copy.is_reachable() || look == (is_behind ? kLooksIfBehind : kLooks)) return 1 - primary;
    nodes_->meter().count_retry();
    give_way(look);
    read_both();
  }
}

const SessionItem* ItemCopies::read() {
  const StoreMeter::Timing timing(nodes_->meter());
  const Clock::time_point end = Clock::now() + kReadPatience * nodes_->timeout();
  read_both();
  std::optional<std::size_t> chosen = choose();
  while (!chosen) {
    if (is_certain(end)) {
      known_.reset();
      return nullptr;
    }
    read_both();
    chosen = choose();
  }
  const Copy& counts = copies_[*chosen];
  const Copy& other = copies_[1 - *chosen];
  if (count() == 2 && other.state == Copy::State::kMissing) nodes_->repair(key_);
  else if (other.is_there() && other.version() < counts.version()) nodes_->look_at(key_);
  know(counts);
  return item();
}

void ItemCopies::know(const Copy& copy) {
  known_ = copy.item->is_ended ? nullptr : copy.item;
  ttl_ = copy.ttl;
  keep_recent();
}

void ItemCopies::keep_recent() {
  RecentItems* recent = nodes_->recent();
  if (recent == nullptr) return;
  if (!known_) return recent->forget(key_);
  RecentItems::Entry entry{known_, {}};
  for (std::size_t index = 0; index < count(); ++index)
    if (copies_[index].is_there() && copies_[index].version() == known_->version) entry.cas[index] = copies_[index].cas;
  recent->keep(key_, std::move(entry));
}

/// Returns false if the item must be read.
bool ItemCopies::take_recent(std::size_t index, const MemcachedAnswer& answer, std::uint64_t connection,
                             const RecentItems::Entry& recent) {
  Copy& copy = copies_[index];
  copy = {};
  copy.state = Copy::State::kMissing;
  if (answer.kind != MemcachedAnswer::Kind::kDone) return true;
  // After a restart, a number may come again, but not with the same fingerprint as well.
  if (answer.cas != recent.cas[index] || answer.flags != recent.item->fingerprint()) return false;
  copy.state = Copy::State::kThere;
  copy.item = recent.item;
  copy.cas = answer.cas;
  copy.connection = connection;
  copy.ttl = answer.ttl;
  return true;
}

bool ItemCopies::is_certain(Clock::time_point end) {
  std::size_t unreachable = 0;
  MemcachedNode* reached = nullptr;
  for (std::size_t index = 0; index < count(); ++index) {
    if (copies_[index].is_reachable()) reached = homes_[index];
    else ++unreachable;
  }
  if (unreachable == 0) return true;
  if (!is_worth_another_attempt(end)) {
    if (reached != nullptr && knows_of_none(*reached)) return true;
    fail_unavailable();
  }
  nodes_->meter().count_retry();
  return false;
}

bool ItemCopies::is_worth_another_attempt(Clock::time_point end) const {
  for (std::size_t index = 0; index < count(); ++index)
    if (!copies_[index].is_reachable() && nodes_->wait_for(*homes_[index], end)) return Clock::now() < end;
  return false;
}

bool ItemCopies::knows_of_none(MemcachedNode& node) try {
  MemcachedNode::Lease lease = node.lease();
  const MemcachedAnswer mark = lease->get(nodes_->sync_mark());
  // After the mark, on the same connection: it may have been filled since it was asked.
  const MemcachedAnswer item = lease->get(key_);
  lease.end();
  return mark.kind == MemcachedAnswer::Kind::kDone && mark.text == nodes_->sync_value() &&
         item.kind == MemcachedAnswer::Kind::kMissing;
} catch (const StoreFailure& failure) {
  node.fail(failure);
  return false;
}

std::string ItemCopies::encode(const SessionItem& item) const {
  std::string bytes = encode_item(item, options_.compress_from);
  for (std::size_t index = 0; index < count(); ++index)
    // memcached would drop the old item as well.
    if (const std::size_t most = homes_[index]->largest_item(); bytes.size() + kItemOverhead > most)
      throw std::length_error("the session would have " + std::to_string(bytes.size()) + " octets, and " +
                              homes_[index]->title() + " takes items of up to " + std::to_string(most) +
                              "; keep less in it, or start memcached with a larger -I");
  return bytes;
}

ItemCopies::Outcome ItemCopies::store(std::size_t index, const std::shared_ptr<const SessionItem>& item,
                                      const std::string& bytes, std::int64_t lifetime) {
  Copy& copy = copies_[index];
  const bool is_new = copy.state == Copy::State::kMissing && !copy.is_foreign;
  StoreCondition condition;
  condition.kind = is_new ? StoreCondition::Kind::kMissing : StoreCondition::Kind::kUnchanged;
  condition.cas = copy.cas;
  try {
    MemcachedNode::Lease lease = homes_[index]->lease(copy.connection);
    const std::uint64_t connection = lease->id();
    if (!is_new && connection != copy.connection) {
      lease.end();
      return Outcome::kUnsent;
    }
    const MemcachedAnswer answer = lease->put(key_, bytes, lifetime, condition, item->fingerprint());
    lease.end();
    switch (answer.kind) {
      case MemcachedAnswer::Kind::kDone:
        copy = {};
        copy.state = Copy::State::kThere;
        copy.item = item;
        copy.cas = answer.cas;
        copy.connection = connection;
        return Outcome::kDone;
      case MemcachedAnswer::Kind::kMissing:
      case MemcachedAnswer::Kind::kConflict:
        return Outcome::kConflict;
      case MemcachedAnswer::Kind::kRefused:
        refusal_ = homes_[index]->title() + " answers: " + answer.text;
        return Outcome::kRefused;
    }
  } catch (const StoreFailure& failure) {
    homes_[index]->fail(failure);
  }
  return Outcome::kLost;
}

bool ItemCopies::is_alone(std::size_t index) {
  Copy& other = copies_[1 - index];
  if (!other.is_reachable() && homes_[1 - index]->is_up()) read_one(1 - index);
  return !other.is_reachable();
}

bool ItemCopies::raise_epoch(std::size_t index, std::uint32_t by, std::int64_t lifetime) {
  SessionItem raised = *copies_[index].item;
  raised.version.epoch += by;
  const auto item = std::make_shared<const SessionItem>(std::move(raised));
  return store(index, item, encode(*item), lifetime) == Outcome::kDone;
}

void ItemCopies::change(const Apply& apply) {
  const StoreMeter::Timing timing(nodes_->meter());
  const OperationId operation = new_operation();
  const bool is_double = count() == 2;
  // The number of the first attempt that may have had an effect.
  std::optional<std::uint64_t> first;
  const Clock::time_point end = Clock::now() + kPatience * nodes_->timeout();
  for (int attempt = 0; attempt < kMostAttempts && Clock::now() < end; ++attempt) {
    give_way(attempt);
    if (attempt > 0 || !is_read_) read_both();
    const std::optional<std::size_t> chosen = choose();
    is_read_ = false;
    if (!chosen) {
      if (!is_certain(end)) continue;
      known_.reset();
      throw SessionError::ended();
    }
    know(copies_[*chosen]);
    std::shared_ptr<const SessionItem> item = copies_[*chosen].item;
    std::string bytes;
    bool is_raised = false;
    // If it is there, an earlier attempt had an effect, but its answer was lost.
    if (!item->has(operation)) {
      // It may have been there, and forgotten since.
      if (first && item->version.number >= *first + SessionItem::kOperations) break;
      if (item->is_ended) {
        // Whoever has ended it may not have come so far.
        if (is_double && !is_alone(*chosen)) copy(1 - *chosen, item, encode(*item), operation);
        throw SessionError::ended();
      }
      const auto next = std::make_shared<SessionItem>(*item);
      if (!apply(*next)) {
        is_read_ = true;
        return;
      }
      next->note(operation);
      ++next->version.number;
      const bool is_promoted = is_double && next->version.epoch % 2 != *chosen;
      is_raised = is_promoted || (is_double && is_alone(*chosen));
      if (is_raised) next->version.epoch += is_promoted ? 1 : 2;
      item = next;
      bytes = encode(*item);
      const Outcome outcome = store(*chosen, item, bytes, lifetime(*item, std::time(nullptr)));
      if (outcome == Outcome::kRefused) fail_full();
      const bool may_have_effect = outcome == Outcome::kDone || outcome == Outcome::kLost;
      if (may_have_effect) first = std::min(first.value_or(item->version.number), item->version.number);
      if (outcome == Outcome::kConflict) nodes_->meter().count_conflict();
      if (outcome == Outcome::kLost || outcome == Outcome::kUnsent) nodes_->meter().count_retry();
      if (outcome != Outcome::kDone) continue;
      if (is_promoted) nodes_->meter().count_failover();
    }
    if (is_double) {
      if (bytes.empty()) bytes = encode(*item);
      const Copied copied = copy(1 - *chosen, item, bytes, operation);
      if (copied == Copied::kVoid) {
        nodes_->meter().count_conflict();
        continue;
      }
      const bool must_raise = copied == Copied::kAlone && !is_raised;
      if (must_raise && !raise_epoch(*chosen, 2, lifetime(*item, std::time(nullptr)))) continue;
    }
    is_read_ = true;
    know(copies_[*chosen]);
    return;
  }
  nodes_->meter().count_failure();
  throw SessionError(
      SessionError::Kind::kUnavailable,
      "other requests changed the session first again and again, or its nodes did not answer; this change may or "
      "may not be kept");
}

ItemCopies::Copied ItemCopies::copy(std::size_t to, const std::shared_ptr<const SessionItem>& item,
                                    const std::string& bytes, OperationId operation) {
  if (options_.copies_later && !item->is_ended) {
    nodes_->repair(key_);
    return Copied::kDone;
  }
  Copy& other = copies_[to];
  if (!other.is_reachable() && homes_[to]->is_up()) read_one(to);
  for (int attempt = 0; attempt < kMostCopyAttempts; ++attempt) {
    if (!other.is_reachable()) {
      // One copy must do.
      nodes_->repair(key_);
      return Copied::kAlone;
    }
    if (other.is_there()) {
      const ItemVersion& there = other.version();
      if (there.epoch > item->version.epoch) return Copied::kVoid;
      if (there >= item->version) {
        const bool is_later = there.number - item->version.number >= SessionItem::kOperations;
        return other.item->has(operation) || is_later ? Copied::kDone : Copied::kVoid;
      }
    }
    switch (store(to, item, bytes, lifetime(*item, std::time(nullptr)))) {
      case Outcome::kDone:
        return Copied::kDone;
      case Outcome::kRefused:
        nodes_->repair(key_);
        return Copied::kDone;
      case Outcome::kConflict:
      case Outcome::kUnsent:
      case Outcome::kLost:
        read_one(to);
    }
  }
  return Copied::kVoid;
}

std::size_t ItemCopies::try_everywhere(const std::shared_ptr<const SessionItem>& item, const std::string& bytes) {
  const std::int64_t time = lifetime(*item, std::time(nullptr));
  std::array<std::optional<MemcachedNode::Lease>, 2> leases;
  for (std::size_t index = 0; index < count(); ++index) {
    copies_[index] = {};
    copies_[index].state = Copy::State::kUnreachable;
    try {
      MemcachedNode::Lease lease = homes_[index]->lease();
      lease->send_put(key_, bytes, time, {StoreCondition::Kind::kMissing, 0}, item->fingerprint());
      leases[index] = std::move(lease);
    } catch (const StoreFailure& failure) {
      homes_[index]->fail(failure);
      copies_[index].why = failure.what();
    }
  }
  std::size_t done = 0;
  for (std::size_t index = 0; index < count(); ++index) try {
      if (!leases[index]) continue;
      const MemcachedAnswer answer = (*leases[index])->receive();
      Copy& copy = copies_[index];
      copy.connection = (*leases[index])->id();
      leases[index]->end();
      copy.state = Copy::State::kUnknown;
      if (answer.kind == MemcachedAnswer::Kind::kRefused)
        refusal_ = homes_[index]->title() + " answers: " + answer.text;
      else ++done;
      // Otherwise, the answer of an earlier attempt was lost.
      if (answer.kind != MemcachedAnswer::Kind::kDone) continue;
      copy.state = Copy::State::kThere;
      copy.item = item;
      copy.cas = answer.cas;
    } catch (const StoreFailure& failure) {
      homes_[index]->fail(failure);
      copies_[index].why = failure.what();
    }
  return done;
}

void ItemCopies::create(const SessionItem& item) {
  const StoreMeter::Timing timing(nodes_->meter());
  const Clock::time_point end = Clock::now() + kReadPatience * nodes_->timeout();
  const std::string bytes = encode(item);
  const auto shared = std::make_shared<const SessionItem>(item);
  refusal_.clear();
  std::size_t done = 0;
  while ((done = try_everywhere(shared, bytes)) == 0) {
    if (!refusal_.empty()) fail_full();
    if (!is_worth_another_attempt(end)) fail_unavailable();
    nodes_->meter().count_retry();
  }
  if (done < count()) nodes_->repair(key_);
  is_read_ = copies_[0].is_there() && (count() == 1 || copies_[1].is_there());
  known_ = shared;
  keep_recent();
}

ItemCopies::Equalized ItemCopies::equalize() {
  if (count() == 1) return Equalized::kWereEqual;
  for (int attempt = 0; attempt < kMostCopyAttempts; ++attempt) {
    read_both();
    if (!copies_[0].is_reachable() || !copies_[1].is_reachable()) return Equalized::kNotNow;
    const std::optional<std::size_t> chosen = choose();
    if (!chosen) return Equalized::kWereEqual;
    const Copy& from = copies_[*chosen];
    Copy& to = copies_[1 - *chosen];
    if (!to.is_reachable()) return Equalized::kNotNow;
    if (to.is_there() && to.version() == from.version()) return Equalized::kWereEqual;
    // What is about to expire must not be prolonged from node to node.
    if (to.state == Copy::State::kMissing && (from.ttl == 0 || from.ttl == 1)) return Equalized::kWereEqual;
    const std::int64_t seconds = std::max<std::int64_t>(from.ttl, 1);
    const std::int64_t left = from.ttl < 0 ? 0 : in_memcached_form(seconds, std::time(nullptr));
    const bool is_primary = from.version().epoch % 2 == *chosen;
    // A primary that has lost the item must not be one again in the same epoch: a copy may still be under way.
    if (!is_primary && !raise_epoch(*chosen, 1, left)) continue;
    switch (store(1 - *chosen, from.item, encode(*from.item), left)) {
      case Outcome::kDone:
        return Equalized::kCopied;
      case Outcome::kRefused:
        return Equalized::kNotNow;
      case Outcome::kConflict:
      case Outcome::kUnsent:
      case Outcome::kLost:
        give_way(attempt);
    }
  }
  return Equalized::kNotNow;
}

void ItemCopies::fail_unavailable() const {
  nodes_->meter().count_failure();
  std::string why;
  for (std::size_t index = 0; index < count(); ++index)
    if (!copies_[index].is_reachable())
      why += (why.empty() ? "" : "; ") + homes_[index]->title() + ": " +
             (copies_[index].why.empty() ? homes_[index]->reason() : copies_[index].why);
  throw SessionError(SessionError::Kind::kUnavailable, "the session's store does not answer: " + why);
}

void ItemCopies::fail_full() const {
  nodes_->meter().count_failure();
  throw SessionError(SessionError::Kind::kFull, "the session cannot be stored: " + refusal_);
}

}  // namespace quire
