#include "runtime/session/store_address.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace quire {
namespace {

TEST_CASE("addresses of stores are read and written", "[session]") {
  constexpr std::uint16_t kDefault = 11211;
  for (const auto& [text, shown] :
       std::vector<std::pair<std::string, std::string>>{{"127.0.0.1:7000", "127.0.0.1:7000"},
                                                        {"cache", "cache:11211"},
                                                        {"cache.example.com:1", "cache.example.com:1"},
                                                        {"[::1]:65535", "[::1]:65535"},
                                                        {"[fe80::1]", "[fe80::1]:11211"},
                                                        {"/run/memcached.sock", "/run/memcached.sock"}}) {
    const auto address = parse_store_address(text, kDefault);
    REQUIRE(address);
    CHECK(address->text() == shown);
    CHECK(parse_store_address(address->text(), 1) == address);
  }
}

TEST_CASE("anything else is no address of a store", "[session]") {
  for (const std::string& text :
       {std::string(), std::string(":1"), std::string("a:0"), std::string("a:65536"), std::string("a b"),
        std::string("::1"), std::string("[::1"), "/" + std::string(107, 'x')})
    CHECK_FALSE(parse_store_address(text, 1));
}

}  // namespace
}  // namespace quire
