#include "tests/unit/runtime/net/client.h"
#include "tests/unit/temporary_folder.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <map>
#include <mutex>
#include <sstream>

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
  server.server().drain({.limit = 1h, .when_empty = [&] { empty.set_value(); }});
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
  server.server().drain({.limit = 1h, .when_empty = [&] { empty.set_value(); }});
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
  server.server().drain({.limit = 20ms, .when_empty = [&] { empty.set_value(); }});
  CHECK(client.read_to_end().starts_with("HTTP/1.1 503 "));
  CHECK(empty.get_future().wait_for(20s) == std::future_status::ready);
  CHECK_FALSE(exchange->respond({}, "late"));
}

TEST_CASE("idle connections are passed on, and answered once more") {
  TestServer next([](const auto& exchange) { exchange->respond({}, "next"); });
  TestServer server(echo);
  Client idle(server.port());
  idle.send(kGet);
  idle.read_until("GET /a \n");
  Client unused(server.port());
  Client last(server.port());
  last.send(kGet);
  last.read_until("GET /a \n");
  std::atomic<int> passed = 0;
  std::promise<void> answered;
  std::promise<void> empty;
  server.server().drain({.limit = 1h,
                         .idle = 1h,
                         .pass =
                             [&](int socket, const Endpoint& remote) {
                               // The channel is full at first.
                               if (passed++ < 2) return false;
                               next.server().adopt(Descriptor(::dup(socket)), remote);
                               return true;
                             },
                         .when_answered = [&] { answered.set_value(); },
                         .when_empty = [&] { empty.set_value(); }});
  CHECK(empty.get_future().wait_for(20s) == std::future_status::ready);
  CHECK(answered.get_future().wait_for(0s) == std::future_status::ready);
  for (Client* client : {&idle, &unused, &last}) {
    client->send(kGet);
    const std::string answer = client->read_to_end();
    CHECK(answer.find("Connection: close\r\n") != answer.npos);
    CHECK(answer.ends_with("next"));
  }
}

TEST_CASE("a request that arrives while idle connections may be used once more is the last one") {
  TestServer server(echo);
  Client idle(server.port());
  idle.send(kGet);
  idle.read_until("GET /a \n");
  server.server().drain({.limit = 1h, .idle = 1h, .when_empty = [] {}});
  idle.send(kGet);
  const std::string answer = idle.read_to_end();
  CHECK(answer.find("Connection: close\r\n") != answer.npos);
  CHECK(answer.ends_with("GET /a \n"));
}

TEST_CASE("clients that wait to be accepted are answered before the end") {
  TestServer server(echo);
  std::vector<std::unique_ptr<Client>> clients;
  for (int count = 0; count < 50; ++count) {
    clients.push_back(std::make_unique<Client>(server.port()));
    clients.back()->send(kGet);
  }
  server.server().drain({.limit = 1h, .idle = 1h, .when_empty = [] {}});
  for (const auto& client : clients) CHECK(body_of(client->read_until("GET /a \n")) == "GET /a \n");
}

TEST_CASE("draining an unused server is done at once") {
  TestServer server(echo);
  std::promise<void> empty;
  server.server().drain({.limit = 1h, .when_empty = [&] { empty.set_value(); }});
  CHECK(empty.get_future().wait_for(20s) == std::future_status::ready);
}

