#include "runtime/net/connection.h"

#include "runtime/base/check.h"
#include "runtime/http/status.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>

namespace quire::net {
namespace {

using boost::system::error_code;

/// Queued answers to pipelined requests are sent once they reach this size.
constexpr std::size_t kSendAtOnce = 64 * 1024;
/// The most memory that is reserved for a body before it arrives.
constexpr std::uint64_t kBodyReserve = 64 * 1024;
constexpr std::size_t kKeptBody = 64 * 1024;

}  // namespace

Connection::Connection(Shared& shared, boost::asio::ip::tcp::socket socket)
    : shared_(shared),
      limits_(shared.limits),
      socket_(std::move(socket)),
      remote_(remote_endpoint(socket_.native_handle())),
      head_reader_(limits_) {}

std::int64_t Connection::now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

/// Makes every change of phase except to `kClosed`, which may follow any phase.
void Connection::enter(Phase next) {
  const bool may_follow = next == Phase::kIdle       ? phase_ <= Phase::kHandling
                          : next == Phase::kHead     ? phase_ <= Phase::kHead
                          : next == Phase::kBody     ? phase_ == Phase::kHead
                          : next == Phase::kHandling ? phase_ == Phase::kHead || phase_ == Phase::kBody
                                                     : phase_ == Phase::kIdle;
  QUIRE_CHECK(may_follow, "a connection passes its phases in order");
  const bool handles = next == Phase::kHandling;
  QUIRE_CHECK(handles == (current_ != nullptr), "a request can be answered if and only if the handler has it");
  QUIRE_CHECK(!handles || (!reading_ && !writing_), "reading and sending have ended when the handler gets a request");
  phase_ = next;
}

void Connection::begin() {
  const Lock lock(mutex_);
  if (phase_ == Phase::kClosed) return;
  set_deadline(limits_.head_timeout);
  start_read();
}

void Connection::start_read() {
  if (reading_) return;
  QUIRE_CHECK(current_ == nullptr && phase_ != Phase::kClosed, "nothing is read while the handler has a request");
  input_.prepare(phase_ == Phase::kBody && body_left_ > InputBuffer::kSmall);
  reading_ = true;
  socket_.async_read_some(
      boost::asio::buffer(input_.room(), input_.room_size()),
      [self = shared_from_this()](const error_code& error, std::size_t size) { self->on_read(error, size); });
}

void Connection::on_read(const error_code& error, std::size_t size) {
  const EventLoop::Busy busy;
  Lock lock(mutex_);
  reading_ = false;
  if (phase_ == Phase::kClosed) return;
  // The client has closed its side: no more requests will come.
  if (error) return close();
  input_.received(size);
  advance(lock);
}

void Connection::advance(Lock& lock) {
  while (advance_once(lock)) {
  }
}

/// Takes one step. Returns false if something must happen first, after which
/// `advance` is called again.
bool Connection::advance_once(Lock& lock) {
  if (phase_ == Phase::kClosed || phase_ == Phase::kHandling || writing_) return false;
  if (phase_ == Phase::kLinger) {
    linger();
    return false;
  }
  if (closing_) {
    if (!flush()) return false;
    begin_linger();
    return true;
  }
  if (output_.size() >= kSendAtOnce && !flush()) return false;
  switch (phase_ == Phase::kBody ? read_body() : read_head()) {
    case Step::kRequest:
      return hand_over(lock);
    case Step::kRefused:
      return true;
    case Step::kNeedMore:
      break;
  }
  if (!flush()) return false;
  if (phase_ == Phase::kIdle && shared_.is_draining) {
    closing_ = true;
    return true;
  }
  start_read();
  return false;
}

Connection::Step Connection::read_head() {
  if (input_.empty()) {
    enter(Phase::kIdle);
    set_deadline(limits_.idle_timeout);
    return Step::kNeedMore;
  }
  enter(Phase::kHead);
  switch (head_reader_.scan(input_.text())) {
    case http::HeadReader::State::kNeedMore:
      if (!timing_head_) set_deadline(limits_.head_timeout);
      timing_head_ = true;
      return Step::kNeedMore;
    case http::HeadReader::State::kHttp2Preface:
      return refuse({505, "HTTP/2 is not supported"});
    case http::HeadReader::State::kRefused:
      return refuse(head_reader_.refusal());
    case http::HeadReader::State::kComplete:
      break;
  }
  timing_head_ = false;
  take_exchange();
  const std::size_t skipped = head_reader_.skipped();
  const std::size_t length = head_reader_.length();
  const http::Refusal refusal = exchange_->head_.parse(input_.text().substr(skipped, length - skipped));
  input_.consume(length);
  head_reader_.reset();
  if (refusal) return refuse(refusal);
  return begin_body();
}

void Connection::take_exchange() {
  if (!exchange_) exchange_ = std::make_shared<Exchange>();
  exchange_->body_.clear();
}

Connection::Step Connection::begin_body() {
  const http::RequestHead& head = exchange_->head_;
  if (!head.chunked && head.content_length.value_or(0) == 0) return Step::kRequest;
  const std::uint64_t limit = shared_.handler.body_limit(head, limits_.body);
  if (head.content_length && *head.content_length > limit) return refuse({413, "the body is too large"});
  if (head.chunked) {
    chunks_.emplace(limits_, limit);
    body_left_ = std::numeric_limits<std::uint64_t>::max();
  } else {
    body_left_ = *head.content_length;
    exchange_->body_.reserve(static_cast<std::size_t>(std::min(body_left_, kBodyReserve)));
  }
  // A client that already sends the body needs no `100 Continue`.
  if (head.expect_continue && input_.empty()) output_.tail() += "HTTP/1.1 100 Continue\r\n\r\n";
  enter(Phase::kBody);
  set_deadline(limits_.body_timeout);
  return read_body();
}

Connection::Step Connection::read_body() {
  std::string& body = exchange_->body_;
  if (!exchange_->head_.chunked) {
    const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(body_left_, input_.text().size()));
    body.append(input_.text().substr(0, take));
    input_.consume(take);
    body_left_ -= take;
    return body_left_ == 0 ? Step::kRequest : Step::kNeedMore;
  }
  std::size_t consumed = 0;
  const http::ChunkedDecoder::State state = chunks_->decode(input_.text(), consumed, body);
  input_.consume(consumed);
  if (state == http::ChunkedDecoder::State::kNeedMore) return Step::kNeedMore;
  const http::Refusal refusal = chunks_->refusal();
  chunks_.reset();
  return refusal ? refuse(refusal) : Step::kRequest;
}

