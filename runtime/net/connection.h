#ifndef QUIRE_RUNTIME_NET_CONNECTION_H_
#define QUIRE_RUNTIME_NET_CONNECTION_H_

#include "runtime/http/body/body_decoder.h"
#include "runtime/http/forwarded.h"
#include "runtime/http/head_reader.h"
#include "runtime/http/serializer.h"
#include "runtime/log/finished_answer.h"
#include "runtime/net/address_counts.h"
#include "runtime/net/event_loop.h"
#include "runtime/net/exchange.h"
#include "runtime/net/input_buffer.h"
#include "runtime/net/memory_budget.h"
#include "runtime/net/output_queue.h"
#include "runtime/net/rate_floor.h"
#include "runtime/net/unsent_answer.h"

#include <atomic>
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
class Connection final : public Requester, public ReadySocket, public std::enable_shared_from_this<Connection> {
 public:
  /// What the connections of one loop share.
  struct Shared {
    EventLoop& loop;
    Handler& handler;
    const http::Limits limits;
    /// Where answers wait for slow clients.
    const std::string temp;
    MemoryBudget& memory;
    /// Called by each connection once, when it closes.
    const std::function<void(Connection&)> on_close;
    /// Called with the connection's lock held when it begins to wait for a request, or for more of one.
    const std::function<void()> on_idle;
    /// Learns of finished answers; null if nobody does.
    AnswerObserver* const observer = nullptr;
    /// The proxies that are believed.
    const http::ProxyTrust trust = {};
    /// The number of the loop.
    const std::size_t lane = 0;
    /// Passes on idle connections while draining (`Drain::pass`); set before `is_draining`.
    std::function<bool(int socket, const Endpoint& remote)> pass = {};
    std::atomic<bool> is_draining{false};
  };
  /// How a connection begins.
  struct Start {
    /// A header of the PROXY protocol precedes the first request.
    bool has_proxy_header = false;
    /// The remote end of a connection that another server has passed on, which closes after its next
    /// request.
    std::optional<Endpoint> passed = {};
    /// Among the connections of its address.
    AddressCounts::Place place = {};
  };

  /// `shared` must outlive the connection.
  Connection(Shared& shared, Descriptor socket, Start start);

  void begin();
  /// Closes it immediately, whatever it is doing.
  void shut();
  /// The same, but a request that has had no answer yet is answered with 503.
  void cut_off();
  /// While draining: passes it on if it is between two requests, or closes it, if `close_used`, or for one
  /// without any request yet, `close_unused`. Returns whether a request is in progress.
  bool leave(bool close_used, bool close_unused);
  /// Since when, on the clock of `now_ms`, it has been waiting for a request, or for the rest of its head;
  /// nullopt while a request is in progress.
  std::optional<std::int64_t> idle_since();
  /// Closes it if `idle_since` has that value.
  void close_if_idle_since(std::int64_t since);
  /// Handles a timeout that has expired.
  void check_deadline(std::int64_t now);
  /// Milliseconds of a coarse monotonic clock.
  static std::int64_t now_ms();

  const Endpoint& remote() const override { return remote_; }
  const http::Limits& limits() const override { return limits_; }
  const std::string& temp() const override { return shared_.temp; }
  void receive_body(const std::shared_ptr<Exchange>& exchange, BodyOrder order) override;
  ReceivedPiece read_body(Exchange& exchange, char* into, std::size_t size) override;
  bool respond(const Exchange& exchange, const http::ResponseHead& head, Body body) override;
  bool start_answer(const Exchange& exchange, const http::ResponseHead& head) override;
  bool write(const Exchange& exchange, std::string_view bytes) override;
  std::size_t unsent() override;
  bool has_client_left() override;
  bool finish(const Exchange& exchange) override;
  void fail(const Exchange& exchange) override;
  void post(std::function<void()> handler) override { shared_.loop.post(std::move(handler)); }
  bool run_aside(std::function<void()> handler, const void* group) override {
    return shared_.loop.run_aside(std::move(handler), group);
  }

 private:
  using Lock = std::unique_lock<std::mutex>;

  /// In the order in which a request passes through them, which `enter` checks.
  enum class Phase : unsigned char {
    /// Nothing of the next request has arrived.
    kIdle,
    kHead,
    kBody,
    /// The handler has the request until it is answered. Meanwhile only the answer is
    /// queued, and nothing is read except a part of the body that the handler waits for.
    /// A handler that asks for the whole body goes back to `kBody`.
    kHandling,
    /// The last answer has been sent; further input is discarded.
    kLinger,
    kClosed,
  };
  enum class Answer : unsigned char { kNone, kStreaming };
  enum class Step : unsigned char { kNeedMore, kRequest, kRefused };

