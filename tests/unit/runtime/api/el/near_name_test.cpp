#include "runtime/api/el/near_name.h"

#include <catch2/catch.hpp>

namespace quire::el {
namespace {

TEST_CASE("the nearest name is suggested, if it is near enough") {
  CHECK(did_you_mean("usr", {"order", "user"}) == "; did you mean `user`?");
  CHECK(did_you_mean("firstname", {"firstName"}) == "; did you mean `firstName`?");
  CHECK(did_you_mean("cart", {"user", "order"}).empty());
  CHECK(did_you_mean("a", {"b"}).empty());
  CHECK(did_you_mean("user", {std::string(200, 'u')}).empty());
  const std::string longest(64, 'u');
  CHECK(did_you_mean(longest, {longest + "x"}).empty());
  CHECK(did_you_mean(longest, {"x" + longest.substr(1)}) == "; did you mean `x" + longest.substr(1) + "`?");
}

}  // namespace
}  // namespace quire::el