/// Passes the request to the handler. Returns false if another thread has taken
/// over the connection meanwhile, or if the answer is still to come.
bool Connection::hand_over(Lock& lock) {
  QUIRE_CHECK(exchange_ && inside_ == nullptr, "the handler gets one request at a time");
  std::shared_ptr<Exchange> exchange = std::move(exchange_);
  exchange_ = nullptr;
  const http::RequestHead& head = exchange->head_;
  answer_ = Answer::kNone;
  clear_deadline();
  keep_alive_ = head.keep_alive && !shared_.is_draining;
  is_head_ = exchange->is_head();
  version_minor_ = head.version_minor;
  current_ = inside_ = exchange.get();
  enter(Phase::kHandling);
  inside_thread_ = std::this_thread::get_id();
  const std::uint64_t turn = ++turn_;
  exchange->requester_ = shared_from_this();
  lock.unlock();

  run_handler(exchange);

  lock.lock();
  if (turn_ != turn) return false;
  // Nobody else has the exchange: if it is still unanswered, it will stay so.
  if (exchange && phase_ == Phase::kHandling) break_off();
  inside_ = nullptr;
  if (exchange) exchange_ = std::move(exchange);
  return phase_ != Phase::kHandling;
}

/// Leaves `exchange` set if the handler has kept no pointer to it.
void Connection::run_handler(std::shared_ptr<Exchange>& exchange) {
  try {
    shared_.handler.handle(exchange);
  } catch (...) {
    fail(*exchange);
  }
  if (exchange.use_count() > 1) return exchange.reset();
  // Copying and releasing the pointer makes visible here what its last other owner wrote.
  std::shared_ptr<Exchange>(exchange).reset();
  exchange->requester_.reset();
  if (exchange->body_.capacity() > kKeptBody) exchange->body_ = {};
}

Connection::Step Connection::refuse(http::Refusal refusal) {
  QUIRE_CHECK(phase_ == Phase::kHead || phase_ == Phase::kBody, "only a request that is being read can be refused");
  const std::string_view reason = http::reason_phrase(refusal.status);
  std::string body = std::to_string(refusal.status) + " " + std::string(reason) + ": " + refusal.reason + "\n";
  http::Framing framing;
  framing.content_length = body.size();
  framing.keep_alive = false;
  std::string& out = output_.tail();
  http::serialize_head({refusal.status, {{"Content-Type", "text/plain; charset=utf-8"}}}, framing, out);
  out += body;
  enter(Phase::kIdle);
  closing_ = true;
  return Step::kRefused;
}

void Connection::begin_linger() {
  enter(Phase::kLinger);
  linger_left_ = limits_.linger_bytes;
  set_deadline(limits_.linger_timeout);
  error_code error;
  socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, error);
  if (error) close();
}

void Connection::linger() {
  const std::size_t dropped = input_.text().size();
  input_.clear();
  if (dropped > linger_left_) return close();
  linger_left_ -= dropped;
  start_read();
}

void Connection::close_if_idle(bool also_unused) {
  Lock lock(mutex_);
  if (turn_ == 0 && !also_unused) return;
  // Queued output is an answer in progress; input that has not been read yet is a
  // request, which must be answered.
  error_code error;
  const bool has_asked = socket_.available(error) > 0 && !error;
  if (phase_ == Phase::kIdle && output_.empty() && !closing_ && !has_asked) close();
}

void Connection::check_deadline(std::int64_t now) {
  if (deadline_ > now) return;
  Lock lock(mutex_);
  if (deadline_ > now || phase_ == Phase::kClosed) return;
  const bool mid_request = phase_ == Phase::kHead || phase_ == Phase::kBody;
  if (!mid_request || writing_) return close();
  refuse({408, "the request took too long"});
  advance(lock);
}

}  // namespace quire::net
