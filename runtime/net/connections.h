#ifndef QUIRE_RUNTIME_NET_CONNECTIONS_H_
#define QUIRE_RUNTIME_NET_CONNECTIONS_H_

#include "runtime/net/connection.h"

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace quire::net {

/// How to end a server without losing requests.
struct Drain {
  /// After this time, connections are closed whatever they are doing.
  std::chrono::milliseconds limit;
  /// After this time, connections without a request are closed; those on which there never was one are left open a
  /// little longer.
  std::chrono::milliseconds idle{0};
  /// Passes a copy of an idle connection on, to where it is served from now on. Returns false if that is not possible
  /// now; it is tried again until `idle`. Called on any thread, with the connection's lock held. Empty for none.
  std::function<bool(int socket, const Endpoint& remote)> pass = {};
  /// Called once when no request is in progress. May be empty.
  std::function<void()> when_answered = {};
  /// Called once when all connections have closed, after `when_answered`.
  std::function<void()> when_empty;
};

/// The open connections of one event loop: checks their timeouts, and closes them in
/// order. Members may be called from any thread. Must outlive the loop's `run`.
class Connections {
 public:
  /// `temp` is the folder for temporary files; `may_make_room` is called after each connection that has closed or
  /// become idle, with its lock held. `observer` may be null; `lane` is the number of the loop.
  Connections(EventLoop& loop, Handler& handler, const http::Limits& limits, std::string temp, MemoryBudget& memory,
              std::function<void()> may_make_room, AnswerObserver* observer, const http::ProxyTrust& trust,
              std::size_t lane);
  ~Connections();
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  EventLoop& loop() { return shared_.loop; }
  std::size_t count() const { return count_.load(std::memory_order_relaxed); }

  /// Serves an accepted socket.
  void add(Descriptor accepted, Connection::Start start);
  /// Connections that wait for a request, and since when (`Connection::idle_since`).
  using Idle = std::vector<std::pair<std::int64_t, std::shared_ptr<Connection>>>;
  void append_idle(Idle& to) const;
  /// Passes on or closes the connections as they become idle, answers requests with `Connection: close`, and
  /// closes the remaining connections at the end. The callbacks run on the loop. Nothing is added once this
  /// has been called.
  void drain(Drain how);
  /// Leaves no more time than this for it.
  void hurry(std::chrono::milliseconds limit);

 private:
  void remove(Connection& connection);
  void start_ticking();
  void tick();
  void report_if_empty();
  void start_draining_on();
  void drain_on();
  std::vector<std::shared_ptr<Connection>> all() const;

  Connection::Shared shared_;
  const std::function<void()> may_make_room_;
  const std::chrono::milliseconds tick_interval_;

  mutable std::mutex mutex_;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_;
  /// The size of `connections_`, for readers without the lock.
  std::atomic<std::size_t> count_{0};
  boost::asio::steady_timer timer_;
  bool ticking_ = false;
  /// Ticks faster, while draining.
  boost::asio::steady_timer drain_timer_;
  std::chrono::steady_clock::time_point drain_start_;
  /// Of `drain_`, or less.
  std::atomic<std::chrono::steady_clock::time_point> drain_end_;
  Drain drain_;
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_CONNECTIONS_H_
