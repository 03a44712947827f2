#include "tests/unit/runtime/net/client.h"

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace quire::net {
namespace {

using namespace std::chrono_literals;

/// Keeps a line for each answer.
class Observer final : public AnswerObserver {
 public:
  const Needs& needs() const override { return needs_; }
  void finished(std::size_t, const FinishedAnswer& answer) override {
    std::string line = answer.origin->address + " \"" + std::string(answer.request_line) + "\" " +
                       std::to_string(answer.status) + " " + std::to_string(answer.body_bytes) +
                       (answer.is_aborted ? " X"
                        : answer.is_kept  ? " +"
                                          : " -");
    if (answer.response != nullptr)
      if (const auto type = answer.response->find("X-Type")) line.append(" ").append(*type);
    // Catch's macros are for the test's own thread.
    const bool is_complete = answer.id.size() >= 5 && answer.taken >= answer.until_begun &&
                             answer.until_begun.count() >= 0 && answer.peer.port != 0 && !answer.local.address.empty();
    if (!is_complete) line += " (incomplete)";
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
    ids_.emplace_back(answer.id);
    came_.notify_all();
  }

  /// Waits for that many.
  std::vector<std::string> lines(std::size_t count) {
    std::unique_lock lock(mutex_);
    came_.wait_for(lock, 20s, [&] { return lines_.size() >= count; });
    return lines_;
  }
  std::string last_id() {
    const std::lock_guard lock(mutex_);
    return ids_.back();
  }

 private:
  const Needs needs_{.response_fields = true, .local_end = true};
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::string> lines_;
  std::vector<std::string> ids_;
};

/// Answers with what is known about the client.
void tell_origin(const std::shared_ptr<Exchange>& exchange) {
  const http::Origin& origin = exchange->origin();
  exchange->respond({200, {{"X-Type", "whole"}}}, origin.address + (origin.is_secure ? " https " : " http ") +
                                                      origin.host + " " + std::string(exchange->id()) + "\n");
}

Server::Options options_with(AnswerObserver* observer, const http::ProxySettings& proxies = {}) {
  Server::Options options;
  options.observer = observer;
  options.trust = *http::ProxyTrust::parse(proxies);
  return options;
}

/// A port on which the server expects the PROXY protocol.
std::uint16_t listen_behind_proxy(TestServer& server) {
  const int listener = *open_listener("127.0.0.1", 0);
  const std::uint16_t port = local_endpoint(listener).port;
  server.server().listen(listener, /*has_proxy_header=*/true);
  return port;
}

const std::string kProxied = "PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\r\n";

TEST_CASE("each answer is observed once, when it is finished") {
  Observer observer;
  TestServer server(
      [](const std::shared_ptr<Exchange>& exchange) {
        if (exchange->head().path == "/throw") throw std::runtime_error("x");
        if (exchange->head().path != "/pieces") return tell_origin(exchange);
        exchange->start({200, {{"X-Type", "pieces"}}});
        exchange->write("12345");
        exchange->write("67");
        exchange->finish();
      },
      options_with(&observer));
  Client client(server.port());
  client.send("GET /pieces?x HTTP/1.1\r\nHost: h\r\n\r\nHEAD /head HTTP/1.1\r\nHost: h\r\n\r\n");
  client.send("GET /throw HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  client.read_to_end();
  CHECK(observer.lines(3) == std::vector<std::string>{"127.0.0.1 \"GET /pieces?x HTTP/1.1\" 200 7 + pieces",
                                                      "127.0.0.1 \"HEAD /head HTTP/1.1\" 200 0 + whole",
                                                      "127.0.0.1 \"GET /throw HTTP/1.1\" 500 26 -"});
}

TEST_CASE("a request that is refused is observed as well") {
  Observer observer;
  TestServer server(tell_origin, options_with(&observer));
  Client(server.port()).ask("GET /\x1b HTTP/1.1\r\nHost: h\r\n\r\n");
  Client(server.port()).ask("POST /big HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n");
  const std::vector<std::string> lines = observer.lines(2);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].starts_with("127.0.0.1 \"GET /\x1b HTTP/1.1\" 400 "));
  CHECK(lines[0].ends_with(" -"));
  CHECK(lines[1].starts_with("127.0.0.1 \"POST /big HTTP/1.1\" 413 "));
}

TEST_CASE("an answer that the server cuts off is observed as aborted") {
  Observer observer;
  std::promise<std::shared_ptr<Exchange>> asked;
  TestServer server(
      [&](const std::shared_ptr<Exchange>& exchange) {
        if (exchange->head().path == "/later") return asked.set_value(exchange);
        exchange->start({});
        exchange->write("123");
        exchange->fail();
      },
      options_with(&observer));
  Client(server.port()).ask("GET /cut HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(observer.lines(1) == std::vector<std::string>{"127.0.0.1 \"GET /cut HTTP/1.1\" 200 3 X"});
  Client client(server.port());
  client.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::shared_ptr<Exchange> exchange = asked.get_future().get();
  server.server().drain({0ms});
  client.read_to_end();
  CHECK(observer.lines(2).at(1) == "127.0.0.1 \"GET /later HTTP/1.1\" 503 62 -");
}

