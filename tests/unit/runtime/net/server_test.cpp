#include "tests/unit/runtime/net/client.h"

namespace quire::net {
namespace {

using namespace std::chrono_literals;

TEST_CASE("draining closes what is idle and finishes what is under way") {
  Server::Options options;
  options.limits.linger_timeout = 20ms;
  std::promise<std::shared_ptr<Exchange>> asked;
  TestServer server(
      [&](const std::shared_ptr<Exchange>& exchange) {
        if (exchange->head().path == "/later") asked.set_value(exchange);
        else echo(exchange);
      },
      options);
  Client idle(server.port());
  idle.send(kGet);
  idle.read_until("GET /a \n");
  Client busy(server.port());
  busy.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::shared_ptr<Exchange> exchange = asked.get_future().get();

  std::promise<void> empty;
  server.server().drain(1h, [&] { empty.set_value(); });
  CHECK(server.server().is_draining());
  CHECK(idle.read_to_end() == "");
  auto emptied = empty.get_future();
  CHECK(emptied.wait_for(0s) == std::future_status::timeout);
  exchange->respond({}, "done");
  const std::string answer = busy.read_to_end();
  CHECK(answer.find("Connection: close\r\n") != answer.npos);
  CHECK(answer.ends_with("done"));
  CHECK(emptied.wait_for(20s) == std::future_status::ready);
  CHECK(server.server().connection_count() == 0);
}

TEST_CASE("a client that was accepted before draining may ask once") {
  TestServer server(echo);
  Client early(server.port());
  const Client silent(server.port());
  // Accepted in turn: once the last one is answered, all are.
  Client last(server.port());
  last.send(kGet);
  last.read_until("GET /a \n");
  std::promise<void> empty;
  server.server().drain(1h, [&] { empty.set_value(); });
  early.send(kGet);
  const std::string answer = early.read_to_end();
  CHECK(answer.find("Connection: close\r\n") != answer.npos);
  CHECK(answer.ends_with("GET /a \n"));
  // Who says nothing does not keep it.
  CHECK(empty.get_future().wait_for(20s) == std::future_status::ready);
}

TEST_CASE("draining cuts off what takes too long") {
  Server::Options options;
  options.limits.linger_timeout = 20ms;
  std::promise<std::shared_ptr<Exchange>> asked;
  TestServer server([&](const std::shared_ptr<Exchange>& exchange) { asked.set_value(exchange); }, options);
  Client client(server.port());
  client.send(kGet);
  const std::shared_ptr<Exchange> exchange = asked.get_future().get();
  std::promise<void> empty;
  server.server().drain(20ms, [&] { empty.set_value(); });
  CHECK(client.read_to_end() == "");
  CHECK(empty.get_future().wait_for(20s) == std::future_status::ready);
  CHECK_FALSE(exchange->respond({}, "late"));
}

TEST_CASE("draining an unused server is done at once") {
  TestServer server(echo);
  std::promise<void> empty;
  server.server().drain(1h, [&] { empty.set_value(); });
  CHECK(empty.get_future().wait_for(20s) == std::future_status::ready);
}

TEST_CASE("connections past the limit wait for their turn") {
  Server::Options options;
  options.max_connections = 2;
  TestServer server(echo, options);
  auto first = std::make_unique<Client>(server.port());
  auto second = std::make_unique<Client>(server.port());
  first->send(kGet);
  first->read_until("GET /a \n");
  second->send(kGet);
  second->read_until("GET /a \n");
  Client third(server.port());
  third.send(kGet);
  CHECK(server.server().connection_count() == 2);
  first.reset();
  CHECK(body_of(third.read_until("GET /a \n")) == "GET /a \n");
}

TEST_CASE("requests are answered while others block the loop") {
  std::promise<void> release;
  const std::shared_future<void> released = release.get_future().share();
  TestServer server([&](const std::shared_ptr<Exchange>& exchange) {
    if (exchange->head().path == "/slow") released.wait();
    echo(exchange);
  });
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 5; ++i) {
    slow.push_back(std::make_unique<Client>(server.port()));
    slow.back()->send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  Client fast(server.port());
  CHECK(body_of(fast.ask(kGetClose)) == "GET /a \n");
  release.set_value();
  for (const auto& client : slow) CHECK(body_of(client->read_until("GET /slow \n")) == "GET /slow \n");
}

TEST_CASE("many clients at once") {
  TestServer server(echo);
  std::vector<std::thread> threads;
  std::atomic<int> answered{0};
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        Client client(server.port());
        client.send(kGet);
        client.send(kGetClose);
        answered += count(client.read_to_end(), "GET /a \n");
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(answered == 8 * 20 * 2);
}

}  // namespace
}  // namespace quire::net
