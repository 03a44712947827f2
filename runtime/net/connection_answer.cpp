#include "runtime/base/check.h"
#include "runtime/http/status.h"
#include "runtime/net/connection.h"

#include <sys/socket.h>
#include <boost/asio/post.hpp>
#include <cerrno>

namespace quire::net {
namespace {

using boost::system::error_code;

/// With more than this, `write` waits for the client.
constexpr std::size_t kMaxQueued = 256 * 1024;

}  // namespace

bool Connection::is_turn_of(const Exchange& exchange, Answer expected) const {
  return current_ == &exchange && answer_ == expected;
}

bool Connection::is_inside_handler() const { return inside_ && inside_thread_ == std::this_thread::get_id(); }

void Connection::queue_head(const http::ResponseHead& head, http::Framing framing) {
  QUIRE_CHECK(phase_ == Phase::kHandling, "only the request that the handler has can be answered");
  framing.keep_alive = keep_alive_ = keep_alive_ && framing.keep_alive && !shared_.is_draining;
  framing.version_minor = version_minor_;
  http::serialize_head(head, framing, output_.tail());
}

bool Connection::respond(const Exchange& exchange, const http::ResponseHead& head, std::string body) {
  const Lock lock(mutex_);
  if (!is_turn_of(exchange, Answer::kNone)) return false;
  queue_whole(head, std::move(body));
  return true;
}

void Connection::queue_whole(const http::ResponseHead& head, std::string body) {
  http::Framing framing;
  framing.content_length = body.size();
  const bool no_body = http::never_has_body(head.status);
  framing.keep_content_length = body.empty() && (is_head_ || head.status == 304) && head.find("Content-Length");
  if (no_body || framing.keep_content_length) framing.body = http::Framing::Body::kNone;
  queue_head(head, framing);
  if (!no_body && !is_head_) output_.append(std::move(body));
  complete();
}

bool Connection::start_answer(const Exchange& exchange, const http::ResponseHead& head) {
  const Lock lock(mutex_);
  if (!is_turn_of(exchange, Answer::kNone)) return false;
  answer_ = Answer::kStreaming;
  http::Framing framing;
  const bool no_body = http::never_has_body(head.status);
  chunked_answer_ = version_minor_ == 1 && !no_body;
  framing.body = no_body           ? http::Framing::Body::kNone
                 : chunked_answer_ ? http::Framing::Body::kChunked
                                   : http::Framing::Body::kUntilClose;
  framing.keep_alive = framing.body != http::Framing::Body::kUntilClose;
  is_head_ = is_head_ || no_body;
  queue_head(head, framing);
  return true;
}

bool Connection::write(const Exchange& exchange, std::string_view bytes) {
  Lock lock(mutex_);
  if (!is_turn_of(exchange, Answer::kStreaming)) return false;
  if (!is_head_) {
    if (chunked_answer_) http::append_chunk(bytes, output_.tail());
    else output_.tail() += bytes;
  }
  if (!writing_) flush();
  // If no other thread is free to lead the loop and send, this deadline ends the
  // wait.
  const auto waits_until = std::chrono::steady_clock::now() + 2 * limits_.write_timeout;
  while (phase_ == Phase::kHandling && output_.size() > kMaxQueued)
    if (room_.wait_until(lock, waits_until) == std::cv_status::timeout) close();
  return phase_ != Phase::kClosed;
}

std::size_t Connection::unsent() {
  const Lock lock(mutex_);
  return output_.size();
}

bool Connection::finish(const Exchange& exchange) {
  const Lock lock(mutex_);
  if (!is_turn_of(exchange, Answer::kStreaming)) return false;
  if (chunked_answer_ && !is_head_) output_.tail() += http::kLastChunk;
  complete();
  return true;
}

void Connection::fail(const Exchange& exchange) {
  const Lock lock(mutex_);
  if (current_ == &exchange) return break_off();
  // The exchange was answered, but its handler has not returned.
  if (inside_ == &exchange && !is_inside_handler()) take_over();
}

/// Ends the current answer as a failure.
void Connection::break_off() {
  if (answer_ == Answer::kNone)
    return queue_whole({500, {{"Content-Type", "text/plain; charset=utf-8"}}}, "500 Internal Server Error\n");
  if (!writing_) flush();
  // If closing the connection ends the body, only a reset indicates failure.
  error_code ignored;
  if (!chunked_answer_) socket_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  close();
}

/// Called when the whole answer is queued. Sends it, unless this thread is about to
/// answer more requests.
void Connection::complete() {
  current_ = nullptr;
  answer_ = Answer::kNone;
  enter(Phase::kIdle);
  closing_ = closing_ || !keep_alive_;
  if (!is_inside_handler()) return take_over();
  if (input_.empty() && !writing_) flush();
}

/// Continues without the thread that is inside the handler.
void Connection::take_over() {
  ++turn_;
  inside_ = nullptr;
  if (phase_ == Phase::kClosed || writing_ || !flush()) return;
  // This may be any thread, so the next request must not be handled here.
  boost::asio::post(shared_.loop.context(), [self = shared_from_this()] {
    const EventLoop::Busy busy;
    Lock lock(self->mutex_);
    self->advance(lock);
  });
}

/// Sends queued output. Returns false if the client does not accept all of it yet,
/// or has disconnected.
bool Connection::flush() {
  bool progress = false;
  while (!output_.empty()) {
    if (output_.send(socket_.native_handle()) >= 0) {
      progress = true;
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) {
      close();
      return false;
    }
    if (progress || !writing_) set_deadline(limits_.write_timeout);
    if (!writing_) {
      writing_ = true;
      socket_.async_wait(boost::asio::ip::tcp::socket::wait_write,
                         [self = shared_from_this()](const error_code& error) { self->on_writable(error); });
    }
    return false;
  }
  return true;
}

void Connection::on_writable(const error_code& error) {
  const EventLoop::Busy busy;
  Lock lock(mutex_);
  writing_ = false;
  if (phase_ == Phase::kClosed) return;
  if (error) return close();
  const bool sent_all = flush();
  if (output_.size() <= kMaxQueued) room_.notify_all();
  if (!sent_all) return;
  if (phase_ == Phase::kHandling) clear_deadline();
  else if (!inside_) advance(lock);
}

void Connection::shut() {
  const Lock lock(mutex_);
  close();
}

void Connection::close() {
  if (phase_ == Phase::kClosed) return;
  phase_ = Phase::kClosed;
  current_ = nullptr;
  clear_deadline();
  output_.clear();
  error_code ignored;
  socket_.close(ignored);
  room_.notify_all();
  shared_.on_close(*this);
}

}  // namespace quire::net
