#include "runtime/log/request_id.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <thread>

using namespace quire;

TEST_CASE("request ids are random, and differ", "[log][request_id]") {
  std::set<std::string> ids;
  const auto make = [] {
    RequestId id;
    id.generate();
    return std::string(id.text());
  };
  for (int i = 0; i < 1000; ++i) ids.insert(make());
  std::string other;
  std::thread([&] { other = make(); }).join();
  ids.insert(other);
  CHECK(ids.size() == 1001);
  for (const std::string& id : ids) {
    CHECK(id.size() == 24);
    CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
  }
}

TEST_CASE("a proxy's id is taken over if it is harmless", "[log][request_id]") {
  RequestId id;
  CHECK(id.text().empty());
  id.generate();
  const std::string own(id.text());
  for (const std::string& refused : {std::string(), std::string("a b"), std::string("a\nb"), std::string("<x>"),
                                     std::string("a\0b", 3), std::string(65, 'a'), std::string("\xc3\xbc")}) {
    id.adopt(refused);
    CHECK(id.text() == own);
  }
  id.adopt("Root=1-67891233-abcdef012345678912345678");
  CHECK(id.text() == "Root=1-67891233-abcdef012345678912345678");
  id.adopt(std::string(64, 'a'));
  CHECK(id.text().size() == 64);
}
