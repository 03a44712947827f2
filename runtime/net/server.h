#ifndef QUIRE_RUNTIME_NET_SERVER_H_
#define QUIRE_RUNTIME_NET_SERVER_H_

#include "runtime/net/connections.h"
#include "runtime/net/event_loops.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace quire::net {

/// Accepts HTTP/1.1 connections on listening sockets, shares them among event loops, and
/// passes their requests to a handler.
///
///     Server server(loops, handler, {});
///     server.listen(*open_listener("127.0.0.1", 8080));
///     loops.run();
///
/// Several loops wait for clients, and whichever accepts one gives it to the loop that has
/// the fewest connections. There the connection stays, so that loops share nothing while
/// requests are answered.
///
/// The server, its handler and every Exchange must be destroyed before the loops, or
/// never be used again; the server must outlive `run`. Members may be called from any
/// thread.
class Server {
 public:
  struct Options {
    http::Limits limits = {};
    /// Beyond these, the connections are closed that have been idle longest. If none is, further clients wait in the
    /// listening socket's queue.
    std::size_t max_connections = 10'000;
    /// In octets, for what all connections keep in memory for clients that are slow to send or to read. Beyond these,
    /// it is moved to temporary files, and what cannot be moved is refused with 503.
    std::size_t max_memory = std::size_t{256} * 1024 * 1024;
    /// The folder for temporary files, on a disk rather than in memory.
    std::string temp = "/var/tmp";
    /// Called if a listening socket is found to be closed or replaced by something else, which only page code can have
    /// done. May be called on any thread, and repeatedly.
    std::function<void()> on_lost_listener = {};
    /// Learns of finished answers, if not null. Must outlive the server.
    AnswerObserver* observer = nullptr;
    /// The proxies that are believed.
    http::ProxyTrust trust = {};
    /// Called with a line for the log, on any thread.
    std::function<void(std::string_view line)> log = {};
  };

  Server(EventLoops& loops, Handler& handler, Options options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Accepts connections on `fd`, a non-blocking socket, which the server closes. If
  /// `has_proxy_header`, each begins with a header of the PROXY protocol.
  void listen(int fd, bool has_proxy_header = false);

  /// Serves a connection that another server has passed on; see `Drain::pass`.
  void adopt(Descriptor socket, Endpoint remote);

  /// Stops accepting, and drains the connections of all loops (`Connections::drain`). The callbacks
  /// run on one of the loops. Unless connections are passed on, those that wait in the listening sockets are
  /// accepted first.
  void drain(const Drain& how);
  /// While draining: closes all connections after `limit` from now, if that is earlier than `Drain::limit`.
  void hurry(std::chrono::milliseconds limit);
  bool is_draining() const { return is_draining_; }
  /// Whether all listening sockets are still open.
  bool is_listening();
  std::size_t connection_count() const;
  /// Whether a client waits until a connection closes or becomes idle.
  bool has_waiting_clients() const { return is_full_; }
  /// What connections keep in memory; see `Options::max_memory`.
  std::size_t memory() const { return memory_.used(); }

 private:
  struct Acceptor;

  void accept(Acceptor& acceptor);
  bool accept_one(Acceptor& acceptor);
  void admit(const Acceptor& acceptor, Descriptor accepted, const sockaddr_storage& address);
  bool make_room();
  void close_longest_idle();
  bool accept_without_descriptors(Acceptor& acceptor);
  void pause(Acceptor& acceptor);
  void close_acceptors();
  Connections& least_loaded(std::size_t first) const;
  void may_make_room();

  const std::size_t max_connections_;
  MemoryBudget memory_;
  const std::size_t per_address_;
  const std::function<void()> on_lost_listener_;
  const std::function<void(std::string_view line)> log_;
  const http::ProxyTrust trust_;
  const std::shared_ptr<AddressCounts> addresses_ = std::make_shared<AddressCounts>();
  /// Guards accepting; not used while requests are answered.
  std::mutex mutex_;
  std::vector<std::shared_ptr<Acceptor>> acceptors_;
  /// Given up to accept, and refuse, a client when no other descriptor is left.
  Descriptor reserve_;
  std::chrono::steady_clock::time_point next_warning_;
  /// Not accepting because there are too many connections.
  std::atomic<bool> is_full_{false};
  std::atomic<bool> is_draining_{false};
  /// One for each loop.
  std::vector<std::unique_ptr<Connections>> lanes_;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_SERVER_H_
