#ifndef QUIRE_RUNTIME_NET_EXCHANGE_H_
#define QUIRE_RUNTIME_NET_EXCHANGE_H_

#include "runtime/http/request_head.h"
#include "runtime/http/serializer.h"
#include "runtime/net/endpoint.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace quire::net {

class Connection;
class Exchange;

/// The connection that a request came on, which takes the answer. Each function
/// returns false, or does nothing, unless it is that exchange's turn.
class Requester {
 public:
  virtual const Endpoint& remote() const = 0;
  virtual const Endpoint& local() const = 0;
  virtual bool respond(const Exchange& exchange, const http::ResponseHead& head, std::string body) = 0;
  virtual bool start_answer(const Exchange& exchange, const http::ResponseHead& head) = 0;
  virtual bool write(const Exchange& exchange, std::string_view bytes) = 0;
  virtual std::size_t unsent() = 0;
  virtual bool finish(const Exchange& exchange) = 0;
  virtual void fail(const Exchange& exchange) = 0;

 protected:
  ~Requester() = default;
};

/// One request with its whole body, and the way to answer it:
///
///     exchange->respond({200, {{"Content-Type", "text/plain"}}}, "hello");
///
/// or in pieces: `start`, then `write` as often as wanted, then `finish`.
/// Whoever holds the pointer may answer, at once or hours later, from any
/// thread; also while the thread that was given the request is stuck in its
/// handler. The first answer counts: later ones return false, as does every
/// call once the client has gone. When the last pointer goes without an
/// answer, the client gets a plain 500. Head and body may be read until then,
/// by any thread.
class Exchange {
 public:
  Exchange() = default;
  ~Exchange() {
    if (requester_) fail();
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const http::RequestHead& head() const { return head_; }
  const std::string& body() const { return body_; }
  /// A response to HEAD has the fields of GET's and never a body: answer as
  /// for GET, what is written is dropped. For a body that was not made, give
  /// its size in a Content-Length field.
  bool is_head() const { return head_.method == "HEAD"; }
  const Endpoint& remote() const { return requester_->remote(); }
  const Endpoint& local() const { return requester_->local(); }

  /// The whole answer.
  bool respond(http::ResponseHead head, std::string body) { return requester_->respond(*this, head, std::move(body)); }

  /// An answer in pieces: chunked, or ended by closing for HTTP/1.0.
  bool start(http::ResponseHead head) { return requester_->start_answer(*this, head); }
  /// Sends, or queues what the client does not take yet; blocks while more
  /// than 256 KB are queued. Never returns true for a client known to be gone.
  bool write(std::string_view bytes) { return requester_->write(*this, bytes); }
  /// Octets written and not taken by the client yet: whoever must not block
  /// looks before it writes.
  std::size_t unsent() const { return requester_->unsent(); }
  bool finish() { return requester_->finish(*this); }
  /// For an error: before an answer has begun, a plain 500; after, the
  /// connection is closed so that the client sees the answer is not whole.
  void fail() { requester_->fail(*this); }

 private:
  friend class Connection;

  http::RequestHead head_;
  std::string body_;
  /// Set while a request is being answered.
  std::shared_ptr<Requester> requester_;
};

/// Answers requests. Called by the event loop's threads, several at a time
/// when one blocks; may block, and may throw, which is answered 500.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void handle(std::shared_ptr<Exchange> exchange) = 0;
  /// How large the body of that request may be; asked before any of it is
  /// read, and before `100 Continue`. Must not block. `limit` is the server's.
  virtual std::uint64_t body_limit(const http::RequestHead& head, std::uint64_t limit) {
    static_cast<void>(head);
    return limit;
  }
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_EXCHANGE_H_
