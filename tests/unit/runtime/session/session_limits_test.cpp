#include "runtime/session/session_limits.h"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace quire {
namespace {

using Catch::Matchers::Contains;

TEST_CASE("an attribute's name has a limit") {
  check_attribute_name(std::string(400, 'n'));
  CHECK_THROWS_AS(check_attribute_name(std::string(401, 'n')), std::length_error);
}

TEST_CASE("a session has a limit, and the message names the attribute") {
  SessionLimits limits;
  limits.session = 100;
  check_session_size(100, limits, "cart");
  CHECK_THROWS_WITH(check_session_size(101, limits, "cart"),
                    Contains("`cart`") && Contains("101 bytes") && Contains("limit is 100"));
}

}  // namespace
}  // namespace quire
