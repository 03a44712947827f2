#include "runtime/process/listeners.h"

#include "runtime/net/endpoint.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

std::uint16_t port_of(const Listener& listener) { return net::local_endpoint(listener.socket->get()).port; }

TEST_CASE("a listener for each connector; those that are open are kept") {
  const ConnectorSettings any_port{"127.0.0.1", 0};
  const Result<Listeners> first = open_listeners({any_port, any_port}, {});
  REQUIRE(first);
  REQUIRE(first->size() == 2);
  CHECK(port_of(first->at(0)) != port_of(first->at(1)));
  CHECK(url_of(first->at(0)) == "http://127.0.0.1:" + std::to_string(port_of(first->at(0))));

  const Result<Listeners> second = open_listeners({{"localhost", 0}, any_port, any_port}, *first);
  REQUIRE(second);
  REQUIRE(second->size() == 3);
  CHECK(second->at(1).socket == first->at(0).socket);
  CHECK(second->at(2).socket == first->at(1).socket);
}

TEST_CASE("an address in use is an error, and nothing changes") {
  const Result<Listeners> first = open_listeners({{"127.0.0.1", 0}}, {});
  REQUIRE(first);
  const std::uint16_t port = port_of(first->front());
  const Result<Listeners> second = open_listeners({{"127.0.0.1", port}}, *first);
  REQUIRE_FALSE(second);
  CHECK(second.error().sentence.find("in use") != std::string::npos);
}

TEST_CASE("a Unix socket, whose other settings may change") {
  const TemporaryFolder folder;
  ConnectorSettings connector;
  connector.unix_path = folder.path("a.sock");
  const Result<Listeners> first = open_listeners({connector}, {});
  REQUIRE(first);
  CHECK(url_of(first->front()) == "unix:" + connector.unix_path);
  connector.backlog = 1;
  const Result<Listeners> second = open_listeners({connector}, *first);
  REQUIRE(second);
  CHECK(second->front().socket == first->front().socket);
  CHECK(second->front().connector.backlog == 1);
}

TEST_CASE("all addresses are shown as localhost") {
  const Result<Listeners> all = open_listeners({{"", 0}}, {});
  REQUIRE(all);
  CHECK(url_of(all->front()) == "http://localhost:" + std::to_string(port_of(all->front())));
}

}  // namespace
}  // namespace quire
