#include "tests/unit/runtime/net/client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <cerrno>
#include <stdexcept>

namespace quire::net {

Client::Client(std::uint16_t port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval patience{20, 0};
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // Thrown, since Catch's macros are for the test's own thread.
  if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect to the server under test");
}

Client::~Client() { close(fd_); }

void Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Client::read_some(std::string& into) {
  char buffer[64 * 1024];
  const ssize_t size = recv(fd_, buffer, sizeof buffer, 0);
  if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("nothing came, after: " + into);
  if (size < 0) reset_ = true;
  if (size <= 0) return false;
  into.append(buffer, static_cast<std::size_t>(size));
  return true;
}

std::string Client::read_to_end() {
  std::string text;
  while (read_some(text)) {
  }
  return text;
}

std::string Client::read_until(std::string_view mark, int times) {
  std::string text;
  while (count(text, mark) < times && read_some(text)) {
  }
  return text;
}

void Client::shut_down_sending() { shutdown(fd_, SHUT_WR); }

TestServer::TestServer(Answer answer, Server::Options options, EventLoop::Options loop_options, std::size_t loops,
                       bool takes_heads)
    : loops_(loops, loop_options),
      handler_(std::move(answer), takes_heads),
      server_(loops_, handler_, std::move(options)) {
  const Result<int> fd = open_listener("127.0.0.1", 0);
  REQUIRE(fd);
  port_ = local_endpoint(*fd).port;
  server_.listen(*fd);
  running_ = std::async(std::launch::async, [this] { return loops_.run(); });
}

TestServer::~TestServer() { stop(); }

std::size_t TestServer::stop() {
  loops_.stop();
  return running_.valid() ? running_.get() : 0;
}

void echo(const std::shared_ptr<Exchange>& exchange) {
  const http::RequestHead& head = exchange->head();
  exchange->respond({200, {{"Content-Type", "text/plain"}}}, std::string(head.method) + " " + std::string(head.path) +
                                                                 " " + std::string(exchange->body()) + "\n");
}

std::string body_of(const std::string& response) {
  const std::size_t end = response.find("\r\n\r\n");
  return end == response.npos ? "" : response.substr(end + 4);
}

int count(std::string_view text, std::string_view part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

}  // namespace quire::net
