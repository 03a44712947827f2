#ifndef QUIRE_RUNTIME_NET_SERVER_H_
#define QUIRE_RUNTIME_NET_SERVER_H_

#include "runtime/net/connection.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace quire::net {

/// Accepts HTTP/1.1 connections on listening sockets and passes their requests to a
/// handler.
///
///     Server server(loop, handler, {});
///     server.listen(*open_listener("127.0.0.1", 8080));
///     loop.run();
///
/// The server, its handler and every Exchange must be destroyed before the loop, or
/// never be used again; the server must outlive `run`.
/// Members may be called from any thread.
class Server {
 public:
  struct Options {
    http::Limits limits = {};
    /// Further clients wait in the listening socket's queue.
    std::size_t max_connections = 10'000;
  };

  Server(EventLoop& loop, Handler& handler, Options options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Accepts connections on `fd`, a non-blocking socket, which `drain` closes.
  void listen(int fd);

  /// Stops accepting, closes idle connections (new ones after a short time for a first
  /// request), answers requests in progress with `Connection: close`, and closes the
  /// remaining connections after `deadline`. Then calls `when_empty` once, on the loop.
  void drain(std::chrono::milliseconds deadline, std::function<void()> when_empty);
  bool is_draining() const { return shared_.is_draining; }
  std::size_t connection_count() const;

 private:
  struct Acceptor;

  void remove(Connection& connection);
  void accept(const std::shared_ptr<Acceptor>& acceptor);
  void accepted(const std::shared_ptr<Acceptor>& acceptor, boost::asio::ip::tcp::socket socket);
  void pause(const std::shared_ptr<Acceptor>& acceptor);
  void start_ticking();
  void tick();
  void report_if_empty();
  std::vector<std::shared_ptr<Connection>> connections() const;

  Connection::Shared shared_;
  const std::size_t max_connections_;
  const std::chrono::milliseconds tick_interval_;

  mutable std::mutex mutex_;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_;
  std::vector<std::shared_ptr<Acceptor>> acceptors_;
  boost::asio::steady_timer timer_;
  /// Expires when unused connections are to be closed.
  boost::asio::steady_timer unused_;
  bool ticking_ = false;
  std::chrono::steady_clock::time_point drain_deadline_;
  std::function<void()> when_empty_;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_SERVER_H_
