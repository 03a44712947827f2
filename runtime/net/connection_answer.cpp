#include "runtime/base/check.h"
#include "runtime/http/status.h"
#include "runtime/net/connection.h"

#include <linux/sockios.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <algorithm>
#include <cerrno>

namespace quire::net {
namespace {

/// With more than this in memory, `write` continues in a temporary file.
constexpr std::size_t kMaxQueued = 256 * 1024;
/// Sent to one client before other connections get their turn.
constexpr ssize_t kMaxAtOnce = 4 * 1024 * 1024;
/// Smaller answers count as sent once they are queued.
constexpr std::uint64_t kSentAtOnce = 64 * 1024;
/// A connection may always keep that much in memory.
constexpr std::size_t kSmallShare = 16 * 1024;

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
  if (shared_.observer != nullptr) note_head(head);
}

bool Connection::respond(const Exchange& exchange, const http::ResponseHead& head, Body body) {
  const Lock lock(mutex_);
  if (!is_turn_of(exchange, Answer::kNone)) return false;
  if (waits_for_end_of_body()) respond_after_body(exchange, head, std::move(body));
  else queue_whole(head, std::move(body));
  return true;
}

void Connection::queue_whole(const http::ResponseHead& head, Body body) {
  http::Framing framing;
  framing.keep_alive = skip_body();
  const std::uint64_t size = size_of(body);
  framing.content_length = size;
  const bool no_body = http::never_has_body(head.status);
  framing.keep_content_length = size == 0 && (is_head_ || head.status == 304) && head.find("Content-Length");
  if (no_body || framing.keep_content_length) framing.body = http::Framing::Body::kNone;
  queue_head(head, framing);
  if (!no_body && !is_head_) {
    progress_.body_bytes = size;
    output_.append(std::move(body));
  }
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
  const bool is_full = !is_head_ && !queue_piece(bytes);
  if (!writing_) flush();
  // If no other thread is free to lead the loop and send, this deadline ends the
  // wait.
  const auto waits_until = std::chrono::steady_clock::now() + 2 * limits_.write_timeout;
  while (is_full && phase_ == Phase::kHandling && output_.memory() > kMaxQueued)
    if (room_.wait_until(lock, waits_until) == std::cv_status::timeout) close();
  return phase_ != Phase::kClosed;
}

/// Returns false if more is queued than there is room for.
bool Connection::queue_piece(std::string_view bytes) {
  progress_.body_bytes += bytes.size();
  const bool is_full = output_.memory() > kMaxQueued;
  if (is_full) {
    std::string framed;
    if (chunked_answer_) http::append_chunk(bytes, framed);
    if (output_.spill(chunked_answer_ ? framed : bytes, shared_.temp, limits_.spill)) return true;
  }
  if (chunked_answer_) http::append_chunk(bytes, output_.tail());
  else output_.tail() += bytes;
  return !is_full;
}

std::size_t Connection::unsent() {
  const Lock lock(mutex_);
  return output_.memory();
}

bool Connection::has_client_left() {
  const Lock lock(mutex_);
  if (phase_ == Phase::kClosed) return true;
  pollfd state{socket_.get(), POLLRDHUP, 0};
  return ::poll(&state, 1, 0) > 0 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

bool Connection::finish(const Exchange& exchange) {
  const Lock lock(mutex_);
  if (!is_turn_of(exchange, Answer::kStreaming)) return false;
  if (chunked_answer_ && !is_head_) output_.tail() += http::kLastChunk;
  keep_alive_ = skip_body() && keep_alive_;
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
    return queue_whole({500, {{"Content-Type", "text/plain; charset=utf-8"}}},
                       std::string_view("500 Internal Server Error\n"));
  if (!writing_) flush();
  // If closing the connection ends the body, only a reset indicates failure.
  const struct linger reset{1, 0};
  if (!chunked_answer_) ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close();
}

/// Called when the whole answer is queued. Sends it, unless this thread is about to
/// answer more requests.
void Connection::complete() {
  if (shared_.observer != nullptr) {
    if (progress_.body_bytes < kSentAtOnce) observe_end(/*is_aborted=*/false);
    else keep_until_sent();
  }
  current_ = nullptr;
  answer_ = Answer::kNone;
  memory_.set(0);
  enter(Phase::kIdle);
  closing_ = closing_ || !keep_alive_;
  if (body_) {
    // Another thread may be waiting for the rest.
    body_.reset();
    room_.notify_all();
  }
  if (!is_inside_handler()) return take_over();
  if (input_.empty() && !writing_) flush();
}

/// Continues without the thread that is inside the handler.
void Connection::take_over() {
  ++turn_;
  inside_ = nullptr;
  if (phase_ == Phase::kClosed || writing_ || !flush()) return;
  // This may be any thread, so the next request must not be handled here.
  shared_.loop.post([self = shared_from_this()] {
    Lock lock(self->mutex_);
    self->advance(lock);
  });
}

/// Sends queued output. Returns false if the client does not accept all of it yet,
/// or has disconnected.
bool Connection::flush() {
  ssize_t progress = 0;
  while (!output_.empty()) {
    if (progress < kMaxAtOnce) {
      const ssize_t sent = output_.send(socket_.get());
      if (sent >= 0) {
        progress += sent;
        sent_ += static_cast<std::uint64_t>(sent);
        continue;
      }
      if (errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) {
        close();
        return false;
      }
    }
    if (!writing_) {
      writing_ = true;
      acknowledged_before_ = acknowledged();
      write_pace_.begin();
      set_deadline(write_pace_.left());
    }
    if (!count_memory()) {
      close();
      return false;
    }
    // Other connections get their turn.
    if (progress >= kMaxAtOnce) shared_.loop.ready().repeat(*ready_key_, EPOLLOUT);
    return false;
  }
  if (unsent_) observe_sent(/*is_aborted=*/false);
  return true;
}

/// Counts what is kept in memory until the client accepts or sends more, and moves it to disk if all connections
/// together keep too much. Returns false if it has to be given up.
bool Connection::count_memory() {
  const auto count = [this] {
    memory_.set(output_.own_memory() + (receiving_ ? order_.sink->memory() : 0));
    return memory_.size() <= kSmallShare || !shared_.memory.is_spent();
  };
  if (count()) return true;
  if (!output_.empty()) output_.release_memory(shared_.temp);
  if (receiving_) order_.sink->release_memory();
  return count();
}

/// The number of octets that the client has acknowledged: the rest waits in the socket.
std::uint64_t Connection::acknowledged() const {
  int waiting = 0;
  ::ioctl(socket_.get(), SIOCOUTQ, &waiting);
  return sent_ - std::min<std::uint64_t>(sent_, static_cast<std::uint64_t>(std::max(waiting, 0)));
}

void Connection::on_writable(Lock& lock) {
  writing_ = false;
  const bool sent_all = flush();
  if (sent_all) memory_.set(0);
  if (output_.memory() <= kMaxQueued) room_.notify_all();
  if (!sent_all) return;
  if (phase_ == Phase::kHandling) {
    if (!is_waiting_for_body()) clear_deadline();
  } else if (!inside_) {
    advance(lock);
  }
}

void Connection::cut_off() {
  const Lock lock(mutex_);
  if (current_ != nullptr && answer_ == Answer::kNone && phase_ == Phase::kHandling && !writing_) {
    keep_alive_ = false;
    queue_whole({503, {{"Content-Type", "text/plain; charset=utf-8"}, {"Retry-After", "1"}}},
                std::string_view("503 Service Unavailable: the server ends before the page does\n"));
  }
  close();
}

void Connection::shut() {
  const Lock lock(mutex_);
  close();
}

void Connection::close() {
  if (phase_ == Phase::kClosed) return;
  if (unsent_) observe_sent(/*is_aborted=*/true);
  if (shared_.observer != nullptr && current_ != nullptr) observe_end(/*is_aborted=*/true);
  phase_ = Phase::kClosed;
  current_ = nullptr;
  clear_deadline();
  output_.clear();
  memory_.set(0);
  drop_order();
  if (ready_key_) shared_.loop.ready().remove(*ready_key_, socket_.get());
  socket_.reset();
  room_.notify_all();
  shared_.on_close(*this);
}

}  // namespace quire::net
