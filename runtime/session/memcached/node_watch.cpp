#include "runtime/session/memcached/node_watch.h"

#include "runtime/session/session_error.h"
#include "runtime/session/session_record.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <optional>
#include <utility>

namespace quire {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kCheckInterval{1000};
constexpr milliseconds kFirstPause{50};
constexpr milliseconds kLongestPause{1000};
/// While another machine refills the node.
constexpr milliseconds kRefillInterval{100};
/// Between attempts to copy what could not be copied.
constexpr milliseconds kRepairInterval{300};
constexpr std::size_t kMostRemembered = 100'000;
constexpr std::size_t kMostSuspects = 1000;
/// After an attempt to refill a node that has failed.
constexpr milliseconds kFirstRefillPause{500};
constexpr milliseconds kLongestRefillPause{30'000};
/// At the end, to copy sessions that have only one copy.
constexpr milliseconds kLastRepair{1000};
/// The nodes are watched while so many sessions are copied.
constexpr std::size_t kCheckEvery = 100;
/// How long other machines leave it to the one that has begun to refill a node, in seconds; it says so again more
/// often.
constexpr std::int64_t kClaim = 30;
constexpr std::chrono::seconds kClaimInterval{5};

using Equalized = ItemCopies::Equalized;

}  // namespace

NodeWatch::NodeWatch(Log log) : log_(std::move(log)), event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void NodeWatch::start(MemcachedNodes& nodes) {
  nodes_ = &nodes;
  for (std::size_t index = 0; index < nodes.all().size(); ++index) watched_.push_back(std::make_unique<Watched>());
  thread_ = std::thread([this] { run(); });
}

void NodeWatch::stop() {
  is_ending_ = true;
  wake();
  thread_.join();
}

void NodeWatch::wait_until_tried() {
  std::unique_lock lock(mutex_);
  tried_.wait_for(lock, 2 * nodes_->timeout(), [this] { return was_tried_; });
}

void NodeWatch::wait_for(const MemcachedNode& node, Clock::time_point end) {
  std::unique_lock lock(mutex_);
  tried_.wait_until(lock, end, [&] { return node.is_up(); });
}

void NodeWatch::wake() { ::eventfd_write(event_.get(), 1); }

void NodeWatch::repair(std::string key) {
  {
    const std::lock_guard lock(mutex_);
    if (single_.size() >= kMostRemembered) lost_track_ = true;
    else if (!single_.insert(std::move(key)).second) return;
  }
  wake();
}

void NodeWatch::look_at(std::string key) {
  // Nearly always its other copy is just being written, so this can wait.
  const std::lock_guard lock(mutex_);
  if (suspects_.size() < kMostSuspects) suspects_.insert(std::move(key));
}

bool NodeWatch::is_in_sync(std::size_t node) const {
  if (!watched_[node]->has_mark || !nodes_->all()[node]->is_up()) return false;
  const std::lock_guard lock(mutex_);
  return single_.empty() && !lost_track_ && under_way_ == 0;
}

bool NodeWatch::has_lost_track() const {
  const std::lock_guard lock(mutex_);
  return lost_track_;
}

void NodeWatch::run() {
  while (!is_ending_) try {
      run_once();
      wait();
    } catch (...) {
      // For example too little memory: which sessions have a single copy may have been forgotten.
      {
        const std::lock_guard lock(mutex_);
        lost_track_ = true;
        under_way_ = 0;
      }
      std::this_thread::sleep_for(kRepairInterval);
    }
  try {
    // No other machine knows of these.
    repair_all(Clock::now() + kLastRepair);
  } catch (...) {
    // It was worth an attempt.
  }
}

void NodeWatch::run_once() {
  check_due();
  {
    const std::lock_guard lock(mutex_);
    was_tried_ = true;
  }
  tried_.notify_all();
  if (has_lost_track()) remove_marks();
  repair_all(Clock::time_point::max());
  for (std::size_t index = 0; index < watched_.size() && !is_ending_; ++index) {
    const Watched& watched = *watched_[index];
    const bool is_due = watched.connection && !watched.has_mark && watched.next_refill <= Clock::now();
    if (is_due && is_every_other_up(index)) refill(index);
  }
}

void NodeWatch::check_due() {
  for (std::size_t index = 0; index < watched_.size(); ++index) {
    if (watched_[index]->next <= Clock::now() || !nodes_->all()[index]->is_up()) check(index);
    report(index);
  }
}

void NodeWatch::check(std::size_t index) {
  Watched& watched = *watched_[index];
  MemcachedNode& node = *nodes_->all()[index];
  if (!watched.connection && watched.next > Clock::now()) return;
  try {
    if (!watched.connection) {
      watched.connection = node.reach();
      if (watched.connection->setting("cas_enabled") == "no")
        throw StoreFailure(
            "it was started with -C, without which it could not "
            "compare what it stores");
      const std::string largest = watched.connection->setting("item_size_max");
      if (!largest.empty()) node.set_largest_item(std::strtoull(largest.c_str(), nullptr, 10));
    }
    const MemcachedAnswer mark = watched.connection->get(nodes_->sync_mark());
    watched.mark = mark.kind == MemcachedAnswer::Kind::kDone ? mark.text : std::string();
    compare_marks();
    watched.is_proven = true;
    watched.pause = milliseconds(0);
    watched.next = Clock::now() + (watched.has_mark ? kCheckInterval : kRefillInterval);
    node.set_up();
  } catch (const StoreFailure& failure) {
    lose(index, failure);
  }
}

void NodeWatch::compare_marks() {
  std::uint64_t newest = 0;
  for (const auto& watched : watched_) newest = std::max(newest, MemcachedNodes::generation_in(watched->mark));
  // With another list of nodes, one of these may have been left out, and all must be looked at.
  const bool is_valid =
      std::ranges::any_of(watched_, [&](const auto& watched) { return watched->mark == nodes_->sync_value(newest); });
  const std::uint64_t least = newest == 0 || is_valid ? std::max<std::uint64_t>(newest, 1) : newest + 1;
  nodes_->set_generation(std::max(nodes_->generation(), least));
  for (const auto& watched : watched_) watched->has_mark = watched->mark == nodes_->sync_value();
}

void NodeWatch::lose(std::size_t index, const StoreFailure& failure) {
  Watched& watched = *watched_[index];
  watched.mark.clear();
  watched.has_mark = false;
  watched.connection = nullptr;
  // It may have been restarted, so the first attempt is made at once. What only accepts connections is no memcached.
  const bool was_restarted = std::exchange(watched.is_proven, false) && failure.was_closed();
  nodes_->all()[index]->fail(was_restarted ? failure : StoreFailure(failure.what()));
  if (was_restarted) watched.pause = milliseconds(0);
  else watched.pause = std::clamp(watched.pause * 2, kFirstPause, kLongestPause);
  watched.next = Clock::now() + watched.pause;
}

void NodeWatch::report(std::size_t index) {
  Watched& watched = *watched_[index];
  const MemcachedNode& node = *nodes_->all()[index];
  if (watched.is_reported == !node.is_up()) return;
  watched.is_reported = !node.is_up();
  if (node.is_up()) return log_(node.title() + " answers again");
  const bool is_any_up = std::ranges::any_of(nodes_->all(), [](const auto& each) { return each->is_up(); });
  log_(node.title() + " cannot be used: " + node.reason() +
       (is_any_up ? "; other nodes serve its sessions until it is back"
                  : "; requests that need a session are answered with 503 "
                    "until it is back"));
}

std::string_view NodeWatch::id_in(std::string_view key) const {
  constexpr std::size_t kDigits = 2 * sizeof(SessionKey);
  const std::string_view prefix = std::string_view(nodes_->sync_mark()).substr(0, nodes_->sync_mark().find(':') + 1);
  if (!key.starts_with(prefix) || key.size() < prefix.size() + kDigits) return {};
  const std::string_view id = key.substr(key.size() - kDigits);
  return session_key(id) ? id : std::string_view();
}

ItemCopies::Equalized NodeWatch::equalize(const std::string& key) try {
  const std::string_view id = id_in(key);
  if (id.empty()) return Equalized::kWereEqual;
  for (const MemcachedNode* home : nodes_->homes_of(id))
    if (home != nullptr && !home->is_up()) return Equalized::kNotNow;
  return ItemCopies(*nodes_, {}, std::string_view(key).substr(0, key.size() - id.size()), id).equalize();
} catch (const SessionError& error) {
  // It stays as it is, and must not stop the others.
  log_("the copies of a session differ: " + std::string(error.what()));
  return Equalized::kWereEqual;
} catch (const std::length_error& error) {
  log_("the copies of a session differ: " + std::string(error.what()));
  return Equalized::kWereEqual;
}

void NodeWatch::remove_marks() {
  // Until then, those in reach are as good as before.
  if (std::ranges::any_of(watched_, [](const auto& watched) { return !watched->connection; })) return;
  for (std::size_t index = 0; index < watched_.size(); ++index) try {
      watched_[index]->connection->remove(nodes_->sync_mark());
      watched_[index]->mark.clear();
      watched_[index]->has_mark = false;
    } catch (const StoreFailure& failure) {
      return lose(index, failure);
    }
  const std::lock_guard lock(mutex_);
  lost_track_ = false;
}

void NodeWatch::repair_all(Clock::time_point end) {
  std::unordered_set<std::string> keys;
  std::unordered_set<std::string> suspects;
  {
    const std::lock_guard lock(mutex_);
    under_way_ = single_.size();
    keys.swap(single_);
    suspects.swap(suspects_);
  }
  const bool is_last = end != Clock::time_point::max();
  const auto goes_on = [&] { return is_last ? Clock::now() < end : !is_ending_.load(); };
  std::size_t looked_at = 0;
  for (auto key = keys.begin(); key != keys.end() && goes_on();) {
    if (++looked_at % kCheckEvery == 0) check_due();
    if (equalize(*key) != Equalized::kNotNow) {
      key = keys.erase(key);
      --under_way_;
    } else {
      ++key;
    }
  }
  for (const std::string& key : suspects)
    if (goes_on()) equalize(key);
  const std::lock_guard lock(mutex_);
  single_.merge(keys);
  under_way_ = 0;
}

bool NodeWatch::is_every_other_up(std::size_t index) const {
  for (std::size_t other = 0; other < watched_.size(); ++other)
    if (other != index && !watched_[other]->connection) return false;
  return true;
}

void NodeWatch::refill(std::size_t index) {
  Watched& watched = *watched_[index];
  const MemcachedNode& node = *nodes_->all()[index];
  const std::string claim = nodes_->sync_mark() + ":claim";
  try {
    const MemcachedAnswer claimed = watched.connection->put(claim, "1", kClaim, {StoreCondition::Kind::kMissing});
    if (claimed.kind != MemcachedAnswer::Kind::kDone) return;
    std::size_t copied = 0;
    try {
      for (std::size_t from = 0; from < watched_.size(); ++from)
        if (from != index) copied += copy_from(from, index);
    } catch (const StoreFailure& failure) {
      watched.refill_pause = std::clamp(watched.refill_pause * 2, kFirstRefillPause, kLongestRefillPause);
      watched.next_refill = Clock::now() + watched.refill_pause;
      if (watched.connection) watched.connection->remove(claim);
      const bool is_busy = dynamic_cast<const StoreBusy*>(&failure) != nullptr;
      if (!is_busy && !std::exchange(is_refill_reported_, true))
        log_("sessions cannot be copied to " + node.title() + ", which is tried again: " + failure.what());
      return;
    }
    // On the connection that has found it missing, thus to the same process.
    const std::string mark = nodes_->sync_value();
    if (watched.connection->put(nodes_->sync_mark(), mark, 0, {}).kind == MemcachedAnswer::Kind::kDone)
      watched.mark = mark;
    compare_marks();
    is_refill_reported_ = false;
    watched.refill_pause = milliseconds(0);
    watched.connection->remove(claim);
    if (copied > 0)
      log_(node.title() + " has a copy of every session again: " + std::to_string(copied) + " were copied");
  } catch (const StoreFailure& failure) {
    lose(index, failure);
  }
}

std::size_t NodeWatch::copy_from(std::size_t from, std::size_t to) {
  MemcachedNode* source = nodes_->all()[from].get();
  MemcachedNode* target = nodes_->all()[to].get();
  std::vector<std::string> keys;
  // A connection of its own, because the list may be long.
  source->reach()->for_each_key([&](std::string_view key) {
    const std::string_view id = id_in(key);
    if (id.empty()) return;
    const MemcachedNodes::Homes homes = nodes_->homes_of(id);
    const auto is_home = [&](const MemcachedNode* node) { return homes[0] == node || homes[1] == node; };
    if (is_home(source) && is_home(target)) keys.emplace_back(key);
  });
  std::size_t copied = 0;
  std::size_t looked_at = 0;
  Clock::time_point next_claim = Clock::now() + kClaimInterval;
  for (const std::string& key : keys) {
    if (is_ending_) throw StoreFailure("the server ends");
    const Equalized how = equalize(key);
    if (how == Equalized::kNotNow) throw StoreFailure("one of the nodes does not answer or has no room");
    if (how == Equalized::kCopied) ++copied;
    if (++looked_at % kCheckEvery == 0) check_due();
    if (!watched_[to]->connection) throw StoreFailure("it has gone again");
    if (Clock::now() < next_claim) continue;
    watched_[to]->connection->put(nodes_->sync_mark() + ":claim", "1", kClaim, {});
    next_claim = Clock::now() + kClaimInterval;
  }
  return copied;
}

void NodeWatch::wait() {
  std::vector<pollfd> waiting{{event_.get(), POLLIN, 0}};
  std::vector<std::size_t> owners{0};
  Clock::time_point next = Clock::now() + kCheckInterval;
  for (std::size_t index = 0; index < watched_.size(); ++index) {
    next = std::min(next, watched_[index]->next);
    if (!watched_[index]->connection) continue;
    waiting.push_back({watched_[index]->connection->descriptor(), POLLIN | POLLRDHUP, 0});
    owners.push_back(index);
  }
  bool is_any_single = false;
  {
    const std::lock_guard lock(mutex_);
    is_any_single = !single_.empty();
  }
  if (is_any_single) next = std::min(next, Clock::now() + kRepairInterval);
  const auto left = std::chrono::ceil<milliseconds>(next - Clock::now());
  ::poll(waiting.data(), waiting.size(), static_cast<int>(std::max(left, milliseconds(0)).count()));
  eventfd_t value = 0;
  ::eventfd_read(event_.get(), &value);
  for (std::size_t index = 1; index < waiting.size(); ++index)
    // Nothing was asked, so this is its end.
    if (waiting[index].revents != 0) lose(owners[index], StoreFailure("it has closed the connection", true));
}

}  // namespace quire