TEST_CASE("connections past the limit take the place of the one that was idle longest") {
  Server::Options options;
  options.max_connections = 2;
  std::promise<std::shared_ptr<Exchange>> asked;
  TestServer server(
      [&](const std::shared_ptr<Exchange>& exchange) {
        if (exchange->head().path == "/later") asked.set_value(exchange);
        else echo(exchange);
      },
      options);
  Client silent(server.port());
  Client busy(server.port());
  busy.send("GET /later HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::shared_ptr<Exchange> exchange = asked.get_future().get();
  Client third(server.port());
  CHECK(body_of(third.ask(kGetClose)) == "GET /a \n");
  CHECK(silent.read_to_end() == "");
  exchange->respond({}, "done");
  CHECK(body_of(busy.read_to_end()) == "done");
}

TEST_CASE("connections past the limit wait for their turn if none is idle") {
  Server::Options options;
  options.max_connections = 2;
  std::mutex mutex;
  std::vector<std::shared_ptr<Exchange>> asked;
  std::promise<void> both;
  TestServer server(
      [&](const std::shared_ptr<Exchange>& exchange) {
        if (exchange->head().path != "/later") return echo(exchange);
        const std::lock_guard lock(mutex);
        asked.push_back(exchange);
        if (asked.size() == 2) both.set_value();
      },
      options);
  std::vector<std::unique_ptr<Client>> busy;
  for (int i = 0; i < 2; ++i) {
    busy.push_back(std::make_unique<Client>(server.port()));
    busy.back()->send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  both.get_future().get();
  Client third(server.port());
  third.send(kGet);
  CHECK(server.server().connection_count() == 2);
  for (const auto& exchange : asked) exchange->respond({}, "done");
  CHECK(body_of(third.read_until("GET /a \n")) == "GET /a \n");
}

TEST_CASE("a connection past the limit takes the place of one that has become idle meanwhile") {
  Server::Options options;
  options.max_connections = 1;
  std::promise<std::shared_ptr<Exchange>> asked;
  TestServer server(
      [&](const std::shared_ptr<Exchange>& exchange) {
        if (exchange->head().path == "/later") asked.set_value(exchange);
        else echo(exchange);
      },
      // With another loop, this one could still be about to look for room.
      options, {}, 1);
  Client busy(server.port());
  busy.send("GET /later HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::shared_ptr<Exchange> exchange = asked.get_future().get();
  Client next(server.port());
  next.send(kGet);
  // By now the server knows that it waits.
  while (!server.server().has_waiting_clients()) std::this_thread::yield();
  exchange->respond({}, "done");
  CHECK(body_of(next.read_until("GET /a \n")) == "GET /a \n");
  CHECK(body_of(busy.read_to_end()) == "done");
}

TEST_CASE("a server can listen on Unix sockets as well") {
  const TemporaryFolder folder;
  TestServer server(
      [](const std::shared_ptr<Exchange>& exchange) { exchange->respond({}, exchange->remote().text()); });
  const Result<int> listener = open_unix_listener(folder.path("x.sock"), 0600);
  REQUIRE(listener);
  CHECK(local_endpoint(*listener).text() == "unix:" + folder.path("x.sock"));
  server.server().listen(*listener);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  folder.path("x.sock").copy(address.sun_path, sizeof address.sun_path - 1);
  const Descriptor client(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  REQUIRE(connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(send_all(client.get(), kGetClose));
  std::string answer;
  CHECK(read_to_end(client.get(), answer));
  CHECK(body_of(answer) == "unix:");
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

TEST_CASE("all loops get the same number of connections") {
  TestServer server(
      [](const std::shared_ptr<Exchange>& exchange) {
        std::ostringstream thread;
        thread << std::this_thread::get_id();
        exchange->respond({}, thread.str() + "\n");
      },
      {}, {.stall = 1h}, 3);
  std::vector<std::unique_ptr<Client>> clients;
  std::map<std::string, int> connections;
  for (int i = 0; i < 12; ++i) {
    clients.push_back(std::make_unique<Client>(server.port()));
    for (int request = 0; request < 2; ++request) {
      clients.back()->send(kGet);
      if (request == 0) ++connections[body_of(clients.back()->read_until("\n", 5))];
      else CHECK(connections.contains(body_of(clients.back()->read_until("\n", 5))));
    }
  }
  REQUIRE(connections.size() == 3);
  for (const auto& [thread, count] : connections) CHECK(count == 4);
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
