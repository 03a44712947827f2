#include "runtime/net/server.h"

#include "runtime/base/check.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <cerrno>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace quire::net {
namespace {

using boost::system::error_code;

/// After running out of descriptors or memory.
constexpr std::chrono::milliseconds kAcceptPause{100};
/// So that a crowd of new clients does not keep a loop from its requests.
constexpr int kAcceptAtOnce = 16;
/// While there are no descriptors left.
constexpr std::chrono::minutes kWarningInterval{1};
/// One in this many idle connections is closed when there is no room for others.
constexpr std::size_t kIdleShare = 100;
/// A new client wakes all idle loops that wait for one. More would not accept faster.
constexpr std::size_t kAcceptingLoops = 4;

/// Tells sockets and files apart; 0 if the descriptor is closed.
ino_t inode_of(int fd) {
  struct stat status{};
  return ::fstat(fd, &status) == 0 ? status.st_ino : 0;
}

Descriptor open_reserve() { return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

bool has_client(int listener) {
  pollfd waiting{listener, POLLIN, 0};
  return ::poll(&waiting, 1, 0) > 0;
}

/// Answers whatever the client asks, if it reads that, without waiting for it.
void refuse(int socket, std::string_view reason) {
  const std::string body = "503 Service Unavailable: " + std::string(reason) + "\n";
  http::Framing framing;
  framing.content_length = body.size();
  framing.keep_alive = false;
  std::string answer;
  http::serialize_head({503, {{"Content-Type", "text/plain; charset=utf-8"}, {"Retry-After", "10"}}}, framing, answer);
  answer += body;
  ::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  ::shutdown(socket, SHUT_WR);
}

}  // namespace

/// A loop that waits for clients of one listening socket.
struct Server::Acceptor final : ReadySocket, std::enable_shared_from_this<Acceptor> {
  Acceptor(Server& owner, EventLoop& its_loop, std::size_t index, int fd, bool expects_proxy)
      : server(owner),
        loop(its_loop),
        lane(index),
        socket(fd),
        inode(inode_of(fd)),
        has_proxy_header(expects_proxy),
        timer(its_loop.context()) {}

  void on_ready(std::uint32_t) override {
    const std::lock_guard lock(server.mutex_);
    if (socket) server.accept(*this);
  }
  void on_no_memory() override {
    const std::lock_guard lock(server.mutex_);
    if (!socket) return;
    // Accepts again when a connection closes, or soon if there is memory for a timer.
    is_full = server.is_full_ = true;
    try {
      server.pause(*this);
    } catch (const std::bad_alloc&) {
    }
  }
  /// Accepts again, after other events of the loop.
  void repeat() { loop.ready().repeat(key, EPOLLIN); }

