#include "runtime/http/status.h"

#include <catch2/catch.hpp>

namespace quire::http {
namespace {

TEST_CASE("statuses have the phrases of the registry") {
  CHECK(reason_phrase(100) == "Continue");
  CHECK(reason_phrase(200) == "OK");
  CHECK(reason_phrase(404) == "Not Found");
  CHECK(reason_phrase(511) == "Network Authentication Required");
  for (const int status : {0, 99, 299, 418, 600, -1}) CHECK(reason_phrase(status) == "Unknown");
}

TEST_CASE("some responses never have a body") {
  for (const int status : {100, 101, 199, 204, 304}) CHECK(never_has_body(status));
  for (const int status : {200, 205, 206, 302, 404, 500}) CHECK_FALSE(never_has_body(status));
}

}  // namespace
}  // namespace quire::http
