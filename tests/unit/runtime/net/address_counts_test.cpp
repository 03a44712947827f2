#include "runtime/net/address_counts.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace quire::net {
namespace {

sockaddr_storage address(const std::string& text) {
  sockaddr_storage storage{};
  if (text.find(':') == text.npos) {
    auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
    v4.sin_family = AF_INET;
    REQUIRE(inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1);
  } else {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
    v6.sin6_family = AF_INET6;
    REQUIRE(inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1);
  }
  return storage;
}

TEST_CASE("connections are counted by address") {
  const auto counts = std::make_shared<AddressCounts>();
  std::vector<AddressCounts::Place> places;
  const auto enters = [&](const std::string& from) {
    std::optional<AddressCounts::Place> place = counts->enter(address(from), 2);
    if (place) places.push_back(*std::move(place));
    return place.has_value();
  };
  CHECK(enters("192.0.2.1"));
  CHECK(enters("::ffff:192.0.2.1"));
  CHECK_FALSE(enters("192.0.2.1"));
  CHECK(enters("192.0.2.2"));
  // A network of one client.
  CHECK(enters("2001:db8::1"));
  CHECK(enters("2001:db8::2"));
  CHECK_FALSE(enters("2001:db8::3"));
  CHECK(enters("2001:db8:0:1::1"));
  places.clear();
  CHECK(enters("192.0.2.1"));
}

TEST_CASE("connections from this machine are not counted") {
  const auto counts = std::make_shared<AddressCounts>();
  std::vector<AddressCounts::Place> places;
  sockaddr_storage unix_socket{};
  unix_socket.ss_family = AF_UNIX;
  for (const sockaddr_storage& from : {address("127.0.0.1"), address("::1"), address("::ffff:127.0.0.2"), unix_socket})
    for (int i = 0; i < 3; ++i) {
      std::optional<AddressCounts::Place> place = counts->enter(from, 1);
      REQUIRE(place);
      places.push_back(*std::move(place));
    }
  CHECK(counts->enter(address("192.0.2.1"), 0));
}

}  // namespace
}  // namespace quire::net
