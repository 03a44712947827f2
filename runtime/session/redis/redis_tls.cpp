#include "runtime/session/redis/redis_tls.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <climits>
#include <new>

namespace quire {

namespace {

/// The first error that OpenSSL noted in this thread; forgets all.
std::string reason() {
  const unsigned long code = ::ERR_get_error();
  ::ERR_clear_error();
  if (code == 0) return "unknown error";
  const char* text = ::ERR_reason_error_string(code);
  return text != nullptr ? text : "error " + std::to_string(code);
}

[[noreturn]] void fail(const std::string& what) { throw StoreFailure(what + ": " + reason()); }

bool is_ip_address(const std::string& host) {
  in6_addr address;
  return ::inet_pton(AF_INET, host.c_str(), &address) == 1 || ::inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

/// For octets that OpenSSL takes an `int` for.
int size_of(std::size_t size) { return static_cast<int>(std::min<std::size_t>(size, INT_MAX)); }

}  // namespace

void RedisTrust::Free::operator()(ssl_ctx_st* context) const { ::SSL_CTX_free(context); }
void RedisTls::Free::operator()(ssl_st* connection) const { ::SSL_free(connection); }

RedisTrust::RedisTrust(const std::string& ca_file) : context_(::SSL_CTX_new(::TLS_client_method())) {
  if (!context_) fail("TLS cannot be used");
  if (::SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION) != 1) fail("TLS 1.2 cannot be used");
  ::SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  // A buffer for each of many idle connections is not worth its memory.
  ::SSL_CTX_set_mode(context_.get(), SSL_MODE_RELEASE_BUFFERS);
  const int loaded = ca_file.empty() ? ::SSL_CTX_set_default_verify_paths(context_.get())
                                     : ::SSL_CTX_load_verify_locations(context_.get(), ca_file.c_str(), nullptr);
  if (loaded != 1) fail("the certificates in `" + ca_file + "` (`ca_file`) cannot be read");
}

RedisTls::RedisTls(const RedisTrust& trust, const std::string& host, StoreSocket& socket)
    : socket_(socket), connection_(::SSL_new(trust.context())) {
  if (!connection_) fail("TLS cannot be used");
  // OpenSSL never touches the socket, whose deadline holds for the whole exchange.
  incoming_ = ::BIO_new(::BIO_s_mem());
  outgoing_ = ::BIO_new(::BIO_s_mem());
  ::SSL_set_bio(connection_.get(), incoming_, outgoing_);
  if (incoming_ == nullptr || outgoing_ == nullptr) throw std::bad_alloc();
  ::SSL_set_connect_state(connection_.get());
  X509_VERIFY_PARAM* verification = ::SSL_get0_param(connection_.get());
  const bool is_ip = is_ip_address(host);
  const int is_set = is_ip ? ::X509_VERIFY_PARAM_set1_ip_asc(verification, host.c_str())
                           : ::X509_VERIFY_PARAM_set1_host(verification, host.data(), host.size());
  if (is_set != 1) fail("TLS cannot verify the name `" + host + "`");
  // The name of a server, never an address (RFC 6066, section 3).
  if (!is_ip && SSL_set_tlsext_host_name(connection_.get(), host.c_str()) != 1) fail("TLS cannot be used");
  shake_hands();
}

void RedisTls::shake_hands() {
  for (;;) {
    ::ERR_clear_error();
    const int result = ::SSL_do_handshake(connection_.get());
    if (result == 1) break;
    const long verified = ::SSL_get_verify_result(connection_.get());
    if (::SSL_get_error(connection_.get(), result) == SSL_ERROR_SSL && verified != X509_V_OK) {
      ::ERR_clear_error();
      throw StoreFailure("its certificate is not trusted: " + std::string(::X509_verify_cert_error_string(verified)));
    }
    go_on(result, "TLS cannot be agreed on");
  }
  flush();
}

void RedisTls::flush() {
  std::array<char, 16384> bytes;
  for (;;) {
    const int size = ::BIO_read(outgoing_, bytes.data(), static_cast<int>(bytes.size()));
    if (size <= 0) return;
    socket_.send(std::string_view(bytes.data(), static_cast<std::size_t>(size)));
  }
}

void RedisTls::fill() {
  std::array<char, 16384> bytes;
  const std::size_t size = socket_.receive(bytes.data(), bytes.size());
  if (::BIO_write(incoming_, bytes.data(), static_cast<int>(size)) != static_cast<int>(size)) throw std::bad_alloc();
}

void RedisTls::go_on(int result, const char* what) {
  switch (::SSL_get_error(connection_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      flush();
      return fill();
    case SSL_ERROR_WANT_WRITE:
      return flush();
    case SSL_ERROR_ZERO_RETURN:
      throw StoreFailure("it has closed the connection");
    default:
      fail(what);
  }
}

void RedisTls::send(std::string_view bytes) {
  while (!bytes.empty()) {
    ::ERR_clear_error();
    const int written = ::SSL_write(connection_.get(), bytes.data(), size_of(bytes.size()));
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    else go_on(written, "the TLS connection has failed");
  }
  flush();
}

std::size_t RedisTls::receive(char* into, std::size_t size) {
  for (;;) {
    ::ERR_clear_error();
    const int received = ::SSL_read(connection_.get(), into, size_of(size));
    if (received > 0) return static_cast<std::size_t>(received);
    go_on(received, "the TLS connection has failed");
  }
}

}  // namespace quire
