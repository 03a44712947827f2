#include "runtime/session/redis/redis_client.h"

#include "runtime/session/redis/redis_promise.h"
#include "runtime/session/redis/redis_refusal.h"
#include "runtime/session/session_error.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace quire {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{50};
constexpr milliseconds kLongestPause{1000};
/// How often the Sentinels are asked whether the primary is still the same. It may be cut off from them, and not from
/// us; then it still answers reads.
constexpr milliseconds kCheckInterval{1000};
/// Of replicas.
constexpr milliseconds kCountInterval{250};
constexpr std::size_t kMostIdle = 64;
constexpr std::size_t kLeastOctets = std::size_t{64} << 20;

}  // namespace

RedisClient::RedisClient(const SessionSettings& settings, StoreMeter& meter, std::function<void(std::string_view)> log)
    : settings_(settings.redis),
      timeout_(settings.shared.timeout),
      log_(std::move(log)),
      primary_(settings.redis, settings.shared.timeout, std::max(kLeastOctets, 2 * settings.limits.session)),
      meter_(meter),
      lost_(Clock::now()),
      why_("it was not yet reached") {
  watcher_ = std::thread([this] { watch(); });
  std::unique_lock lock(mutex_);
  has_news_.wait_for(lock, timeout_, [&] { return was_tried_; });
}

RedisClient::~RedisClient() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  has_work_.notify_all();
  watcher_.join();
}

std::string RedisClient::node() const {
  const std::lock_guard lock(mutex_);
  return address_ == StoreAddress() ? "an unknown address" : address_.text();
}

bool RedisClient::is_up() const {
  const std::lock_guard lock(mutex_);
  return is_up_;
}

std::string RedisClient::unavailable(bool was_sent) const {
  return "the sessions' redis cannot be used at present: " + why_ +
         (was_sent ? "; what was to be stored may or may not be kept" : "; nothing was stored");
}

RedisClient::Lease RedisClient::take(bool writes, bool was_sent, Clock::time_point end) {
  std::unique_lock lock(mutex_);
  for (;;) {
    const Clock::time_point limit = writes ? end : std::min(end, lost_ + timeout_);
    if (!has_news_.wait_until(lock, limit, [&] { return is_up_; }))
      throw SessionError(SessionError::Kind::kUnavailable, unavailable(was_sent));
    while (!idle_.empty()) {
      Lease lease{std::move(idle_.front()), generation_};
      idle_.pop_front();
      // Redis closes connections that were idle for long, if it is set to.
      if (lease.connection->is_quiet()) return lease;
    }
    const StoreAddress address = address_;
    const std::vector<ResolvedAddress> resolved = resolved_;
    const std::uint64_t generation = generation_;
    lock.unlock();
    try {
      return {primary_.connect(address, resolved), generation};
    } catch (const StoreFailure& failure) {
      lose(generation, address.text() + ": " + failure.what());
    }
    lock.lock();
  }
}

void RedisClient::give_back(Lease lease) {
  const std::lock_guard lock(mutex_);
  if (lease.generation == generation_ && idle_.size() < kMostIdle) idle_.push_back(std::move(lease.connection));
}

void RedisClient::lose(std::uint64_t generation, const std::string& why) {
  std::deque<std::unique_ptr<RedisConnection>> closed;
  {
    const std::lock_guard lock(mutex_);
    if (generation != generation_) return;
    ++generation_;
    is_up_ = false;
    lost_ = Clock::now();
    why_ = why;
    closed.swap(idle_);
  }
  has_work_.notify_all();
}

void RedisClient::suspect() {
  {
    const std::lock_guard lock(mutex_);
    is_suspected_ = true;
  }
  has_work_.notify_all();
}

