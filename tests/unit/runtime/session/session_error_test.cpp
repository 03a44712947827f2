#include "runtime/session/session_error.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("what a visitor is answered depends on the cause") {
  CHECK(SessionError::ended().status() == 409);
  CHECK(SessionError::full(3).status() == 503);
  CHECK(SessionError(SessionError::Kind::kUnavailable, "no").status() == 503);
}

}  // namespace
}  // namespace quire
