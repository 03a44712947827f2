// How a request's body gets to those who want it
//
// Once the head has arrived, the handler gets the request, and the body stays in the
// socket until somebody asks for it: so a client that sends more than it may, or
// something that nobody reads, costs nothing, and gets its answer at once.
//
// - A handler that needs the whole body orders it (`receive_body`). The connection then
//   reads it on the loop, as it arrives, into the exchange or another sink, both of
//   which keep large bodies in files. When it is complete, the handler's function is
//   called in the same way as the handler itself. Meanwhile no thread waits, and nothing
//   can be answered but refusals.
// - A page that reads a body of any size (`read_body`) blocks a thread. It takes the
//   octets from the socket itself if there are any; otherwise, the loop reads the next
//   ones and wakes it. Nothing is read ahead, so that the client is held back.
// - If the answer is complete before the body, it waits for the end of a short one, which
//   is dropped, so that a malformed request is refused whatever it is for, and the
//   connection can be used again. If much is to come, or the client waits for `100
//   Continue`, the answer is sent at once, and the connection closes.

#include "runtime/base/check.h"
#include "runtime/net/connection.h"

#include <sys/socket.h>
#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>
#include <variant>

namespace quire::net {
namespace {

/// The largest body that an answer waits for, although nobody reads it.
constexpr std::uint64_t kSkippedBody = 64 * 1024;
constexpr http::Refusal kNoMemory{503, "the server has no memory left for the body"};
constexpr http::Refusal kDisconnected{400, "the client has disconnected"};

}  // namespace

void Connection::receive_body(const std::shared_ptr<Exchange>& exchange, BodyOrder order) {
  const Lock lock(mutex_);
  if (!is_turn_of(*exchange, Answer::kNone) || !body_) return;
  current_ = nullptr;
  begin_receiving(exchange, std::move(order));
  if (!is_inside_handler()) take_over();
}

Connection::Step Connection::begin_receiving(std::shared_ptr<Exchange> exchange, BodyOrder order) {
  enter(Phase::kBody);
  receiving_ = std::move(exchange);
  order_ = std::move(order);
  if (order_.sink == nullptr) {
    receiving_->body_.place(shared_.temp, limits_.body_memory);
    order_.sink = &receiving_->body_;
  }
  if (const http::Refusal refusal = body_->set_limit(order_.limit)) return refuse(refusal);
  ask_for_body();
  received_before_ = received_;
  body_pace_.begin();
  set_deadline(body_pace_.left());
  return Step::kNeedMore;
}

/// A client that already sends the body needs no `100 Continue`.
void Connection::ask_for_body() {
  if (std::exchange(expects_continue_, false) && input_.empty()) output_.tail() += "HTTP/1.1 100 Continue\r\n\r\n";
}

Connection::Step Connection::read_body() {
  QUIRE_CHECK(receiving_ && body_, "a body is received for somebody");
  decoded_.clear();
  std::size_t consumed = 0;
  const http::BodyDecoder::State state = body_->decode(input_.text(), consumed, decoded_);
  input_.consume(consumed);
  http::Refusal refusal = body_->refusal();
  if (!refusal && !decoded_.empty()) refusal = order_.sink->take(decoded_);
  if (!refusal && state == http::BodyDecoder::State::kComplete) refusal = order_.sink->end();
  if (refusal) return refuse(refusal);
  if (state == http::BodyDecoder::State::kNeedMore) return count_memory() ? Step::kNeedMore : refuse(kNoMemory);
  end_body();
  receiving_->awaits_body_ = false;
  return Step::kRequest;
}

ReceivedPiece Connection::read_body(Exchange& exchange, char* into, std::size_t size) {
  Lock lock(mutex_);
  while (current_ == &exchange && body_ && size > 0) {
    if (const std::size_t count = receive_into(into, size); count > 0) {
      if (body_->left() == 0) {
        end_body();
        exchange.awaits_body_ = false;
      }
      return {count};
    }
    decoded_.clear();
    std::size_t consumed = 0;
    const http::BodyDecoder::State state = body_->decode(input_.text().substr(0, size), consumed, decoded_);
    input_.consume(consumed);
    if (state == http::BodyDecoder::State::kRefused) return {0, body_->refusal()};
    // Decoded octets are never more than encoded ones.
    const std::size_t count = decoded_.copy(into, size);
    if (state == http::BodyDecoder::State::kComplete) {
      end_body();
      exchange.awaits_body_ = false;
    }
    if (count > 0 || !body_) return {count};
    if (!await_body(lock)) return {0, kDisconnected};
  }
  return current_ == &exchange ? ReceivedPiece{} : ReceivedPiece{0, kDisconnected};
}

/// Receives the octets of a body that is not chunked where they are wanted, without copying them. Returns their
/// number; 0 if that is not possible now.
std::size_t Connection::receive_into(char* into, std::size_t size) {
  if (reading_ || !input_.empty() || body_->is_chunked() || body_->refusal()) return 0;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(body_->left(), size));
  const ssize_t received = ::recv(socket_.get(), into, wanted, MSG_DONTWAIT);
  // Whoever waits finds out why.
  if (received <= 0) return 0;
  const auto count = static_cast<std::size_t>(received);
  has_input_ = has_ended_ || count == wanted;
  received_ += count;
  body_pace_.count(count);
  body_->skip(count);
  return count;
}

