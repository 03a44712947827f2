#ifndef QUIRE_RUNTIME_NET_EXCHANGE_H_
#define QUIRE_RUNTIME_NET_EXCHANGE_H_

#include "runtime/http/body/body_store.h"
#include "runtime/http/forwarded.h"
#include "runtime/http/request_head.h"
#include "runtime/http/serializer.h"
#include "runtime/log/finished_answer.h"
#include "runtime/log/request_id.h"
#include "runtime/net/body.h"
#include "runtime/net/endpoint.h"
#include "runtime/net/exchange_memory.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace quire::net {

class Connection;
class Exchange;

/// How a body is received.
struct BodyOrder {
  /// The maximum size of the decoded body: 413.
  std::uint64_t limit = 0;
  /// Takes the body instead of `Exchange::body`, and must live as long as `then`. A refusal by it answers the request.
  http::BodySink* sink = nullptr;
  /// Called once the body is complete, as by `Exchange::post`; must keep the pointer to the exchange. Destroyed
  /// without being called if the body is refused or the client disconnects.
  std::function<void()> then;
};

/// A part of a body.
struct ReceivedPiece {
  /// 0 at the end of the body.
  std::size_t size = 0;
  /// Set if nothing follows although the body is incomplete.
  http::Refusal refusal = {};
};

/// The connection that a request came from, and that its answer goes to. Functions
/// return false, or do nothing, unless it is the turn of that exchange.
class Requester {
 public:
  virtual const Endpoint& remote() const = 0;
  virtual const http::Limits& limits() const = 0;
  virtual const std::string& temp() const = 0;
  virtual void receive_body(const std::shared_ptr<Exchange>& exchange, BodyOrder order) = 0;
  virtual ReceivedPiece read_body(Exchange& exchange, char* into, std::size_t size) = 0;
  virtual bool respond(const Exchange& exchange, const http::ResponseHead& head, Body body) = 0;
  virtual bool start_answer(const Exchange& exchange, const http::ResponseHead& head) = 0;
  virtual bool write(const Exchange& exchange, std::string_view bytes) = 0;
  virtual std::size_t unsent() = 0;
  virtual bool has_client_left() = 0;
  virtual bool finish(const Exchange& exchange) = 0;
  virtual void fail(const Exchange& exchange) = 0;
  virtual void post(std::function<void()> handler) = 0;
  virtual bool run_aside(std::function<void()> handler, const void* group) = 0;

 protected:
  ~Requester() = default;
};

