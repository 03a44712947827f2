#include "runtime/session/store_key.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire {
namespace {

TEST_CASE("sessions of each site have keys of their own", "[session]") {
  CHECK(store_key_prefix("quire", "") == "quire:/:");
  CHECK(store_key_prefix("quire", "/shop") == "quire:/shop:");
  CHECK(store_key_prefix("other", "/shop") == "other:/shop:");
}

TEST_CASE("a context path that a key cannot contain is hashed", "[session]") {
  for (const std::string& path :
       {std::string("/my shop"), std::string("/a:b"), std::string("/caf\xc3\xa9"), "/" + std::string(300, 'x')}) {
    const std::string key = store_key_prefix("quire", path);
    CHECK(key.size() == std::string_view("quire:0123456789abcdef:").size());
    CHECK(key != store_key_prefix("quire", path + "x"));
  }
}

}  // namespace
}  // namespace quire