/// Waits until something has arrived, or the body is refused. Returns false if the connection is closed.
bool Connection::await_body(Lock& lock) {
  if (answer_ == Answer::kNone) ask_for_body();
  if (!writing_ && !output_.empty()) flush();
  if (phase_ == Phase::kClosed) return false;
  if (!reading_) {
    input_.prepare(body_->left() > InputBuffer::kSmall);
    const ssize_t size = ::recv(socket_.get(), input_.room(), input_.room_size(), MSG_DONTWAIT);
    if (size > 0) {
      note_received(static_cast<std::size_t>(size));
      body_pace_.count(static_cast<std::uint64_t>(size));
      return true;
    }
    if (size == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)) {
      close();
      return false;
    }
    has_input_ = errno == EINTR;
    start_read();
  }
  const std::uint64_t before = received_;
  const std::int64_t since = now_ms();
  set_deadline(body_pace_.left());
  room_.wait(lock, [this] { return !reading_ || phase_ == Phase::kClosed || !body_ || body_->refusal(); });
  body_pace_.spend(std::chrono::milliseconds(now_ms() - since));
  body_pace_.count(received_ - before);
  if (phase_ == Phase::kClosed || !body_) return false;
  if (writing_) set_deadline(write_pace_.left());
  else clear_deadline();
  return true;
}

/// Drops what has arrived of a body that nobody has read. Returns whether another request can follow.
bool Connection::skip_body() {
  if (!body_) return true;
  decoded_.clear();
  std::size_t consumed = 0;
  if (body_->decode(input_.text(), consumed, decoded_) != http::BodyDecoder::State::kComplete) return false;
  input_.consume(consumed);
  end_body();
  return true;
}

/// Whether an answer has to wait for the rest of a body that nobody has read: it may turn out to be malformed, and
/// if it is short, the connection can be used again. Nobody waits for a client that asks first, or that sends much.
bool Connection::waits_for_end_of_body() const {
  return body_ && !expects_continue_ && !body_->refusal() &&
         (body_->is_chunked() ? !body_->has_begun() : body_->left() <= kSkippedBody);
}

void Connection::respond_after_body(const Exchange& exchange, const http::ResponseHead& head, Body body) {
  class Nowhere final : public http::BodySink {
   public:
    http::Refusal take(std::string_view) override { return {}; }
    http::Refusal end() override { return {}; }
  };
  static Nowhere nowhere;
  // A short view is valid only during this call.
  const auto* const view = std::get_if<std::string_view>(&body);
  if (view != nullptr && view->size() < kCopied) body = std::string(*view);
  const std::shared_ptr<Exchange> owner = const_cast<Exchange&>(exchange).shared_from_this();
  current_ = nullptr;
  begin_receiving(owner, {limits_.body, &nowhere, [owner, head, body = std::move(body)] { owner->send(head, body); }});
  if (!is_inside_handler()) take_over();
}

void Connection::end_body() {
  body_.reset();
  if (decoded_.capacity() > InputBuffer::kSmall) decoded_ = {};
}

/// Releases whoever waits for the body, but not here: they may have been the last to know the exchange.
void Connection::drop_order() {
  if (!receiving_) return;
  shared_.loop.post([exchange = std::move(receiving_), then = std::move(order_.then)] {});
  receiving_ = nullptr;
  order_ = {};
  memory_.set(0);
}

}  // namespace quire::net
