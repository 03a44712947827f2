#ifndef QUIRE_TESTS_UNIT_RUNTIME_NET_CLIENT_H_
#define QUIRE_TESTS_UNIT_RUNTIME_NET_CLIENT_H_

#include "runtime/net/endpoint.h"
#include "runtime/net/server.h"

#include <catch2/catch.hpp>
#include <future>
#include <string>
#include <string_view>
#include <thread>

namespace quire::net {

/// A plain blocking client on this machine. A read that takes too long ends
/// the test by failing, never by hanging.
class Client {
 public:
  explicit Client(std::uint16_t port);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::string_view bytes);
  /// All that comes until the server closes, or resets.
  std::string read_to_end();
  /// What comes until `mark` has been seen `times` times.
  std::string read_until(std::string_view mark, int times = 1);
  std::string ask(std::string_view request) {
    send(request);
    return read_to_end();
  }
  void shut_down_sending();
  bool was_reset() const { return reset_; }

 private:
  bool read_some(std::string& into);

  int fd_;
  bool reset_ = false;
};

using Answer = std::function<void(const std::shared_ptr<Exchange>&)>;

/// A server on a free port, with its loops on threads of their own.
class TestServer {
 public:
  explicit TestServer(Answer answer, Server::Options options = {}, EventLoop::Options loop_options = {},
                      std::size_t loops = 2, bool takes_heads = false);
  ~TestServer();

  std::uint16_t port() const { return port_; }
  Server& server() { return server_; }
  EventLoops& loops() { return loops_; }
  /// Ends the loops and returns the number of threads left behind.
  std::size_t stop();

 private:
  class AnswerHandler final : public Handler {
   public:
    AnswerHandler(Answer answer, bool takes_heads) : answer_(std::move(answer)), takes_heads_(takes_heads) {}
    void handle(std::shared_ptr<Exchange> exchange) override { answer_(exchange); }
    bool takes_heads() const override { return takes_heads_; }

   private:
    Answer answer_;
    bool takes_heads_;
  };

  EventLoops loops_;
  AnswerHandler handler_;
  Server server_;
  std::uint16_t port_ = 0;
  std::future<std::size_t> running_;
};

/// Answers with `METHOD PATH BODY`.
void echo(const std::shared_ptr<Exchange>& exchange);

inline constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
inline constexpr std::string_view kGetClose = "GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

/// The body of a single response.
std::string body_of(const std::string& response);
int count(std::string_view text, std::string_view part);

}  // namespace quire::net

#endif  // QUIRE_TESTS_UNIT_RUNTIME_NET_CLIENT_H_
