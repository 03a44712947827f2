#include "tests/unit/runtime/net/client.h"

namespace quire::net {
namespace {

using namespace std::chrono_literals;

TEST_CASE("requests are answered and the connection stays") {
  TestServer server(echo);
  Client client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send("POST /p?q HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
    const std::string answer = client.read_until("abc\n");
    CHECK(answer.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: "));
    CHECK(answer.ends_with("Content-Length: 12\r\n\r\nPOST /p abc\n"));
    CHECK(answer.find("Connection") == answer.npos);
  }
}

TEST_CASE("connections close when either side wants it") {
  TestServer server(echo);
  const struct {
    std::string request;
    std::string connection;
    bool closes;
  } rows[] = {
      {"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "Connection: close\r\n", true},
      {"GET / HTTP/1.0\r\n\r\n", "Connection: close\r\n", true},
      {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "Connection: keep-alive\r\n", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.request);
    Client client(server.port());
    client.send(row.request);
    const std::string answer = row.closes ? client.read_to_end() : client.read_until("GET / \n");
    CHECK(answer.find(row.connection) != answer.npos);
    CHECK(body_of(answer) == "GET / \n");
  }
}

TEST_CASE("bodies come whole, however they are framed and cut") {
  TestServer server(echo);
  const std::string_view requests[] = {
      "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
      "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
      "2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nT: v\r\n\r\n",
  };
  for (const std::string_view request : requests) {
    CHECK(body_of(Client(server.port()).ask(request)) == "POST / hello\n");
    Client slow(server.port());
    for (const char c : request) slow.send({&c, 1});
    CHECK(body_of(slow.read_to_end()) == "POST / hello\n");
  }
  const std::string large(1'500'000, 'x');
  const std::string answer =
      Client(server.port())
          .ask("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1500000\r\n\r\n" + large);
  CHECK(body_of(answer).size() == large.size() + 8);
}

TEST_CASE("HEAD has the fields of GET and no body") {
  TestServer server(echo);
  Client client(server.port());
  client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
  client.send(kGetClose);
  const std::string answers = client.read_to_end();
  CHECK(answers.find("Content-Length: 8\r\n\r\nHTTP/1.1 200") != answers.npos);
}

TEST_CASE("HEAD and 304 may tell the size of what was not made") {
  TestServer server([](const std::shared_ptr<Exchange>& exchange) {
    exchange->respond({exchange->is_head() ? 200 : 304, {{"Content-Length", "77"}}}, "");
  });
  Client client(server.port());
  client.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
  client.send(kGetClose);
  const std::string answers = client.read_to_end();
  CHECK(count(answers, "Content-Length: 77\r\n") == 2);
  CHECK(count(answers, "Content-Length") == 2);
}

TEST_CASE("thousands of requests in one go are answered in order") {
  std::atomic<int> number{0};
  TestServer server(
      [&](const std::shared_ptr<Exchange>& exchange) { exchange->respond({}, "#" + std::to_string(number++) + "\n"); });
  Client client(server.port());
  constexpr int kCount = 5000;
  std::string requests;
  for (int i = 0; i < kCount; ++i) requests += kGet;
  std::thread sender([&] { client.send(requests); });
  const std::string answers = client.read_until("\n#" + std::to_string(kCount - 1) + "\n");
  sender.join();
  std::size_t at = 0;
  for (int i = 0; i < kCount && at != answers.npos; ++i) at = answers.find("\n#" + std::to_string(i) + "\n", at);
  CHECK(at != answers.npos);
}

TEST_CASE("the next request waits for the answer to the one before") {
  std::promise<std::shared_ptr<Exchange>> first;
  std::atomic<int> handled{0};
  TestServer server([&](const std::shared_ptr<Exchange>& exchange) {
    if (handled++ == 0) first.set_value(exchange);
    else echo(exchange);
  });
  Client client(server.port());
  client.send(kGet);
  client.send(kGetClose);
  const std::shared_ptr<Exchange> exchange = first.get_future().get();
  CHECK(handled == 1);
  CHECK(exchange->respond({}, "first"));
  CHECK_FALSE(exchange->respond({}, "again"));
  const std::string answers = client.read_to_end();
  CHECK(answers.find("first") < answers.find("GET /a"));
}

TEST_CASE("protocol errors are answered and close") {
  Server::Options options;
  options.limits.body = 10;
  options.limits.head = 500;
  options.limits.request_line = 100;
  TestServer server(echo, options);
  const struct {
    std::string request;
    int status;
  } rows[] = {
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"\x16\x03\x01", 400},
      {"GET / HTTP/1.1\nHost: h\n\n", 400},
      {"GET /" + std::string(200, 'a'), 414},
      {"GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(600, 'a'), 431},
      {"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n" + std::string(11, 'x'), 413},
      {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n", 413},
      {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
      {"POST / HTTP/1.1\r\nHost: h\r\nExpect: coffee\r\nContent-Length: 1\r\n\r\n", 417},
      {"POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n", 413},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
  };
  for (const auto& row : rows) {
    CAPTURE(row.request);
    Client client(server.port());
    const std::string answer = client.ask(row.request);
    CHECK(answer.starts_with("HTTP/1.1 " + std::to_string(row.status) + " "));
    CHECK(count(answer, "HTTP/1.1 ") == 1);
    CHECK(answer.find("Connection: close\r\n") != answer.npos);
    CHECK_FALSE(client.was_reset());
  }
}

TEST_CASE("a client that sends on is told before it is cut off") {
  Server::Options options;
  options.limits.body = 10;
  TestServer server(echo, options);
  Client client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 900000\r\n\r\n");
  client.send(std::string(900'000, 'x'));
  client.shut_down_sending();
  CHECK(client.read_to_end().starts_with("HTTP/1.1 413 "));
  CHECK_FALSE(client.was_reset());
}

TEST_CASE("expectations are met when the body is wanted") {
  TestServer server(echo);
  Client client(server.port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
  CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  CHECK(body_of(client.read_to_end()) == "POST / ok\n");
}

TEST_CASE("slow clients are timed out") {
  Server::Options options;
  options.limits.head_timeout = 60ms;
  options.limits.body_timeout = 60ms;
  options.limits.idle_timeout = 60ms;
  TestServer server(echo, options);
  CHECK(Client(server.port()).ask("") == "");
  CHECK(Client(server.port()).ask("GET / HT").starts_with("HTTP/1.1 408 "));
  CHECK(Client(server.port())
            .ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel")
            .starts_with("HTTP/1.1 408 "));
  const std::string answer = Client(server.port()).ask(kGet);
  CHECK(answer.starts_with("HTTP/1.1 200 "));
  CHECK(count(answer, "HTTP/1.1 ") == 1);
}

TEST_CASE("a client that takes nothing is cut off") {
  Server::Options options;
  options.limits.write_timeout = 60ms;
  options.limits.spill = 1'000'000;
  std::promise<bool> written;
  TestServer server(
      [&](const std::shared_ptr<Exchange>& exchange) {
        exchange->start({});
        const std::string bytes(100'000, 'x');
        int pieces = 0;
        while (exchange->write(bytes) && pieces < 1000) ++pieces;
        written.set_value(pieces < 1000);
      },
      options);
  Client client(server.port());
  client.send(kGet);
  CHECK(written.get_future().get());
}

}  // namespace
}  // namespace quire::net
