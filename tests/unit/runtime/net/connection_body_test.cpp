#include "tests/unit/runtime/net/client.h"

#include <array>

namespace quire::net {
namespace {

using namespace std::chrono_literals;
using Exchanges = std::shared_ptr<Exchange>;

/// A server whose handler gets requests without their bodies.
class HeadServer : public TestServer {
 public:
  explicit HeadServer(Answer answer, Server::Options options = {})
      : TestServer(std::move(answer), std::move(options), {}, 2, true) {}
};

std::string post(const std::string& fields, const std::string& body = {}) {
  return "POST / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + body;
}

std::string with_length(std::size_t size) { return "Content-Length: " + std::to_string(size) + "\r\n"; }

/// Receives the body, and answers as `echo` does.
void receive(const Exchanges& exchange) {
  if (!exchange->awaits_body()) return echo(exchange);
  exchange->receive_body({exchange->limits().body, nullptr, [exchange] { echo(exchange); }});
}

/// Reads the body aside, and answers with its size, or with the status of a refusal.
void read(const Exchanges& exchange) {
  exchange->run_aside([exchange] {
    std::array<char, 1000> buffer;
    std::size_t total = 0;
    for (;;) {
      const ReceivedPiece piece = exchange->read_body(buffer.data(), buffer.size());
      if (piece.refusal) return void(exchange->respond({piece.refusal.status}, piece.refusal.reason));
      if (piece.size == 0) break;
      total += piece.size;
    }
    exchange->respond({}, "read " + std::to_string(total) + "\n");
  });
}

TEST_CASE("a handler that takes heads orders the body") {
  HeadServer server(receive);
  Client client(server.port());
  for (const std::size_t size : {std::size_t{1}, std::size_t{64 * 1024}, std::size_t{300'000}}) {
    const std::string body(size, 'x');
    client.send(post(with_length(size), body) + std::string(kGet));
    const std::string answers = client.read_until("GET /a \n");
    CHECK(answers.find("POST / " + body + "\n") != answers.npos);
  }
  client.send(post("Transfer-Encoding: chunked\r\n", "2\r\nhe\r\n"));
  client.send("3\r\nllo\r\n0\r\n\r\n");
  CHECK(body_of(client.read_until("hello\n")) == "POST / hello\n");
}

TEST_CASE("the order may come later, from another thread") {
  std::promise<Exchanges> asked;
  HeadServer server([&](const Exchanges& exchange) { asked.set_value(exchange); });
  Client client(server.port());
  client.send(post(with_length(5) + "Connection: close\r\n", "he"));
  receive(asked.get_future().get());
  client.send("llo");
  CHECK(body_of(client.read_to_end()) == "POST / hello\n");
}

TEST_CASE("a body can go elsewhere, where it may be refused") {
  class Sink final : public http::BodySink {
   public:
    http::Refusal take(std::string_view octets) override {
      taken += octets;
      return taken.find('!') == taken.npos ? http::Refusal{} : http::Refusal{400, "an exclamation"};
    }
    http::Refusal end() override { return taken.size() > 1 ? http::Refusal{} : http::Refusal{400, "too short"}; }
    std::string taken;
  };
  HeadServer server([](const Exchanges& exchange) {
    const auto sink = std::make_shared<Sink>();
    exchange->receive_body({100, sink.get(), [exchange, sink] { exchange->respond({}, sink->taken); }});
  });
  const auto ask = [&](const std::string& body) {
    return Client(server.port()).ask(post(with_length(body.size()) + "Connection: close\r\n", body));
  };
  CHECK(body_of(ask("fine")) == "fine");
  CHECK(body_of(ask("no! more")) == "400 Bad Request: an exclamation\n");
  CHECK(body_of(ask("x")) == "400 Bad Request: too short\n");
  CHECK(ask(std::string(101, 'x')).starts_with("HTTP/1.1 413 "));
}

TEST_CASE("100 Continue is sent when the body is wanted") {
  for (const Answer& answer : {Answer(receive), Answer(read)}) {
    HeadServer server(answer);
    Client client(server.port());
    client.send(post(with_length(2) + "Expect: 100-continue\r\nConnection: close\r\n"));
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ok");
    CHECK(client.read_to_end().starts_with("HTTP/1.1 200 "));
  }
  HeadServer refuses([](const Exchanges& exchange) { exchange->respond({403}, "no"); });
  const std::string answer = Client(refuses.port()).ask(post(with_length(2) + "Expect: 100-continue\r\n"));
  CHECK(answer.starts_with("HTTP/1.1 403 "));
  CHECK(answer.find("Connection: close\r\n") != answer.npos);
}

TEST_CASE("a body is read in parts, whatever its size") {
  Server::Options options;
  options.limits.body = 10;
  HeadServer server(read, options);
  Client client(server.port());
  client.send(post(with_length(1'000'000)));
  client.send(std::string(1'000'000, 'x'));
  CHECK(body_of(client.read_until("read 1000000\n")) == "read 1000000\n");
  client.send(post("Transfer-Encoding: chunked\r\n", "2\r\nhe\r\n"));
  client.send("3\r\nllo\r\n0\r\nT: v\r\n\r\n");
  CHECK(body_of(client.read_until("read 5\n")) == "read 5\n");
  client.send(post("Transfer-Encoding: chunked\r\n", "2\r\nhex\r\n"));
  CHECK(client.read_to_end().starts_with("HTTP/1.1 400 "));
}

TEST_CASE("an answer waits for the end of a short body that nobody reads") {
  HeadServer server([](const Exchanges& exchange) { exchange->respond({}, "answer\n"); });
  Client client(server.port());
  client.send(post(with_length(4), "body") + std::string(kGet));
  client.read_until("answer\n", 2);
  client.send(post(with_length(4), "bo"));
  client.send("dy");
  client.read_until("answer\n");
  client.send(post("Transfer-Encoding: chunked\r\n", "2\r\nhe\r\n"));
  client.send("0\r\n\r\n");
  client.read_until("answer\n");
  client.send(post("Transfer-Encoding: chunked\r\n", "2\r\nhex\r\n"));
  CHECK(client.read_to_end().starts_with("HTTP/1.1 400 "));
}

TEST_CASE("a long body that nobody reads ends the connection") {
  HeadServer server([](const Exchanges& exchange) { exchange->respond({}, "answer\n"); });
  Client client(server.port());
  client.send(post(with_length(1'000'000)));
  CHECK(client.read_until("answer\n").find("Connection: close\r\n") != std::string::npos);
  client.send(std::string(1'000'000, 'x'));
  CHECK(client.read_to_end() == "");
  CHECK_FALSE(client.was_reset());
}

TEST_CASE("slow bodies are refused by both") {
  Server::Options options;
  options.limits.body_timeout = 60ms;
  for (const Answer& answer : {Answer(receive), Answer(read)}) {
    HeadServer server(answer, options);
    CHECK(Client(server.port()).ask(post(with_length(5), "hel")).starts_with("HTTP/1.1 408 "));
  }
}

TEST_CASE("a client that sends a little now and then is too slow") {
  Server::Options options;
  options.limits.body_timeout = 60ms;
  options.limits.body_rate = 1'000'000'000;
  HeadServer server(receive, options);
  Client client(server.port());
  client.send(post(with_length(1'000'000)));
  std::atomic<bool> is_answered{false};
  std::thread sender([&] {
    while (!is_answered) client.send("x");
  });
  // What is sent after the answer may cause a reset.
  CHECK(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 408 "));
  is_answered = true;
  sender.join();
}

TEST_CASE("what waits for a body is released when the client leaves") {
  std::promise<std::weak_ptr<Exchange>> asked;
  HeadServer server([&](const Exchanges& exchange) {
    receive(exchange);
    asked.set_value(exchange);
  });
  std::weak_ptr<Exchange> exchange;
  {
    Client client(server.port());
    client.send(post(with_length(5), "hel"));
    exchange = asked.get_future().get();
  }
  while (!exchange.expired()) std::this_thread::yield();

  std::promise<int> refused;
  HeadServer reads([&](const Exchanges& one) {
    one->run_aside([one, &refused] {
      char buffer[10];
      ReceivedPiece piece{1, {}};
      while (piece.size > 0) piece = one->read_body(buffer, sizeof buffer);
      refused.set_value(piece.refusal.status);
    });
  });
  {
    Client client(reads.port());
    client.send(post(with_length(5), "hel"));
  }
  CHECK(refused.get_future().get() == 400);
}

}  // namespace
}  // namespace quire::net
