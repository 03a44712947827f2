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

/// One client's HTTP/1.1 connection: reads a request, has it answered, sends
/// the answer, and reads the next. Requests that came together are answered in
/// order, each after the answer before it was queued, and their answers leave
/// together.
///
/// One lock guards everything; it is never held while the handler runs. An
/// answer may come from the thread inside the handler, which then goes on with
/// the next request itself, or from another thread: that one takes the
/// connection over (`turn_` tells the stuck thread, should it ever return) and
/// has the loop go on.
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
  /// Ends it now, whatever it is doing.
  void shut();
  /// Closes it between two requests. One that has not asked yet was opened to
  /// ask at once, and is left alone unless `also_unused`.
  void close_if_idle(bool also_unused);
  /// Acts on a time-out that is due.
  void check_deadline(std::int64_t now);
  /// Milliseconds of a coarse clock that never goes back.
  static std::int64_t now_ms();

  const Endpoint& remote() const override { return remote_; }
  const Endpoint& local() const override { return local_; }
  bool respond(const Exchange& exchange, const http::ResponseHead& head, std::string body) override;
  bool start_answer(const Exchange& exchange, const http::ResponseHead& head) override;
  bool write(const Exchange& exchange, std::string_view bytes) override;
  std::size_t unsent() override;
  bool finish(const Exchange& exchange) override;
  void fail(const Exchange& exchange) override;

 private:
  using Lock = std::unique_lock<std::mutex>;

  /// In the order in which a request passes them; `enter` checks it.
  enum class Phase : unsigned char {
    /// Nothing of the next request has come.
    kIdle,
    kHead,
    kBody,
    /// The handler has it, until it is answered: nothing is read meanwhile,
    /// and nothing queued but the answer.
    kHandling,
    /// The last answer is out; what still comes is dropped.
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
  const Endpoint local_;

  std::mutex mutex_;
  /// Signalled when queued output has gone, or the connection.
  std::condition_variable room_;
  Phase phase_ = Phase::kIdle;
  Answer answer_ = Answer::kNone;
  bool reading_ = false;
  bool writing_ = false;
  /// Ends once the output is sent.
  bool closing_ = false;
  bool timing_head_ = false;
  /// Of the request being answered.
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

  /// The request being read, or one to use again.
  std::shared_ptr<Exchange> exchange_;
  /// The one to be answered, and the one whose handler has not returned.
  const Exchange* current_ = nullptr;
  const Exchange* inside_ = nullptr;
  std::thread::id inside_thread_;
  /// Changes when another thread takes the connection from a handler's.
  std::uint64_t turn_ = 0;
  /// When to look at a time-out; read without the lock.
  std::atomic<std::int64_t> deadline_{std::numeric_limits<std::int64_t>::max()};
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_CONNECTION_H_
