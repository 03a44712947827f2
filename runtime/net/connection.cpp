#include "runtime/net/connection.h"

#include "runtime/base/check.h"
#include "runtime/http/status.h"
#include "runtime/log/server_log.h"

#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <cerrno>
#include <utility>

namespace quire::net {
namespace {

/// Queued answers to pipelined requests are sent once they reach this size.
constexpr std::size_t kSendAtOnce = 64 * 1024;
constexpr std::chrono::milliseconds kDrainLinger{500};
constexpr http::Refusal kTooSlow{408, "the request took too long"};

}  // namespace

Connection::Connection(Shared& shared, Descriptor socket, Start start)
    : shared_(shared),
      limits_(shared.limits),
      socket_(std::move(socket)),
      remote_(start.passed ? *start.passed : remote_endpoint(socket_.get())),
      place_(std::move(start.place)),
      is_passed_(start.passed.has_value()),
      awaits_proxy_header_(start.has_proxy_header),
      is_trusted_(shared.trust.trusts(remote_.address)),
      head_reader_(limits_),
      body_pace_(limits_.body_timeout, limits_.body_rate),
      write_pace_(limits_.write_timeout, limits_.write_rate),
      memory_(shared.memory) {}

std::int64_t Connection::now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

/// Makes every change of phase except to `kClosed`, which may follow any phase.
void Connection::enter(Phase next) {
  const bool may_follow = next == Phase::kIdle       ? phase_ <= Phase::kHandling
                          : next == Phase::kHead     ? phase_ <= Phase::kHead
                          : next == Phase::kBody     ? phase_ == Phase::kHead || phase_ == Phase::kHandling
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
  ready_key_ = shared_.loop.ready().add(socket_.get(), shared_from_this());
  if (!ready_key_) return close();
  set_deadline(limits_.head_timeout);
  start_read();
}

void Connection::start_read() {
  if (reading_) return;
  QUIRE_CHECK((current_ == nullptr || body_) && phase_ != Phase::kClosed,
              "nothing but its body is read while the handler has a request");
  input_.prepare(body_ && body_->left() > InputBuffer::kSmall && !shared_.memory.is_spent());
  reading_ = true;
  // Not here: other connections get their turn first.
  if (has_input_) shared_.loop.ready().repeat(*ready_key_, EPOLLIN);
}

void Connection::on_ready(std::uint32_t events) {
  Lock lock(mutex_);
  if ((events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0) has_ended_ = true;
  if ((events & EPOLLIN) != 0 || has_ended_) has_input_ = true;
  if (phase_ != Phase::kClosed && writing_ && (events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0) on_writable(lock);
  if (phase_ != Phase::kClosed && reading_ && has_input_) receive(lock);
}

void Connection::receive(Lock& lock) {
  const ssize_t size = ::recv(socket_.get(), input_.room(), input_.room_size(), MSG_DONTWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
    has_input_ = errno == EINTR;
    if (has_input_) shared_.loop.ready().repeat(*ready_key_, EPOLLIN);
    return;
  }
  reading_ = false;
  // The client has closed its side: no more requests will come.
  if (size <= 0) return close();
  note_received(static_cast<std::size_t>(size));
  if (phase_ == Phase::kHandling) room_.notify_all();
  else advance(lock);
}

void Connection::note_received(std::size_t size) {
  // Otherwise the socket is empty, and more will be reported.
  has_input_ = has_ended_ || size == input_.room_size();
  input_.received(size);
  received_ += size;
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
  if (awaits_proxy_header_) return read_proxy_header();
  if (output_.memory() >= kSendAtOnce && !flush()) return false;
  switch (phase_ == Phase::kBody ? read_body() : read_head()) {
    case Step::kRequest:
      return hand_over(lock);
    case Step::kRefused:
      return true;
    case Step::kNeedMore:
      break;
  }
  if (!flush()) return false;
  start_read();
  if (phase_ <= Phase::kHead) shared_.on_idle();
  return false;
}

Connection::Step Connection::read_head() {
  progress_.has_head = false;
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
  http::Refusal refusal = exchange_->head_.parse(input_.text().substr(skipped, length - skipped));
  if (!refusal) refusal = begin_request();
  if (refusal) return refuse(refusal);
  progress_.has_head = true;
  input_.consume(length);
  head_reader_.reset();
  return begin_body();
}

void Connection::take_exchange() {
  if (!exchange_) exchange_ = std::make_shared<Exchange>();
  exchange_->awaits_body_ = false;
}

Connection::Step Connection::begin_body() {
  const http::RequestHead& head = exchange_->head_;
  if (!http::has_body(head)) return Step::kRequest;
  body_.emplace(head, limits_);
  expects_continue_ = head.expect_continue;
  body_pace_.begin();
  exchange_->awaits_body_ = shared_.handler.takes_heads();
  if (exchange_->awaits_body_) return Step::kRequest;
  const Step step = begin_receiving(std::move(exchange_), {limits_.body, nullptr, nullptr});
  return step == Step::kRefused ? step : read_body();
}

/// Passes the request to the handler. Returns false if another thread has taken
/// over the connection meanwhile, or if the answer is still to come.
bool Connection::hand_over(Lock& lock) {
  QUIRE_CHECK((exchange_ || receiving_) && inside_ == nullptr, "the handler gets one request at a time");
  std::function<void()> then = std::exchange(order_.then, nullptr);
  std::shared_ptr<Exchange> exchange = std::exchange(receiving_ ? receiving_ : exchange_, nullptr);
  const http::RequestHead& head = exchange->head_;
  answer_ = Answer::kNone;
  clear_deadline();
  keep_alive_ = head.keep_alive && !shared_.is_draining && !is_passed_;
  is_head_ = exchange->is_head();
  version_minor_ = head.version_minor;
  current_ = inside_ = exchange.get();
  enter(Phase::kHandling);
  inside_thread_ = std::this_thread::get_id();
  const std::uint64_t turn = ++turn_;
  exchange->requester_ = shared_from_this();
  lock.unlock();

  run_handler(exchange, std::move(then));

  lock.lock();
  if (turn_ != turn) return false;
  // Nobody else has the exchange: if it is still unanswered, it will stay so.
  if (exchange && phase_ == Phase::kHandling) break_off();
  inside_ = nullptr;
  if (exchange) exchange_ = std::move(exchange);
  return phase_ != Phase::kHandling;
}

/// Leaves `exchange` set if the handler has kept no pointer to it.
void Connection::run_handler(std::shared_ptr<Exchange>& exchange, std::function<void()> then) {
  try {
    if (then) then();
    else shared_.handler.handle(exchange);
  } catch (...) {
    fail(*exchange);
  }
  then = nullptr;
  if (exchange.use_count() > 1) return exchange.reset();
  // Copying and releasing the pointer makes visible here what its last other owner wrote.
  std::shared_ptr<Exchange>(exchange).reset();
  exchange->requester_.reset();
  exchange->memory_.release();
  exchange->body_.clear();
}

Connection::Step Connection::refuse(http::Refusal refusal) {
  QUIRE_CHECK(phase_ == Phase::kHead || phase_ == Phase::kBody, "only a request that is being read can be refused");
  constexpr int kNoRoom = 507;
  if (refusal.status == kNoRoom)
    log_entry(LogLevel::kError, std::string("a request was refused: ") + refusal.reason + " in " + shared_.temp);
  const std::string_view reason = http::reason_phrase(refusal.status);
  std::string body = std::to_string(refusal.status) + " " + std::string(reason) + ": " + refusal.reason + "\n";
  http::Framing framing;
  framing.content_length = body.size();
  framing.keep_alive = false;
  std::string& out = output_.tail();
  http::serialize_head({refusal.status, {{"Content-Type", "text/plain; charset=utf-8"}}}, framing, out);
  out += body;
  if (shared_.observer != nullptr) observe_refusal(refusal.status, body.size());
  enter(Phase::kIdle);
  closing_ = true;
  body_.reset();
  drop_order();
  return Step::kRefused;
}

void Connection::begin_linger() {
  enter(Phase::kLinger);
  linger_left_ = limits_.linger_bytes;
  set_deadline(shared_.is_draining ? std::min(limits_.linger_timeout, kDrainLinger) : limits_.linger_timeout);
  if (::shutdown(socket_.get(), SHUT_WR) != 0) close();
}

void Connection::linger() {
  const std::size_t dropped = input_.text().size();
  input_.clear();
  if (dropped > linger_left_) return close();
  linger_left_ -= dropped;
  start_read();
}

bool Connection::has_unread_input() const {
  int available = 0;
  return ::ioctl(socket_.get(), FIONREAD, &available) == 0 && available > 0;
}

bool Connection::leave(bool close_used, bool close_unused) {
  Lock lock(mutex_);
  // Queued output is an answer in progress.
  if (phase_ != Phase::kIdle || !output_.empty() || closing_ || !reading_)
    return phase_ != Phase::kLinger && phase_ != Phase::kClosed;
  // This closes only the copy of this process. What a proxy has said about the client, or is about to say, stays here.
  const bool may_pass = shared_.pass && !awaits_proxy_header_ && !is_secure_;
  if (may_pass && shared_.pass(socket_.get(), remote_)) {
    close();
    return false;
  }
  if (!(turn_ == 0 ? close_unused : close_used)) return false;
  // A request that has arrived must be answered.
  if (has_unread_input()) return true;
  closing_ = true;
  advance(lock);
  return false;
}

std::optional<std::int64_t> Connection::idle_time() const {
  const bool is_idle = phase_ <= Phase::kHead && output_.empty() && !writing_ && !closing_;
  if (!is_idle) return std::nullopt;
  const bool was_used = phase_ == Phase::kIdle && turn_ > 0;
  return deadline_.load() - (was_used ? limits_.idle_timeout : limits_.head_timeout).count();
}

std::optional<std::int64_t> Connection::idle_since() {
  const Lock lock(mutex_);
  return idle_time();
}

void Connection::close_if_idle_since(std::int64_t since) {
  const Lock lock(mutex_);
  // A request that has arrived must be answered.
  if (idle_time() == since && !has_unread_input()) close();
}

void Connection::check_deadline(std::int64_t now) {
  if (deadline_ > now) return;
  Lock lock(mutex_);
  if (deadline_ > now || phase_ == Phase::kClosed || may_continue()) return;
  if (is_waiting_for_body() && !writing_) {
    body_->refuse(kTooSlow);
    clear_deadline();
    room_.notify_all();
    return;
  }
  const bool mid_request = phase_ == Phase::kHead || phase_ == Phase::kBody;
  if (!mid_request || writing_) return close();
  refuse(kTooSlow);
  advance(lock);
}

/// Whether the client was fast enough since the timeout began, which is then extended.
bool Connection::may_continue() {
  RateFloor* pace = nullptr;
  std::uint64_t octets = 0;
  if (writing_) {
    pace = &write_pace_;
    const std::uint64_t now = acknowledged();
    octets = now - std::exchange(acknowledged_before_, now);
  } else if (phase_ == Phase::kBody) {
    pace = &body_pace_;
    octets = received_ - std::exchange(received_before_, received_);
  }
  if (pace == nullptr) return false;
  pace->spend(pace->left());
  pace->count(octets);
  if (pace->left().count() == 0) return false;
  set_deadline(pace->left());
  return true;
}

}  // namespace quire::net
