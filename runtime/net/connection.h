#ifndef QUIRE_RUNTIME_NET_CONNECTION_H_
#define QUIRE_RUNTIME_NET_CONNECTION_H_

#include "runtime/http/chunked_decoder.h"
#include "runtime/http/head_reader.h"
#include "runtime/http/serializer.h"
#include "runtime/net/event_loop.h"
#include "runtime/net/exchange.h"
#include "runtime/net/input_buffer.h"
#include "runtime/net/output_queue.h"

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <condition_variable>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace quire::net {

/// A client's HTTP/1.1 connection: reads a request, lets the handler answer it,
/// sends the answer, and reads the next request. Pipelined requests are answered
/// in order, each after the previous answer was queued, and their answers are sent
/// together.
///
/// A single lock guards everything, and is never held while the handler runs. If
/// the answer comes from the thread inside the handler, that thread continues with
/// the next request. If it comes from another thread, that one takes over the
/// connection and lets the loop continue; by `turn_`, the stuck thread notices this
/// if it ever returns.
class Connection final : public Requester, public std::enable_shared_from_this<Connection> {
 public:
  /// What the connections of one server share.
  struct Shared {
    EventLoop& loop;
    Handler& handler;
    const http::Limits limits;
    /// Called by each connection once, when it closes.
    const std::function<void(Connection&)> on_close;
    std::atomic<bool> is_draining{false};
  };

  /// `shared` must outlive the connection.
  Connection(Shared& shared, boost::asio::ip::tcp::socket socket);

  void begin();
  /// Closes it immediately, whatever it is doing.
  void shut();
  /// Closes it if it is between two requests. A new connection is about to send its
  /// first request, so it is left open unless `also_unused`.
  void close_if_idle(bool also_unused);
  /// Handles a timeout that has expired.
  void check_deadline(std::int64_t now);
  /// Milliseconds of a coarse monotonic clock.
  static std::int64_t now_ms();

  const Endpoint& remote() const override { return remote_; }
  bool respond(const Exchange& exchange, const http::ResponseHead& head, std::string body) override;
  bool start_answer(const Exchange& exchange, const http::ResponseHead& head) override;
  bool write(const Exchange& exchange, std::string_view bytes) override;
  std::size_t unsent() override;
  bool finish(const Exchange& exchange) override;
  void fail(const Exchange& exchange) override;

 private:
  using Lock = std::unique_lock<std::mutex>;

  /// In the order in which a request passes through them, which `enter` checks.
  enum class Phase : unsigned char {
    /// Nothing of the next request has arrived.
    kIdle,
    kHead,
    kBody,
    /// The handler has the request until it is answered. Meanwhile nothing is read,
    /// and only the answer is queued.
    kHandling,
    /// The last answer has been sent; further input is discarded.
    kLinger,
    kClosed,
  };
  enum class Answer : unsigned char { kNone, kStreaming };
  enum class Step : unsigned char { kNeedMore, kRequest, kRefused };

  // Reading: connection.cpp.
  void enter(Phase next);
  void advance(Lock& lock);
  bool advance_once(Lock& lock);
  Step read_head();
  Step read_body();
  Step begin_body();
  void take_exchange();
  bool hand_over(Lock& lock);
  void run_handler(std::shared_ptr<Exchange>& exchange);
  void start_read();
  void on_read(const boost::system::error_code& error, std::size_t size);
  Step refuse(http::Refusal refusal);
  void begin_linger();
  void linger();
  void set_deadline(std::chrono::milliseconds from_now) {
    deadline_.store(now_ms() + from_now.count(), std::memory_order_relaxed);
  }
  void clear_deadline() { deadline_.store(std::numeric_limits<std::int64_t>::max(), std::memory_order_relaxed); }

  // Answering: connection_answer.cpp.
  bool is_turn_of(const Exchange& exchange, Answer expected) const;
  bool is_inside_handler() const;
  void queue_head(const http::ResponseHead& head, http::Framing framing);
  void queue_whole(const http::ResponseHead& head, std::string body);
  void break_off();
  void complete();
  void take_over();
  bool flush();
  void on_writable(const boost::system::error_code& error);
  void close();

  Shared& shared_;
  const http::Limits& limits_;
  boost::asio::ip::tcp::socket socket_;
  const Endpoint remote_;

  std::mutex mutex_;
  /// Signalled when queued output has been sent, or the connection has been closed.
  std::condition_variable room_;
  Phase phase_ = Phase::kIdle;
  Answer answer_ = Answer::kNone;
  bool reading_ = false;
  bool writing_ = false;
  /// Close once the output has been sent.
  bool closing_ = false;
  bool timing_head_ = false;
  /// Of the request that is being answered.
  bool keep_alive_ = true;
  bool is_head_ = false;
  bool chunked_answer_ = false;
  int version_minor_ = 1;

  InputBuffer input_;
  http::HeadReader head_reader_;
  std::optional<http::ChunkedDecoder> chunks_;
  std::uint64_t body_left_ = 0;
  std::size_t linger_left_ = 0;
  OutputQueue output_;

  /// The exchange of the request being read, or one to reuse.
  std::shared_ptr<Exchange> exchange_;
  /// The exchange to be answered, and the one whose handler has not returned.
  const Exchange* current_ = nullptr;
  const Exchange* inside_ = nullptr;
  std::thread::id inside_thread_;
  /// Changes with each request, and when another thread takes over the connection.
  std::uint64_t turn_ = 0;
  /// When the current timeout expires; read without the lock.
  std::atomic<std::int64_t> deadline_{std::numeric_limits<std::int64_t>::max()};
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_CONNECTION_H_
