#include "tests/unit/runtime/net/client.h"

#include <fcntl.h>
#include <unistd.h>

namespace quire::net {
namespace {

using namespace std::chrono_literals;

TEST_CASE("an answer in pieces is chunked, or ends with the connection") {
  // Catch's macros are for the test's own thread.
  std::atomic<int> accepted{0};
  TestServer server([&](const std::shared_ptr<Exchange>& exchange) {
    accepted += exchange->start({200, {{"Content-Type", "text/plain"}}});
    accepted += exchange->write("hello ");
    accepted += exchange->write("");
    accepted += exchange->write("world");
    accepted += exchange->finish();
    accepted += exchange->write("late");
    accepted += exchange->finish();
  });
  Client client(server.port());
  client.send(kGet);
  client.send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::string answers = client.read_to_end();
  CHECK(answers.find("Transfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\nHTTP/1.1 200") !=
        answers.npos);
  CHECK(answers.ends_with("Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"));

  Client old(server.port());
  CHECK(body_of(old.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")) == "hello world");
  CHECK(accepted == 3 * 5);
}

TEST_CASE("an answer may come later, from another thread") {
  std::promise<std::shared_ptr<Exchange>> asked;
  TestServer server([&](const std::shared_ptr<Exchange>& exchange) { asked.set_value(exchange); });
  Client client(server.port());
  client.send(kGetClose);
  std::shared_ptr<Exchange> exchange = asked.get_future().get();
  CHECK(exchange->remote().address == "127.0.0.1");
  std::thread([exchange] {
    exchange->start({});
    exchange->write("later");
    exchange->finish();
  }).join();
  CHECK(client.read_to_end().ends_with("5\r\nlater\r\n0\r\n\r\n"));
}

TEST_CASE("a request that nobody answers is a plain 500") {
  const Answer careless[] = {
      [](const std::shared_ptr<Exchange>&) {},
      [](const std::shared_ptr<Exchange>& exchange) { std::thread([kept = exchange] {}).detach(); },
      [](const std::shared_ptr<Exchange>&) { throw 1; },
      [](const std::shared_ptr<Exchange>& exchange) { exchange->fail(); },
  };
  for (const Answer& answer : careless) {
    TestServer server(answer);
    Client client(server.port());
    client.send(kGet);
    client.send(kGetClose);
    const std::string answers = client.read_to_end();
    CHECK(count(answers, "HTTP/1.1 500 Internal Server Error\r\n") == 2);
  }
}

TEST_CASE("an answer that breaks off is seen to be broken") {
  const Answer broken[] = {
      [](const std::shared_ptr<Exchange>& exchange) {
        exchange->start({});
        exchange->write("half");
        exchange->fail();
      },
      [](const std::shared_ptr<Exchange>& exchange) {
        exchange->start({});
        exchange->write("half");
        throw 1;
      },
      [](const std::shared_ptr<Exchange>& exchange) {
        exchange->start({});
        exchange->write("half");
      },
  };
  for (const Answer& answer : broken) {
    TestServer server(answer);
    Client client(server.port());
    const std::string text = client.ask(kGet);
    CHECK(text.find("half") != text.npos);
    CHECK_FALSE(text.ends_with("0\r\n\r\n"));
    Client old(server.port());
    old.ask("GET / HTTP/1.0\r\n\r\n");
    CHECK(old.was_reset());
  }
}

TEST_CASE("a large answer waits for a slow client") {
  constexpr std::size_t kPiece = 100'000;
  constexpr int kPieces = 100;
  TestServer server([](const std::shared_ptr<Exchange>& exchange) {
    if (exchange->head().path == "/whole") {
      exchange->respond({}, std::string(kPiece * kPieces, 'x'));
      return;
    }
    exchange->start({});
    for (int i = 0; i < kPieces; ++i) exchange->write(std::string(kPiece, 'x'));
    exchange->finish();
  });
  Client whole(server.port());
  CHECK(body_of(whole.ask("GET /whole HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")).size() == kPiece * kPieces);
  Client pieces(server.port());
  const std::string text = pieces.ask(kGetClose);
  CHECK(text.ends_with("0\r\n\r\n"));
  CHECK(body_of(text).size() == (kPiece + 9) * kPieces + 5);
}

TEST_CASE("an exception on another thread of the loop is answered as a failure") {
  TestServer server([](const std::shared_ptr<Exchange>& exchange) {
    const auto fails = [exchange] { throw 1; };
    if (exchange->head().path != "/aside" || !exchange->run_aside(fails)) exchange->post(fails);
  });
  for (const char* path : {"/aside", "/posted"}) {
    Client client(server.port());
    const std::string answer =
        client.ask("GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    CHECK(answer.starts_with("HTTP/1.1 500 "));
  }
}

TEST_CASE("clients that read nothing hold no thread") {
  constexpr std::size_t kSize = 20'000'000;
  const std::shared_ptr<const Descriptor> file =
      std::make_shared<const Descriptor>(::open("/var/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  REQUIRE(*file);
  REQUIRE(::ftruncate(file->get(), kSize) == 0);
  TestServer server(
      [&](const std::shared_ptr<Exchange>& exchange) {
        if (exchange->head().path == "/a") return echo(exchange);
        if (exchange->head().path == "/file") {
          exchange->send({}, FilePart{file, 0, kSize});
          return;
        }
        exchange->start({});
        for (std::size_t sent = 0; sent < kSize; sent += kSize / 10) exchange->write(std::string(kSize / 10, 'x'));
        exchange->finish();
      },
      {}, {.max_threads = 1}, 1);
  std::vector<std::unique_ptr<Client>> silent;
  for (int i = 0; i < 10; ++i) {
    silent.push_back(std::make_unique<Client>(server.port()));
    silent.back()->send(i % 2 == 0 ? "GET /file HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
                                   : "GET /pieces HTTP/1.0\r\n\r\n");
  }
  Client other(server.port());
  CHECK(body_of(other.ask(kGetClose)) == "GET /a \n");
  // Nothing is lost for those who read later.
  CHECK(body_of(silent[0]->read_to_end()).size() == kSize);
  const std::string pieces = body_of(silent[1]->read_to_end());
  CHECK(pieces.size() == kSize);
  CHECK(pieces.find_first_not_of('x') == pieces.npos);
}

TEST_CASE("a file that became shorter breaks off its answer") {
  const std::shared_ptr<const Descriptor> file =
      std::make_shared<const Descriptor>(::open("/var/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  REQUIRE(::ftruncate(file->get(), 100'000) == 0);
  TestServer server(
      [&](const std::shared_ptr<Exchange>& exchange) { exchange->send({}, FilePart{file, 50'000, 100'000}); });
  Client client(server.port());
  CHECK(body_of(client.ask(kGetClose)).size() == 50'000);
}

TEST_CASE("writing says when the client has gone") {
  std::promise<std::shared_ptr<Exchange>> asked;
  TestServer server([&](const std::shared_ptr<Exchange>& exchange) { asked.set_value(exchange); });
  auto client = std::make_unique<Client>(server.port());
  client->send(kGet);
  const std::shared_ptr<Exchange> exchange = asked.get_future().get();
  exchange->start({});
  client.reset();
  while (exchange->write("event\n")) std::this_thread::yield();
  CHECK_FALSE(exchange->finish());
  exchange->fail();
}

TEST_CASE("a thread stuck in its handler does not hold its connection") {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::promise<std::shared_ptr<Exchange>> stuck;
  std::atomic<int> asked{0};
  TestServer server([&](const std::shared_ptr<Exchange>& exchange) {
    if (asked++ > 0) return echo(exchange);
    stuck.set_value(exchange);
    released.wait();
  });
  Client client(server.port());
  client.send(kGet);
  client.send(kGet);
  CHECK(stuck.get_future().get()->respond({500}, "crashed\n"));
  const std::string answers = client.read_until("GET /a \n");
  CHECK(answers.find("crashed") < answers.find("GET /a"));
  release.set_value();
  client.send(kGet);
  CHECK(body_of(client.read_until("GET /a \n")) == "GET /a \n");
}

TEST_CASE("answers queued by a thread that then sticks are sent by fail") {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  std::promise<std::shared_ptr<Exchange>> stuck;
  std::atomic<int> asked{0};
  TestServer server([&](const std::shared_ptr<Exchange>& exchange) {
    echo(exchange);
    if (asked++ > 0) return;
    stuck.set_value(exchange);
    released.wait();
  });
  Client client(server.port());
  client.send(std::string(kGet) + std::string(kGet));
  stuck.get_future().get()->fail();
  CHECK(count(client.read_until("GET /a \n", 2), "GET /a \n") == 2);
  release.set_value();
}

}  // namespace
}  // namespace quire::net