  // Who is at the other end, and what others learn of it: connection_origin.cpp.
  bool read_proxy_header();
  http::Refusal begin_request();
  void note_head(const http::ResponseHead& head);
  void observe_refusal(int status, std::size_t size);
  void observe_end(bool is_aborted);
  FinishedAnswer finished_answer(bool is_aborted) const;
  void keep_until_sent();
  void observe_sent(bool is_aborted);
  void observe(FinishedAnswer& answer, const http::Origin& origin);
  const Endpoint& local();

  // Reading: connection.cpp.
  void enter(Phase next);
  void advance(Lock& lock);
  bool advance_once(Lock& lock);
  Step read_head();
  Step begin_body();
  void take_exchange();
  bool hand_over(Lock& lock);
  void run_handler(std::shared_ptr<Exchange>& exchange, std::function<void()> then);
  void start_read();
  void on_ready(std::uint32_t events) override;
  void on_no_memory() override { shut(); }
  void receive(Lock& lock);
  void note_received(std::size_t size);
  Step refuse(http::Refusal refusal);
  bool may_continue();
  std::optional<std::int64_t> idle_time() const;
  bool has_unread_input() const;
  void begin_linger();
  void linger();
  void set_deadline(std::chrono::milliseconds from_now) {
    deadline_.store(now_ms() + from_now.count(), std::memory_order_relaxed);
  }
  void clear_deadline() { deadline_.store(std::numeric_limits<std::int64_t>::max(), std::memory_order_relaxed); }

  // Bodies: connection_body.cpp.
  Step begin_receiving(std::shared_ptr<Exchange> exchange, BodyOrder order);
  Step read_body();
  void ask_for_body();
  std::size_t receive_into(char* into, std::size_t size);
  bool await_body(Lock& lock);
  bool skip_body();
  bool waits_for_end_of_body() const;
  void respond_after_body(const Exchange& exchange, const http::ResponseHead& head, Body body);
  void end_body();
  bool is_waiting_for_body() const { return phase_ == Phase::kHandling && body_.has_value() && reading_; }
  void drop_order();

  // Answering: connection_answer.cpp.
  bool is_turn_of(const Exchange& exchange, Answer expected) const;
  bool is_inside_handler() const;
  void queue_head(const http::ResponseHead& head, http::Framing framing);
  void queue_whole(const http::ResponseHead& head, Body body);
  bool queue_piece(std::string_view bytes);
  void break_off();
  void complete();
  void take_over();
  bool flush();
  std::uint64_t acknowledged() const;
  bool count_memory();
  void on_writable(Lock& lock);
  void close();

  Shared& shared_;
  const http::Limits& limits_;
  Descriptor socket_;
  std::optional<ReadyQueue::Key> ready_key_;
  /// As the PROXY protocol tells, if it is used.
  Endpoint remote_;
  const AddressCounts::Place place_;
  const bool is_passed_;
  bool awaits_proxy_header_;
  bool is_secure_ = false;
  /// The other end is a proxy that is believed.
  bool is_trusted_;
  /// Known once it is needed.
  std::optional<Endpoint> local_;

  std::mutex mutex_;
  /// Signalled when queued output has been sent, a part of a body has arrived, or the
  /// connection has been closed.
  std::condition_variable room_;
  Phase phase_ = Phase::kIdle;
  Answer answer_ = Answer::kNone;
  /// Waits for input, or until the client accepts output.
  bool reading_ = false;
  bool writing_ = false;
  /// The socket has input, as far as is known.
  bool has_input_ = false;
  /// The client has closed its side, or the connection is broken: there is nothing to wait for.
  bool has_ended_ = false;
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
  /// Of the body that is not complete.
  std::optional<http::BodyDecoder> body_;
  /// The octets of a body without its framing.
  std::string decoded_;
  /// The body that is being received: for which exchange, and how.
  std::shared_ptr<Exchange> receiving_;
  BodyOrder order_;
  /// The client waits for `100 Continue`.
  bool expects_continue_ = false;
  RateFloor body_pace_;
  RateFloor write_pace_;
  /// The number of octets since the beginning, and when the current timeout began: what was received, and what
  /// the client has acknowledged.
  std::uint64_t received_ = 0;
  std::uint64_t sent_ = 0;
  std::uint64_t received_before_ = 0;
  std::uint64_t acknowledged_before_ = 0;
  std::uint64_t linger_left_ = 0;
  OutputQueue output_;
  MemoryBudget::Share memory_;

  /// Of the request that is being answered, for the observer.
  struct Progress {
    /// The head of the request was accepted.
    bool has_head = false;
    std::chrono::steady_clock::time_point began;
    std::chrono::steady_clock::time_point answered;
    /// 0 until the answer begins.
    int status = 0;
    std::uint64_t body_bytes = 0;
    /// Valid while `queue_whole` runs, or that of an answer in pieces.
    const http::ResponseHead* head = nullptr;
    std::optional<http::ResponseHead> kept_head = {};
  };
  Progress progress_;
  /// Of a large answer that is queued, but not sent.
  std::unique_ptr<UnsentAnswer> unsent_;

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
