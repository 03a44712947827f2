#ifndef QUIRE_RUNTIME_SESSION_REDIS_REDIS_TLS_H_
#define QUIRE_RUNTIME_SESSION_REDIS_REDIS_TLS_H_

#include "runtime/session/store_socket.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

// As OpenSSL declares them.
struct bio_st;
struct ssl_ctx_st;
struct ssl_st;

namespace quire {

/// Which authorities are trusted, for any number of connections. Thread-safe.
class RedisTrust {
 public:
  /// `ca_file` has their certificates (PEM); if it is empty, those of the system are used. Throws `StoreFailure`.
  explicit RedisTrust(const std::string& ca_file);

  ssl_ctx_st* context() const { return context_.get(); }

 private:
  struct Free {
    void operator()(ssl_ctx_st* context) const;
  };
  std::unique_ptr<ssl_ctx_st, Free> context_;
};

/// TLS 1.2 or later over a socket, as a client that verifies the server's certificate and name. Not thread-safe.
class RedisTls {
 public:
  /// Shakes hands. The socket must outlive this. Throws `StoreFailure`, with OpenSSL's reason.
  RedisTls(const RedisTrust& trust, const std::string& host, StoreSocket& socket);

  /// As those of `StoreSocket`.
  void send(std::string_view bytes);
  std::size_t receive(char* into, std::size_t size);

 private:
  struct Free {
    void operator()(ssl_st* connection) const;
  };

  void shake_hands();
  /// Sends what OpenSSL has written.
  void flush();
  /// Gives OpenSSL what arrives next.
  void fill();
  /// Continues if `result` is that OpenSSL must read or write first; throws if it failed.
  void go_on(int result, const char* what);

  StoreSocket& socket_;
  std::unique_ptr<ssl_st, Free> connection_;
  /// Owned by the connection.
  bio_st* incoming_ = nullptr;
  bio_st* outgoing_ = nullptr;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_SESSION_REDIS_REDIS_TLS_H_