/// A request, and the means to answer it:
///
///     exchange->respond({200, {{"Content-Type", "text/plain"}}}, "hello");
///
/// or in pieces: `start`, then `write` any number of times, then `finish`. The body is
/// complete, unless the handler takes heads (`Handler::takes_heads`): it then calls
/// `receive_body` or `read_body`, or answers without the body. Anyone
/// with the pointer may answer, at once or hours later, from any thread, even while
/// the thread that received the request is stuck in its handler. Only the first
/// answer counts: later calls return false, as does every call after the client has
/// disconnected. If the last pointer is released without an answer, the client gets
/// a plain 500. Until then, any thread may read the head and the body.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange() = default;
  ~Exchange() {
    if (requester_) fail();
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  const http::RequestHead& head() const { return head_; }
  /// Everything that was received of the body. Large ones are in a file that is mapped into memory.
  std::string_view body() const { return body_.text(); }
  /// Whether there is a body that was not received yet.
  bool awaits_body() const { return awaits_body_; }
  /// Receives the whole body. Only one call; until `then` is called, the request cannot be answered.
  void receive_body(BodyOrder order) { requester_->receive_body(shared_from_this(), std::move(order)); }
  /// Reads the next part of a body of any size. Blocks until something arrives, so call it aside (`run_aside`).
  /// Parts of the answer may be written meanwhile.
  ReceivedPiece read_body(char* into, std::size_t size) { return requester_->read_body(*this, into, size); }
  /// For requests on this connection.
  const http::Limits& limits() const { return requester_->limits(); }
  /// The folder for temporary files.
  const std::string& temp() const { return requester_->temp(); }
  /// A response to HEAD has the same fields as one to GET, but no body: answer as for
  /// GET, and the body is discarded. If the body was not generated, set Content-Length
  /// to its size.
  bool is_head() const { return head_.method == "HEAD"; }
  /// For what is destroyed before the last pointer to this exchange is released. May be used
  /// by one thread at a time.
  std::pmr::memory_resource& memory() { return memory_.resource(); }
  /// A copy of the text in this memory.
  std::string_view keep(std::string_view text);
  /// The other end of the connection, which may be a proxy.
  const Endpoint& remote() const { return requester_->remote(); }
  /// The client, and what it sent the request to, as far as trusted proxies tell.
  const http::Origin& origin() const { return origin_; }
  /// By which the request is found in logs.
  std::string_view id() const { return id_.text(); }
  /// What the handler leaves for the log, before it completes the answer.
  PageNotes& notes() { return notes_; }

  /// The whole answer. Does not wait for the client.
  bool respond(const http::ResponseHead& head, std::string body) { return send(head, std::move(body)); }
  bool send(const http::ResponseHead& head, Body body) { return requester_->respond(*this, head, std::move(body)); }

  /// An answer in pieces: chunked, or for HTTP/1.0, ended by closing the connection.
  bool start(const http::ResponseHead& head) { return requester_->start_answer(*this, head); }
  /// Sends `bytes`, or queues what the client does not accept yet, from 256 KB on in a
  /// temporary file. Blocks while that is full (`Limits::spill`). Returns false if the
  /// client is known to have disconnected.
  bool write(std::string_view bytes) { return requester_->write(*this, bytes); }
  /// The number of octets that are queued in memory. Code that must not block checks it before writing.
  std::size_t unsent() const { return requester_->unsent(); }
  /// Whether the client has closed the connection, or its side of it. Asks the system.
  bool has_client_left() const { return requester_->has_client_left(); }
  bool finish() { return requester_->finish(*this); }
  /// Reports a failure: before an answer has begun, as a plain 500; afterwards, by closing
  /// the connection, so that the client notices that the answer is incomplete.
  void fail() { requester_->fail(*this); }

  /// Calls `handler`, which must keep the pointer to this exchange, on a thread of the loop that
  /// received the request. An exception is a failure of the answer, as in `Handler::handle`.
  void post(std::function<void()> handler) { requester_->post(guarded(std::move(handler))); }
  /// The same for a handler that is known to block, and that shares a limited number of threads with
  /// others of its `group`. Returns false if too many of them wait.
  bool run_aside(std::function<void()> handler, const void* group = nullptr) {
    return requester_->run_aside(guarded(std::move(handler)), group);
  }

 private:
  friend class Connection;

  std::function<void()> guarded(std::function<void()> handler) {
    return [this, handler = std::move(handler)] {
      try {
        handler();
      } catch (...) {
        fail();
      }
    };
  }

  http::RequestHead head_;
  http::BodyStore body_;
  bool awaits_body_ = false;
  ExchangeMemory memory_;
  http::Origin origin_;
  RequestId id_;
  PageNotes notes_;
  /// Set while a request is being answered.
  std::shared_ptr<Requester> requester_;
};

inline std::string_view Exchange::keep(std::string_view text) {
  char* const copy = static_cast<char*>(memory().allocate(text.size() + 1, 1));
  return {copy, text.copy(copy, text.size())};
}

/// Allocates what belongs to an exchange in its memory, and keeps it alive:
///
///     std::allocate_shared<Job>(ExchangeAllocator<Job>(exchange), …)
template <typename T>
class ExchangeAllocator {
 public:
  using value_type = T;
  explicit ExchangeAllocator(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  template <typename Other>
  ExchangeAllocator(const ExchangeAllocator<Other>& other) : exchange_(other.exchange_) {}

  T* allocate(std::size_t count) {
    return static_cast<T*>(exchange_->memory().allocate(count * sizeof(T), alignof(T)));
  }
  void deallocate(T*, std::size_t) {
    // All at once, with the exchange.
  }
  template <typename Other>
  bool operator==(const ExchangeAllocator<Other>& other) const {
    return exchange_ == other.exchange_;
  }

 private:
  template <typename>
  friend class ExchangeAllocator;
  std::shared_ptr<Exchange> exchange_;
};

/// Answers requests. Called on the event loop's threads, several at a time if one
/// blocks. May block; exceptions are answered with 500.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void handle(std::shared_ptr<Exchange> exchange) = 0;
  /// Whether `handle` is called once the head of a request has arrived, and decides what happens to its body. Otherwise
  /// it is called once the body is complete, which has at most `Limits::body` octets.
  virtual bool takes_heads() const { return false; }
};

}  // namespace quire::net

#endif  // QUIRE_RUNTIME_NET_EXCHANGE_H_
