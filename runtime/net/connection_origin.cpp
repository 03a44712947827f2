#include "runtime/http/proxy_protocol.h"
#include "runtime/log/server_log.h"
#include "runtime/net/connection.h"

#include <algorithm>

namespace quire::net {
namespace {

/// The status of a request whose client left before it was answered, as in nginx.
constexpr int kClientLeft = 499;
/// Of a request line that is refused, this much is logged.
constexpr std::size_t kMaxLine = 1024;

std::string_view first_line(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  return text.substr(0, std::min(text.find_first_of("\r\n"), kMaxLine));
}

}  // namespace

/// Returns false if something must happen first, as `advance_once` does.
bool Connection::read_proxy_header() {
  http::ProxyHeader header = http::read_proxy_header(input_.text());
  const bool is_refused = shared_.trust.trusts_anyone() && !is_trusted_;
  if (is_refused || header.state == http::ProxyHeader::State::kRefused) {
    log_entry(LogLevel::kDebug, "closed a connection from " + remote_.address +
                                    (is_refused ? ", which is not a trusted proxy"
                                                : ", which did not begin with a header of the PROXY protocol"));
    close();
    return false;
  }
  if (header.state == http::ProxyHeader::State::kNeedMore) {
    // The time for it is that of a request's head.
    start_read();
    return false;
  }
  input_.consume(header.length);
  awaits_proxy_header_ = false;
  if (header.is_local) return true;
  remote_ = {std::move(header.source.address), header.source.port};
  local_ = {std::move(header.destination.address), header.destination.port};
  is_secure_ = header.is_secure;
  is_trusted_ = shared_.trust.trusts(remote_.address);
  return true;
}

/// Finds out whose request it is, once its head is complete.
http::Refusal Connection::begin_request() {
  http::Origin& origin = exchange_->origin_;
  origin.address = remote_.address;
  origin.is_secure = is_secure_;
  origin.host.clear();
  origin.port = -1;
  exchange_->id_.generate();
  if (shared_.observer != nullptr) {
    PageNotes& notes = exchange_->notes_;
    notes.page.store(0, std::memory_order_relaxed);
    notes.session_id.clear();
    notes.attributes.clear();
    progress_.began = std::chrono::steady_clock::now();
    progress_.status = 0;
    progress_.head = nullptr;
    progress_.body_bytes = 0;
  }
  if (!is_trusted_) return {};
  exchange_->id_.adopt(exchange_->head_.find("X-Request-Id"));
  return shared_.trust.resolve(exchange_->head_, origin);
}

void Connection::note_head(const http::ResponseHead& head) {
  progress_.status = head.status;
  progress_.answered = std::chrono::steady_clock::now();
  progress_.head = nullptr;
  if (!shared_.observer->needs().response_fields) return;
  progress_.head = &head;
  // The caller's head is gone when an answer in pieces ends.
  if (answer_ == Answer::kStreaming) progress_.head = &progress_.kept_head.emplace(head);
}

const Endpoint& Connection::local() {
  if (!local_) local_ = local_endpoint(socket_.get());
  return *local_;
}

void Connection::observe_refusal(int status, std::size_t size) {
  FinishedAnswer answer;
  const http::Origin own{remote_.address, is_secure_};
  RequestId id;
  id.generate();
  // The body may have been refused while somebody else had the exchange.
  const Exchange* const exchange = receiving_ ? receiving_.get() : exchange_.get();
  const bool has_head = progress_.has_head && exchange != nullptr;
  answer.head = has_head ? &exchange->head_ : nullptr;
  answer.request_line = first_line(has_head ? exchange->head_.bytes() : input_.text());
  answer.id = has_head ? exchange->id() : id.text();
  answer.status = status;
  answer.body_bytes = size;
  if (has_head) answer.taken = answer.until_begun = std::chrono::steady_clock::now() - progress_.began;
  observe(answer, has_head ? exchange->origin_ : own);
}

void Connection::observe_end(bool is_aborted) {
  FinishedAnswer answer = finished_answer(is_aborted);
  observe(answer, current_->origin_);
}

void Connection::keep_until_sent() {
  // Queued behind another one, and sent with it.
  if (unsent_) observe_sent(/*is_aborted=*/false);
  unsent_ = std::make_unique<UnsentAnswer>();
  UnsentAnswer& kept = *unsent_;
  kept.answer = finished_answer(/*is_aborted=*/false);
  kept.head.parse(current_->head_.bytes());
  kept.origin = current_->origin_;
  kept.id = current_->id();
  kept.notes.session_id = current_->notes_.session_id;
  kept.notes.attributes = current_->notes_.attributes;
  if (kept.answer.response != nullptr) kept.answer.response = &kept.response.emplace(*kept.answer.response);
  kept.answer.head = &kept.head;
  kept.answer.request_line = first_line(kept.head.bytes());
  kept.answer.id = kept.id;
  kept.answer.notes = &kept.notes;
  kept.began = progress_.began;
}

/// Called when the output is empty, or is about to be dropped.
void Connection::observe_sent(bool is_aborted) {
  const std::unique_ptr<UnsentAnswer> sent = std::move(unsent_);
  FinishedAnswer& answer = sent->answer;
  answer.taken = std::chrono::steady_clock::now() - sent->began;
  if (is_aborted) {
    answer.body_bytes -= std::min(answer.body_bytes, output_.size());
    answer.is_aborted = true;
    answer.is_kept = false;
  }
  observe(answer, sent->origin);
}

FinishedAnswer Connection::finished_answer(bool is_aborted) const {
  const bool has_begun = progress_.status != 0;
  const bool was_whole = has_begun && answer_ == Answer::kNone;
  const auto ended = was_whole ? progress_.answered : std::chrono::steady_clock::now();
  FinishedAnswer answer;
  answer.head = &current_->head_;
  answer.request_line = first_line(current_->head_.bytes());
  answer.id = current_->id();
  answer.page = current_->notes_.page.load(std::memory_order_relaxed);
  if (!is_aborted) answer.notes = &current_->notes_;
  answer.status = has_begun ? progress_.status : kClientLeft;
  answer.response = progress_.head;
  answer.body_bytes = progress_.body_bytes;
  answer.taken = ended - progress_.began;
  answer.until_begun = (has_begun ? progress_.answered : ended) - progress_.began;
  answer.is_aborted = is_aborted;
  answer.is_kept = !is_aborted && keep_alive_ && !closing_;
  return answer;
}

void Connection::observe(FinishedAnswer& answer, const http::Origin& origin) {
  answer.origin = &origin;
  answer.peer = {remote_.address, remote_.port};
  if (shared_.observer->needs().local_end) answer.local = {local().address, local().port};
  shared_.observer->finished(shared_.lane, answer);
}

}  // namespace quire::net
