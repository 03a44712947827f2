#include "runtime/net/server.h"

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <algorithm>
#include <boost/asio/post.hpp>

namespace quire::net {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;

/// After running out of descriptors or memory.
constexpr std::chrono::milliseconds kAcceptPause{100};

/// How long clients that were accepted just before draining may take to send a request.
constexpr std::chrono::milliseconds kTimeToAsk{200};

/// Timeouts are checked twice in the shortest of them, but at most a hundred times a
/// second, and at least once.
std::chrono::milliseconds tick_interval_for(const http::Limits& limits) {
  const auto shortest = std::min(
      {limits.head_timeout, limits.idle_timeout, limits.body_timeout, limits.write_timeout, limits.linger_timeout});
  return std::clamp(shortest / 2, std::chrono::milliseconds(10), std::chrono::milliseconds(1000));
}

/// Required by the acceptor, although only address sizes depend on it.
tcp protocol_of(int fd) {
  int family = AF_INET;
  socklen_t size = sizeof family;
  getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size);
  return family == AF_INET6 ? tcp::v6() : tcp::v4();
}

}  // namespace

struct Server::Acceptor {
  Acceptor(boost::asio::io_context& context, int fd) : acceptor(context, protocol_of(fd), fd), pause(context) {}

  tcp::acceptor acceptor;
  boost::asio::steady_timer pause;
  /// Not accepting because there are too many connections; `remove` makes it continue.
  bool full = false;
};

Server::Server(EventLoop& loop, Handler& handler, Options options)
    : shared_{loop, handler, options.limits, [this](Connection& connection) { remove(connection); }},
      max_connections_(options.max_connections),
      tick_interval_(tick_interval_for(options.limits)),
      timer_(loop.context()),
      unused_(loop.context()) {}

Server::~Server() {
  for (const auto& connection : connections()) connection->shut();
}

void Server::listen(int fd) {
  const std::lock_guard lock(mutex_);
  const auto acceptor = std::make_shared<Acceptor>(shared_.loop.context(), fd);
  acceptors_.push_back(acceptor);
  accept(acceptor);
}

void Server::accept(const std::shared_ptr<Acceptor>& acceptor) {
  acceptor->acceptor.async_accept([this, acceptor](const error_code& error, tcp::socket socket) {
    const EventLoop::Busy busy;
    if (!error) return accepted(acceptor, std::move(socket));
    const std::lock_guard lock(mutex_);
    if (shared_.is_draining || error == boost::asio::error::operation_aborted) return;
    // Clients that gave up while waiting are not a reason to pause.
    if (error == boost::asio::error::connection_aborted || error == boost::system::errc::protocol_error)
      return accept(acceptor);
    pause(acceptor);
  });
}

void Server::pause(const std::shared_ptr<Acceptor>& acceptor) {
  acceptor->pause.expires_after(kAcceptPause);
  acceptor->pause.async_wait([this, acceptor](const error_code& error) {
    const EventLoop::Busy busy;
    const std::lock_guard lock(mutex_);
    if (!error && !shared_.is_draining) accept(acceptor);
  });
}

void Server::accepted(const std::shared_ptr<Acceptor>& acceptor, tcp::socket socket) {
  const int on = 1;
  setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const auto connection = std::make_shared<Connection>(shared_, std::move(socket));
  {
    const std::lock_guard lock(mutex_);
    // Even if draining has begun meanwhile, this client may send one request.
    connections_.emplace(connection.get(), connection);
    start_ticking();
    if (!shared_.is_draining) {
      acceptor->full = connections_.size() >= max_connections_;
      if (!acceptor->full) accept(acceptor);
    }
  }
  connection->begin();
}

void Server::remove(Connection& connection) {
  const std::lock_guard lock(mutex_);
  connections_.erase(&connection);
  if (shared_.is_draining) return report_if_empty();
  for (const auto& acceptor : acceptors_) {
    if (!acceptor->full) continue;
    acceptor->full = false;
    accept(acceptor);
  }
}

void Server::report_if_empty() {
  if (!connections_.empty() || !when_empty_) return;
  timer_.cancel();
  unused_.cancel();
  boost::asio::post(shared_.loop.context(), [report = std::move(when_empty_)] {
    const EventLoop::Busy busy;
    report();
  });
  when_empty_ = nullptr;
}

std::vector<std::shared_ptr<Connection>> Server::connections() const {
  std::vector<std::shared_ptr<Connection>> all;
  const std::lock_guard lock(mutex_);
  all.reserve(connections_.size());
  for (const auto& [key, connection] : connections_) all.push_back(connection);
  return all;
}

std::size_t Server::connection_count() const {
  const std::lock_guard lock(mutex_);
  return connections_.size();
}

void Server::start_ticking() {
  if (ticking_) return;
  ticking_ = true;
  timer_.expires_after(tick_interval_);
  timer_.async_wait([this](const error_code& error) {
    const EventLoop::Busy busy;
    if (!error) return tick();
    const std::lock_guard lock(mutex_);
    ticking_ = false;
  });
}

void Server::tick() {
  const std::int64_t now = Connection::now_ms();
  const bool cut_off = shared_.is_draining && std::chrono::steady_clock::now() >= drain_deadline_;
  for (const auto& connection : connections()) {
    if (cut_off) connection->shut();
    else connection->check_deadline(now);
  }
  const std::lock_guard lock(mutex_);
  ticking_ = false;
  if (!connections_.empty()) start_ticking();
}

void Server::drain(std::chrono::milliseconds deadline, std::function<void()> when_empty) {
  {
    const std::lock_guard lock(mutex_);
    if (shared_.is_draining) return;
    shared_.is_draining = true;
    drain_deadline_ = std::chrono::steady_clock::now() + deadline;
    when_empty_ = std::move(when_empty);
    for (const auto& acceptor : acceptors_) {
      error_code ignored;
      acceptor->acceptor.close(ignored);
      acceptor->pause.cancel();
    }
    acceptors_.clear();
  }
  for (const auto& connection : connections()) connection->close_if_idle(/*also_unused=*/false);
  const std::lock_guard lock(mutex_);
  unused_.expires_after(kTimeToAsk);
  unused_.async_wait([this](const error_code& error) {
    const EventLoop::Busy busy;
    if (error) return;
    for (const auto& connection : connections()) connection->close_if_idle(/*also_unused=*/true);
  });
  report_if_empty();
}

}  // namespace quire::net