TEST_CASE("a trusted proxy tells who the client is, and which id the request has") {
  Observer observer;
  const std::string request =
      "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n"
      "X-Forwarded-Host: shop.example\r\nX-Request-Id: abc-1\r\nConnection: close\r\n\r\n";
  {
    TestServer server(tell_origin, options_with(&observer, {{"127.0.0.1"}}));
    CHECK(body_of(Client(server.port()).ask(request)) == "192.0.2.7 https shop.example abc-1\n");
    CHECK(observer.lines(1).at(0).starts_with("192.0.2.7 "));
    CHECK(observer.last_id() == "abc-1");
    const std::string answer = Client(server.port()).ask("GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: ;\r\n\r\n");
    CHECK(answer.starts_with("HTTP/1.1 400 "));
  }
  TestServer server(tell_origin, options_with(nullptr, {{"10.0.0.0/8"}}));
  const std::string body = body_of(Client(server.port()).ask(request));
  CHECK(body.starts_with("127.0.0.1 http  "));
  CHECK(body.find("abc-1") == body.npos);
}

TEST_CASE("the PROXY protocol tells who the client is") {
  TestServer server(tell_origin, options_with(nullptr));
  const std::uint16_t port = listen_behind_proxy(server);
  Client split(port);
  split.send(kProxied.substr(0, 9));
  split.send(kProxied.substr(9) + "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
  split.read_until("192.0.2.7 http ");
  // Only before the first request.
  CHECK(split.ask(kGetClose).find("192.0.2.7 http ") != std::string::npos);
  CHECK(Client(port).ask("PROXY UNKNOWN\r\n" + std::string(kGetClose)).find("127.0.0.1 http ") != std::string::npos);
  CHECK(Client(port).ask(kGetClose) == "");
  CHECK(Client(port).ask("PROXY TCP4 192.0.2.7 192.0.2.1 4711 x\r\n" + std::string(kGetClose)) == "");
  CHECK(Client(server.port()).ask(kProxied + std::string(kGetClose)).starts_with("HTTP/1.1 400 "));
}

TEST_CASE("only trusted proxies may use the PROXY protocol, and what the client says is not believed") {
  const std::string request =
      kProxied + "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 6.6.6.6\r\nConnection: close\r\n\r\n";
  {
    TestServer server(tell_origin, options_with(nullptr, {{"127.0.0.1"}}));
    CHECK(body_of(Client(listen_behind_proxy(server)).ask(request)).starts_with("192.0.2.7 http "));
  }
  TestServer server(tell_origin, options_with(nullptr, {{"10.0.0.0/8"}}));
  CHECK(Client(listen_behind_proxy(server)).ask(request) == "");
}

TEST_CASE("a proxy that sends no header is disconnected in time") {
  Server::Options options = options_with(nullptr);
  options.limits.head_timeout = 50ms;
  TestServer server(tell_origin, options);
  CHECK(Client(listen_behind_proxy(server)).ask("PROXY TCP4") == "");
}

}  // namespace
}  // namespace quire::net
