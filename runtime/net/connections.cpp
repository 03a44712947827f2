#include "runtime/net/connections.h"

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <algorithm>
#include <utility>

namespace quire::net {
namespace {

using boost::system::error_code;

/// How long clients that were accepted just before draining may take to send a request.
constexpr std::chrono::milliseconds kTimeToAsk{200};
constexpr std::chrono::milliseconds kDrainTick{20};

/// Timeouts are checked twice in the shortest of them, but at most a hundred times a
/// second, and at least once.
std::chrono::milliseconds tick_interval_for(const http::Limits& limits) {
  const auto shortest = std::min(
      {limits.head_timeout, limits.idle_timeout, limits.body_timeout, limits.write_timeout, limits.linger_timeout});
  return std::clamp(shortest / 2, std::chrono::milliseconds(10), std::chrono::milliseconds(1000));
}

}  // namespace

Connections::Connections(EventLoop& loop, Handler& handler, const http::Limits& limits, std::string temp,
                         MemoryBudget& memory, std::function<void()> may_make_room, AnswerObserver* observer,
                         const http::ProxyTrust& trust, std::size_t lane)
    : shared_{loop,          handler,
              limits,        std::move(temp),
              memory,        [this](Connection& connection) { remove(connection); },
              may_make_room, observer,
              trust,         lane},
      may_make_room_(std::move(may_make_room)),
      tick_interval_(tick_interval_for(limits)),
      timer_(loop.context()),
      drain_timer_(loop.context()) {}

Connections::~Connections() {
  for (const auto& connection : all()) connection->shut();
}

void Connections::add(Descriptor accepted, Connection::Start start) {
  const int on = 1;
  setsockopt(accepted.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const auto connection = std::make_shared<Connection>(shared_, std::move(accepted), std::move(start));
  {
    const std::lock_guard lock(mutex_);
    connections_.emplace(connection.get(), connection);
    count_.store(connections_.size(), std::memory_order_relaxed);
    start_ticking();
  }
  connection->begin();
}

void Connections::remove(Connection& connection) {
  {
    const std::lock_guard lock(mutex_);
    connections_.erase(&connection);
    count_.store(connections_.size(), std::memory_order_relaxed);
    if (shared_.is_draining) report_if_empty();
  }
  may_make_room_();
}

void Connections::report_if_empty() {
  if (!connections_.empty() || !drain_.when_empty) return;
  timer_.cancel();
  drain_timer_.cancel();
  if (drain_.when_answered) shared_.loop.post(std::exchange(drain_.when_answered, nullptr));
  shared_.loop.post(std::exchange(drain_.when_empty, nullptr));
}

std::vector<std::shared_ptr<Connection>> Connections::all() const {
  std::vector<std::shared_ptr<Connection>> all;
  const std::lock_guard lock(mutex_);
  all.reserve(connections_.size());
  for (const auto& [key, connection] : connections_) all.push_back(connection);
  return all;
}

void Connections::append_idle(Idle& to) const {
  for (const auto& connection : all())
    if (const std::optional<std::int64_t> since = connection->idle_since()) to.emplace_back(*since, connection);
}

void Connections::start_ticking() {
  if (ticking_) return;
  ticking_ = true;
  timer_.expires_after(tick_interval_);
  timer_.async_wait([this](const error_code& error) {
    if (!error) return tick();
    const std::lock_guard lock(mutex_);
    ticking_ = false;
  });
}

void Connections::tick() {
  const std::int64_t now = Connection::now_ms();
  for (const auto& connection : all()) connection->check_deadline(now);
  const std::lock_guard lock(mutex_);
  ticking_ = false;
  if (!connections_.empty()) start_ticking();
}

void Connections::drain(Drain how) {
  {
    const std::lock_guard lock(mutex_);
    drain_ = std::move(how);
    drain_start_ = std::chrono::steady_clock::now();
    drain_end_ = drain_start_ + drain_.limit;
    shared_.pass = drain_.pass;
    shared_.is_draining = true;
  }
  drain_on();
}

void Connections::hurry(std::chrono::milliseconds limit) {
  const std::lock_guard lock(mutex_);
  drain_end_ = std::min(drain_end_.load(), std::chrono::steady_clock::now() + limit);
}

void Connections::start_draining_on() {
  drain_timer_.expires_after(kDrainTick);
  drain_timer_.async_wait([this](const error_code& error) {
    if (!error) drain_on();
  });
}

void Connections::drain_on() {
  const std::int64_t now = Connection::now_ms();
  const auto passed = std::chrono::steady_clock::now() - drain_start_;
  const bool is_over = std::chrono::steady_clock::now() >= drain_end_.load();
  const bool close_used = passed >= drain_.idle;
  const bool close_unused = passed >= std::max(drain_.idle, kTimeToAsk);
  bool is_answered = true;
  for (const auto& connection : all()) {
    if (is_over) {
      connection->cut_off();
      continue;
    }
    connection->check_deadline(now);
    is_answered = !connection->leave(close_used, close_unused) && is_answered;
  }
  const std::lock_guard lock(mutex_);
  if (is_answered && drain_.when_answered) shared_.loop.post(std::exchange(drain_.when_answered, nullptr));
  if (connections_.empty()) report_if_empty();
  else start_draining_on();
}

}  // namespace quire::net
