#include "runtime/api/attribute_map.h"

#include <catch2/catch.hpp>

using namespace quire;

TEST_CASE("An attribute map finds, replaces and removes values by their names") {
  AttributeMap map;
  CHECK(map.find("") == nullptr);
  CHECK(map.find("user") == nullptr);
  // Names of one length and with some equal bytes.
  for (const char* name : {"", "a", "user", "uter", "uxer", "u__r", "title", "totle"}) map.set(name, name);
  CHECK(map.names() == std::vector<std::string>{"", "a", "title", "totle", "u__r", "user", "uter", "uxer"});
  for (const std::string& name : map.names()) CHECK(map.find(name)->as_string() == name);
  CHECK(map.find("uzer") == nullptr);
  CHECK(map.find("users") == nullptr);

  const Value* user = map.find("user");
  map.set("user", 1);
  CHECK(map.find("user") == user);
  CHECK(user->as_integer() == 1);
  map.remove("a");
  map.remove("a");
  map.remove("uxer");
  CHECK(map.find("a") == nullptr);
  CHECK(map.find("user") == user);
  CHECK(map.names() == std::vector<std::string>{"", "title", "totle", "u__r", "user", "uter"});
}

TEST_CASE("An attribute map has room for names of any length, and for many of them") {
  AttributeMap map;
  const std::string longest(1000, 'n');
  map.set(longest, 1);
  map.set(longest + "n", 2);
  for (int n = 0; n < 1000; ++n) map.set("name" + std::to_string(n), n);
  CHECK(map.find(longest)->as_integer() == 1);
  CHECK(map.find("name512")->as_integer() == 512);
  CHECK(map.find("name1000") == nullptr);
  for (int n = 0; n < 1000; n += 2) map.remove("name" + std::to_string(n));
  CHECK(map.names().size() == 502);
  CHECK(map.find("name512") == nullptr);
  CHECK(map.find("name513")->as_integer() == 513);
  for (int n = 1; n < 1000; n += 2) {
    CHECK(map.find("name" + std::to_string(n))->as_integer() == n);
    map.remove("name" + std::to_string(n));
    CHECK(map.find("name" + std::to_string(n)) == nullptr);
    CHECK(map.find(longest)->as_integer() == 1);
  }
  CHECK(map.names().size() == 2);
}