std::vector<RedisReply> RedisClient::exchange(const RedisCommands& commands, bool writes) {
  const Clock::time_point end = Clock::now() + timeout_;
  for (bool was_sent = false;;) {
    Lease lease = take(writes, was_sent, end);
    std::string why;
    try {
      std::vector<RedisReply> replies = lease.connection->exchange(commands);
      const auto refused = std::ranges::find_if(replies, means_other_primary);
      if (refused == replies.end()) {
        give_back(std::move(lease));
        return replies;
      }
      why = redis_refusal(node(), *refused).what();
      // If only a command after the first was refused, that one was obeyed.
      was_sent = was_sent || (writes && refused != replies.begin());
    } catch (const StoreFailure& failure) {
      was_sent = writes;
      why = node() + ": " + failure.what();
    }
    lose(lease.generation, why);
    if (Clock::now() >= end) {
      const std::lock_guard lock(mutex_);
      throw SessionError(SessionError::Kind::kUnavailable, unavailable(was_sent));
    }
    meter_.count_retry();
  }
}

bool RedisClient::find_primary() try {
  RedisPrimary::Found found = primary_.find();
  std::optional<std::string> doubts;
  if (!was_examined_) doubts = doubts_about_promise(*found.connection, settings_);
  was_examined_ = true;
  const std::string present = found.address.text();
  std::vector<std::string> lines;
  {
    const std::lock_guard lock(mutex_);
    const bool is_other = address_ != StoreAddress() && address_ != found.address;
    if (is_other) {
      meter_.count_failover();
      lines.push_back("sessions: redis at " + present + " is now the primary, instead of " + address_.text());
    } else if (is_loss_known_) {
      lines.push_back("sessions: redis at " + present + " can be used again");
    }
    is_loss_known_ = false;
    address_ = found.address;
    epoch_ = found.epoch;
    resolved_ = std::move(found.resolved);
    idle_.push_back(std::move(found.connection));
    is_up_ = was_tried_ = true;
  }
  has_news_.notify_all();
  if (doubts) lines.push_back("sessions: redis at " + present + ": " + *doubts);
  for (const std::string& line : lines) log_(line);
  return true;
} catch (const StoreFailure& failure) {
  bool is_news = false;
  const std::string why = failure.what();
  {
    const std::lock_guard lock(mutex_);
    is_news = !std::exchange(is_loss_known_, true);
    why_ = why;
    was_tried_ = true;
  }
  has_news_.notify_all();
  if (is_news) log_("sessions: redis cannot be used, and is tried again until it can: " + why);
  return false;
}

void RedisClient::check_for_another() {
  // Only this thread changes the address.
  if (!primary_.has_moved_from(address_, epoch_)) return;
  std::uint64_t generation = 0;
  {
    const std::lock_guard lock(mutex_);
    generation = generation_;
  }
  lose(generation, "the Sentinels name another primary than " + address_.text());
}

void RedisClient::count_replicas() try {
  RedisCommands commands;
  commands.add({"ROLE"});
  replicas_ = replicas_in(exchange(commands, /*writes=*/false).front()).value_or(-1);
} catch (const SessionError&) {
  replicas_ = 0;
}

void RedisClient::watch() {
  milliseconds pause = kFirstPause;
  Clock::time_point next_check = Clock::now() + kCheckInterval;
  std::unique_lock lock(mutex_);
  while (!ends_) {
    if (!is_up_) {
      lock.unlock();
      const bool is_found = find_primary();
      lock.lock();
      if (is_found) {
        pause = kFirstPause;
      } else {
        has_work_.wait_for(lock, pause, [&] { return ends_; });
        pause = std::min(2 * pause, kLongestPause);
      }
      continue;
    }
    const auto has_work = [&] { return ends_ || !is_up_ || is_suspected_; };
    const bool is_asked = has_work_.wait_for(lock, kCountInterval, has_work);
    const bool is_due = is_suspected_ || Clock::now() >= next_check;
    is_suspected_ = false;
    if (ends_ || !is_up_) continue;
    lock.unlock();
    if (primary_.has_sentinels() && (is_asked || is_due)) {
      check_for_another();
      next_check = Clock::now() + kCheckInterval;
    }
    if (is_up()) count_replicas();
    lock.lock();
  }
}

}  // namespace quire