  Server& server;
  EventLoop& loop;
  const std::size_t lane;
  /// Closed while draining.
  Descriptor socket;
  const ino_t inode;
  const bool has_proxy_header;
  ReadyQueue::Key key = 0;
  boost::asio::steady_timer timer;
  /// Stopped because there are too many connections.
  bool is_full = false;
};

Server::Server(EventLoops& loops, Handler& handler, Options options)
    : max_connections_(options.max_connections),
      memory_(options.max_memory),
      per_address_(options.limits.connections_per_address),
      on_lost_listener_(std::move(options.on_lost_listener)),
      log_(std::move(options.log)),
      trust_(options.trust),
      reserve_(open_reserve()) {
  for (std::size_t index = 0; index < loops.size(); ++index)
    lanes_.push_back(std::make_unique<Connections>(
        loops[index], handler, options.limits, options.temp, memory_, [this] { may_make_room(); }, options.observer,
        options.trust, index));
}

Server::~Server() { close_acceptors(); }

void Server::close_acceptors() {
  for (const auto& acceptor : acceptors_) {
    acceptor->loop.ready().remove(acceptor->key, acceptor->socket.get());
    acceptor->socket.reset();
    acceptor->timer.cancel();
  }
  acceptors_.clear();
}

void Server::listen(int fd, bool has_proxy_header) {
  const std::lock_guard lock(mutex_);
  const std::size_t count = std::min(lanes_.size(), kAcceptingLoops);
  for (std::size_t lane = 0; lane < count; ++lane) {
    // All share one listening socket, so no client waits for a particular loop.
    const int own = lane == 0 ? fd : ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
    if (own < 0) break;
    EventLoop& loop = lanes_[lane]->loop();
    const auto acceptor = std::make_shared<Acceptor>(*this, loop, lane, own, has_proxy_header);
    const std::optional<ReadyQueue::Key> key = loop.ready().add(own, acceptor);
    QUIRE_CHECK(key || lane > 0, "a loop can wait for clients");
    if (!key) break;
    acceptor->key = *key;
    acceptors_.push_back(acceptor);
  }
}

/// Accepts until no client is left, since a loop reports each only once.
void Server::accept(Acceptor& acceptor) {
  for (int count = 0; count < kAcceptAtOnce; ++count) {
    if (connection_count() >= max_connections_) {
      if (!has_client(acceptor.socket.get())) return;
      // Before the search, so that none is missed that closes or becomes idle meanwhile.
      acceptor.is_full = is_full_ = true;
      if (!make_room()) return;
    }
    if (accept_one(acceptor)) continue;
    switch (errno) {
      case EAGAIN:
        return;
      case EINTR:
      case ECONNABORTED:
      case EPROTO:
        // A client that has given up while it waited.
        continue;
      case EMFILE:
      case ENFILE:
        // Reported even if there is no client.
        if (!has_client(acceptor.socket.get())) return;
        if (accept_without_descriptors(acceptor)) continue;
        break;
      default:
        if (on_lost_listener_ && inode_of(acceptor.socket.get()) != acceptor.inode) on_lost_listener_();
    }
    return pause(acceptor);
  }
  acceptor.repeat();
}

/// Returns false with `errno` set on failure.
bool Server::accept_one(Acceptor& acceptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  Descriptor accepted(
      ::accept4(acceptor.socket.get(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!accepted) return false;
  admit(acceptor, std::move(accepted), address);
  return true;
}

void Server::admit(const Acceptor& acceptor, Descriptor accepted, const sockaddr_storage& address) {
  std::optional<AddressCounts::Place> place = addresses_->enter(address, per_address_);
  // The connections of a proxy are those of many clients.
  const bool is_proxy = !place && (acceptor.has_proxy_header || trust_.trusts(remote_endpoint(accepted.get()).address));
  if (!place && !is_proxy) return refuse(accepted.get(), "too many connections from this address");
  Connection::Start start{acceptor.has_proxy_header, std::nullopt, place ? *std::move(place) : AddressCounts::Place()};
  least_loaded(acceptor.lane).add(std::move(accepted), std::move(start));
}

bool Server::is_listening() {
  const std::lock_guard lock(mutex_);
  return std::ranges::all_of(acceptors_,
                             [](const auto& acceptor) { return inode_of(acceptor->socket.get()) == acceptor->inode; });
}

void Server::adopt(Descriptor socket, Endpoint remote) {
  if (is_draining_) return;
  least_loaded(0).add(std::move(socket), {false, std::move(remote)});
}

/// Returns whether there is room for another connection.
bool Server::make_room() {
  close_longest_idle();
  return connection_count() < max_connections_;
}

/// Some at once, so that under attack not every client costs a search.
void Server::close_longest_idle() {
  Connections::Idle idle;
  for (const auto& lane : lanes_) lane->append_idle(idle);
  const std::size_t count = (idle.size() + kIdleShare - 1) / kIdleShare;
  const auto is_older = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::partial_sort(idle.begin(), idle.begin() + static_cast<std::ptrdiff_t>(count), idle.end(), is_older);
  for (std::size_t index = 0; index < count; ++index) idle[index].second->close_if_idle_since(idle[index].first);
}

/// Accepts a client in place of one that is idle, or else refuses it and returns false.
bool Server::accept_without_descriptors(Acceptor& acceptor) {
  const auto now = std::chrono::steady_clock::now();
  if (log_ && now >= next_warning_) {
    next_warning_ = now + kWarningInterval;
    log_(
        "no file descriptors are left, so idle connections are closed and new ones refused; raise the limit "
        "(LimitNOFILE= in the systemd unit, or ulimit -n)");
  }
  close_longest_idle();
  if (accept_one(acceptor)) return true;
  reserve_.reset();
  const Descriptor accepted(::accept4(acceptor.socket.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (accepted) refuse(accepted.get(), "the server has too many open files");
  reserve_ = open_reserve();
  return false;
}

void Server::pause(Acceptor& acceptor) {
  acceptor.timer.expires_after(kAcceptPause);
  acceptor.timer.async_wait([paused = acceptor.shared_from_this()](const error_code& error) {
    if (!error) paused->repeat();
  });
}

/// Of equals, the loop that accepted keeps the connection.
Connections& Server::least_loaded(std::size_t first) const {
  Connections* least = lanes_[first].get();
  for (const auto& lane : lanes_)
    if (lane->count() < least->count()) least = lane.get();
  return *least;
}

/// Lets waiting clients in, now that a connection has closed or become idle.
void Server::may_make_room() {
  if (!is_full_.load() || !is_full_.exchange(false)) return;
  // Not here, where the lock of a connection is held.
  lanes_.front()->loop().post([this] {
    const std::lock_guard lock(mutex_);
    for (const auto& acceptor : acceptors_)
      if (std::exchange(acceptor->is_full, false)) acceptor->repeat();
  });
}

std::size_t Server::connection_count() const {
  std::size_t count = 0;
  for (const auto& lane : lanes_) count += lane->count();
  return count;
}

void Server::drain(const Drain& how) {
  {
    const std::lock_guard lock(mutex_);
    if (is_draining_.exchange(true)) return;
    for (const auto& acceptor : acceptors_)
      while (!how.pass && connection_count() < max_connections_ && accept_one(*acceptor)) {
      }
    close_acceptors();
  }
  const auto after_all = [this](const std::function<void()>& then) -> std::function<void()> {
    if (!then) return {};
    return [left = std::make_shared<std::atomic<std::size_t>>(lanes_.size()), then] {
      if (left->fetch_sub(1) == 1) then();
    };
  };
  Drain each = how;
  each.when_answered = after_all(how.when_answered);
  each.when_empty = after_all(how.when_empty);
  for (const auto& lane : lanes_) lane->drain(each);
}

void Server::hurry(std::chrono::milliseconds limit) {
  for (const auto& lane : lanes_) lane->hurry(limit);
}

}  // namespace quire::net
