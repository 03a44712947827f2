#include "stdlib/fetch/curl_request.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <utility>

namespace quire {
namespace {

FetchLibrary::Rule rule() { return {20'000, 1000, {}, {}, {}}; }

/// Listens on a free port of this machine; connections to it are made even if nobody accepts them.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(socket_, any, size) == 0);
    REQUIRE(::listen(socket_, 100) == 0);
    REQUIRE(::getsockname(socket_, any, &size) == 0);
    port_ = address.sin_port;
  }
  ~Listener() { ::close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(ntohs(port_)) + "/"; }
  in_port_t port() const { return port_; }
  int accept() const { return ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC); }

 private:
  const int socket_;
  in_port_t port_ = 0;
};

/// Answers one request, and keeps the connection until it is destroyed.
class Server {
 public:
  explicit Server(std::string answer)
      : thread_([this, text = std::move(answer)] {
          connection_ = listener_.accept();
          std::string head;
          char c = 0;
          while (!head.ends_with("\r\n\r\n") && ::recv(connection_, &c, 1, 0) == 1) head += c;
          std::ignore = ::send(connection_, text.data(), text.size(), MSG_NOSIGNAL);
        }) {}
  ~Server() {
    if (thread_.joinable()) thread_.join();
    ::close(connection_);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::optional<FetchLibrary::Answer> fetch(FetchLibrary::Failure& failure) {
    auto answer = fetch_with_curl(listener_.url(), rule(), failure);
    thread_.join();
    return answer;
  }
  in_port_t port() const { return listener_.port(); }

 private:
  Listener listener_;
  int connection_ = -1;
  std::thread thread_;
};

/// How many sockets of this process are connected to a port of this machine, and how many of these programs inherit.
std::pair<int, int> connections_to(in_port_t port) {
  std::pair<int, int> count;
  for (int descriptor = 0; descriptor < 1024; ++descriptor) {
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    const bool is_connected = ::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) == 0;
    if (!is_connected || peer.sin_family != AF_INET || peer.sin_port != port) continue;
    ++count.first;
    if ((::fcntl(descriptor, F_GETFD) & FD_CLOEXEC) == 0) ++count.second;
  }
  return count;
}

// What else servers answer is in tests/http/import_test.py.
TEST_CASE("what cannot be fetched says why") {
  FetchLibrary::Failure failure;
  for (const char* url :
       {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "dict://127.0.0.1/", "http://"}) {
    INFO(url);
    CHECK_FALSE(fetch_with_curl(url, rule(), failure));
    CHECK(failure.what.starts_with("cannot be fetched: "));
    CHECK_FALSE(failure.is_timeout);
  }
  // Nobody listens on port 1.
  CHECK_FALSE(fetch_with_curl("http://127.0.0.1:1/", rule(), failure));
  CHECK(failure.what.starts_with("cannot be fetched: Failed to connect to 127.0.0.1 port 1"));
  CHECK_FALSE(failure.is_timeout);
  CHECK_FALSE(fetch_with_curl("http://user@127.0.0.1:1/", rule(), failure));
}

TEST_CASE("programs do not inherit the connection that is kept") {
  Server server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
  FetchLibrary::Failure failure;
  const auto answer = server.fetch(failure);
  REQUIRE(answer);
  CHECK(answer->body == "hi");
  CHECK(connections_to(server.port()) == std::pair(1, 0));
}

TEST_CASE("an answer that does not arrive is one that is late") {
  const Listener silent;
  for (int count = 0; count < 30; ++count) {
    FetchLibrary::Rule soon = rule();
    soon.timeout = 5;
    FetchLibrary::Failure failure;
    CHECK_FALSE(fetch_with_curl(silent.url(), soon, failure));
    CHECK(failure.is_timeout);
  }
}

TEST_CASE("only successes have a body") {
  for (const auto& [status, location] :
       {std::pair("300 Choices", ""), std::pair("304 Not Modified", ""), std::pair("303 See Other", ""),
        std::pair("404 Not Found", ""), std::pair("302 Found", "Location: /a\r\n")}) {
    INFO(status);
    Server server("HTTP/1.1 " + std::string(status) + "\r\n" + location + "Content-Length: 0\r\n\r\n");
    FetchLibrary::Failure failure;
    const auto answer = server.fetch(failure);
    REQUIRE(answer);
    CHECK_FALSE(answer->is_success());
    CHECK(answer->body.empty());
    CHECK(answer->location.empty() == std::string_view(location).empty());
  }
  Server server("HTTP/1.1 201 Created\r\nLocation: /a\r\nContent-Length: 2\r\n\r\nhi");
  FetchLibrary::Failure failure;
  const auto answer = server.fetch(failure);
  REQUIRE(answer);
  CHECK(answer->is_success());
  CHECK(answer->location.empty());
  CHECK(answer->body == "hi");
}

}  // namespace
}  // namespace quire
