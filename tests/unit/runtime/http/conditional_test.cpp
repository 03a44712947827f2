#include "runtime/http/conditional.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

constexpr Validators kFile{"\"v1\"", 784111777};
const std::string kSame = "Sun, 06 Nov 1994 08:49:37 GMT";
const std::string kBefore = "Sun, 06 Nov 1994 08:49:36 GMT";

Condition evaluate(const std::string& method, const std::string& fields, const Validators& file = kFile) {
  RequestHead head;
  REQUIRE_FALSE(head.parse(method + " / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n"));
  return evaluate_conditions(head, file);
}

TEST_CASE("conditions are evaluated in order") {
  const struct {
    std::string method;
    std::string fields;
    Condition expected;
  } rows[] = {
      {"GET", "", Condition::kProceed},
      {"GET", "If-None-Match: \"v1\"\r\n", Condition::kNotModified},
      {"HEAD", "If-None-Match: \"v0\", W/\"v1\"\r\n", Condition::kNotModified},
      {"GET", "If-None-Match: \"v0\"\r\nIf-None-Match: \"v1\"\r\n", Condition::kNotModified},
      {"GET", "If-None-Match: *\r\n", Condition::kNotModified},
      {"PUT", "If-None-Match: *\r\n", Condition::kFailed},
      {"GET", "If-None-Match: \"v0\"\r\n", Condition::kProceed},
      {"GET", "If-None-Match: v1\r\n", Condition::kProceed},
      {"GET", "If-Modified-Since: " + kSame + "\r\n", Condition::kNotModified},
      {"GET", "If-Modified-Since: " + kBefore + "\r\n", Condition::kProceed},
      {"GET", "If-Modified-Since: yesterday\r\n", Condition::kProceed},
      {"POST", "If-Modified-Since: " + kSame + "\r\n", Condition::kProceed},
      {"GET", "If-None-Match: \"v0\"\r\nIf-Modified-Since: " + kSame + "\r\n", Condition::kProceed},
      {"GET", "If-Match: \"v1\"\r\n", Condition::kProceed},
      {"GET", "If-Match: *\r\n", Condition::kProceed},
      {"GET", "If-Match: W/\"v1\"\r\n", Condition::kFailed},
      {"GET", "If-Match: \"v0\"\r\n", Condition::kFailed},
      {"GET", "If-Match: \"v0\"\r\nIf-None-Match: \"v1\"\r\n", Condition::kFailed},
      {"GET", "If-Unmodified-Since: " + kSame + "\r\n", Condition::kProceed},
      {"GET", "If-Unmodified-Since: " + kBefore + "\r\n", Condition::kFailed},
      {"GET", "If-Match: \"v1\"\r\nIf-Unmodified-Since: " + kBefore + "\r\n", Condition::kProceed},
      {"GET", "If-Match: \"v0\" , \"v1\"\r\n", Condition::kProceed},
      {"GET", "If-Match: \"v0\"\r\nIf-Match: \"v1\"\r\n", Condition::kProceed},
      {"GET", "If-Match: \"v0\",,\t\"v1\"\r\n", Condition::kProceed},
      {"GET", "If-Match: \"v1\"x\r\n", Condition::kFailed},
      {"GET", "If-Match: \"v1\r\n", Condition::kFailed},
      {"GET", "If-None-Match: \"a, \"v1\"\r\n", Condition::kProceed},
      {"GET", "If-None-Match: \"v1\" \"v0\"\r\n", Condition::kProceed},
      {"PUT", "If-None-Match: \"v1\"\r\n", Condition::kFailed},
      {"HEAD", "If-Modified-Since: " + kSame + "\r\n", Condition::kNotModified},
      {"PUT", "If-Unmodified-Since: " + kBefore + "\r\n", Condition::kFailed},
      {"GET", "If-Unmodified-Since: tomorrow\r\n", Condition::kProceed},
      {"GET", "If-Modified-Since: " + kSame + "\r\nIf-Modified-Since: " + kSame + "\r\n", Condition::kProceed},
      {"GET", "If-Unmodified-Since: " + kBefore + "\r\nIf-Unmodified-Since: " + kBefore + "\r\n", Condition::kProceed},
  };
  for (const auto& row : rows) {
    CAPTURE(row.method, row.fields);
    CHECK(evaluate(row.method, row.fields) == row.expected);
  }
}

TEST_CASE("a file without validators meets no condition but the star") {
  CHECK(evaluate("GET", "If-None-Match: \"v1\"\r\n", {}) == Condition::kProceed);
  CHECK(evaluate("GET", "If-None-Match: *\r\n", {}) == Condition::kNotModified);
  CHECK(evaluate("GET", "If-Match: \"v1\"\r\n", {}) == Condition::kFailed);
  CHECK(evaluate("GET", "If-Modified-Since: " + kSame + "\r\n", {}) == Condition::kProceed);
}

}  // namespace
}  // namespace quire::http
