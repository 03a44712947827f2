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

/// The connection that a request came from, and that its answer goes to. Functions
/// return false, or do nothing, unless it is the turn of that exchange.
class Requester {
 public:
  virtual const Endpoint& remote() const = 0;
  virtual bool respond(const Exchange& exchange, const http::ResponseHead& head, std::string body) = 0;
  virtual bool start_answer(const Exchange& exchange, const http::ResponseHead& head) = 0;
  virtual bool write(const Exchange& exchange, std::string_view bytes) = 0;
  virtual std::size_t unsent() = 0;
  virtual bool finish(const Exchange& exchange) = 0;
  virtual void fail(const Exchange& exchange) = 0;

 protected:
  ~Requester() = default;
};

/// A request with its whole body, and the means to answer it:
///
///     exchange->respond({200, {{"Content-Type", "text/plain"}}}, "hello");
///
/// or in pieces: `start`, then `write` any number of times, then `finish`. Anyone
/// with the pointer may answer, at once or hours later, from any thread, even while
/// the thread that received the request is stuck in its handler. Only the first
/// answer counts: later calls return false, as does every call after the client has
/// disconnected. If the last pointer is released without an answer, the client gets
/// a plain 500. Until then, any thread may read the head and the body.
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
  /// A response to HEAD has the same fields as one to GET, but no body: answer as for
  /// GET, and the body is discarded. If the body was not generated, set Content-Length
  /// to its size.
  bool is_head() const { return head_.method == "HEAD"; }
  const Endpoint& remote() const { return requester_->remote(); }

  /// The whole answer.
  bool respond(http::ResponseHead head, std::string body) { return requester_->respond(*this, head, std::move(body)); }

  /// An answer in pieces: chunked, or for HTTP/1.0, ended by closing the connection.
  bool start(http::ResponseHead head) { return requester_->start_answer(*this, head); }
  /// Sends `bytes`, or queues what the client does not accept yet; blocks while more
  /// than 256 KB are queued. Returns false if the client is known to have disconnected.
  bool write(std::string_view bytes) { return requester_->write(*this, bytes); }
  /// The number of queued octets. Code that must not block checks it before writing.
  std::size_t unsent() const { return requester_->unsent(); }
  bool finish() { return requester_->finish(*this); }
  /// Reports a failure: before an answer has begun, as a plain 500; afterwards, by closing
  /// the connection, so that the client notices that the answer is incomplete.
  void fail() { requester_->fail(*this); }

 private:
  friend class Connection;

  http::RequestHead head_;
  std::string body_;
  /// Set while a request is being answered.
  std::shared_ptr<Requester> requester_;
};

/// Answers requests. Called on the event loop's threads, several at a time if one
/// blocks. May block; exceptions are answered with 500.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void handle(std::shared_ptr<Exchange> exchange) = 0;
  /// The maximum size of the request's body. Called before any of it is read, and before
  /// `100 Continue`. Must not block. `limit` is the server's.
  virtual std::uint64_t body_limit(const http::RequestHead&, std::uint64_t limit) { return limit; }
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_EXCHANGE_H_
