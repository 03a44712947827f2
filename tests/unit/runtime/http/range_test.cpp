#include "runtime/http/range.h"

#include <catch2/catch.hpp>
#include <string>

namespace quire::http {
namespace {

using Kind = Range::Kind;

TEST_CASE("ranges of a file of 100 octets") {
  const struct {
    std::string_view value;
    Kind kind;
    std::uint64_t first;
    std::uint64_t last;
  } rows[] = {
      {"bytes=0-9", Kind::kPart, 0, 9},
      {"Bytes=0-0", Kind::kPart, 0, 0},
      {"bytes=90-", Kind::kPart, 90, 99},
      {"bytes=90-1000", Kind::kPart, 90, 99},
      {"bytes=-10", Kind::kPart, 90, 99},
      {"bytes=-1000", Kind::kPart, 0, 99},
      {"bytes=0-99999999999999999999999", Kind::kPart, 0, 99},
      {"bytes=100-", Kind::kUnsatisfiable, 0, 0},
      {"bytes=99999999999999999999999-", Kind::kUnsatisfiable, 0, 0},
      {"bytes=-0", Kind::kUnsatisfiable, 0, 0},
      {"bytes=0-1,3-4", Kind::kWhole, 0, 0},
      {"bytes=9-1", Kind::kWhole, 0, 0},
      {"bytes=-", Kind::kWhole, 0, 0},
      {"bytes=a-b", Kind::kWhole, 0, 0},
      {"bytes=1-2x", Kind::kWhole, 0, 0},
      {"bytes=+1-2", Kind::kWhole, 0, 0},
      {"lines=0-9", Kind::kWhole, 0, 0},
      {"", Kind::kWhole, 0, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.value);
    const Range range = parse_range(row.value, 100);
    CHECK(range.kind == row.kind);
    CHECK(range.first == row.first);
    CHECK(range.last == row.last);
  }
  CHECK(parse_range("bytes=0-", 0).kind == Kind::kUnsatisfiable);
}

TEST_CASE("a range holds while If-Range agrees") {
  const Validators file{"\"v1\"", 784111777};
  const struct {
    std::string method;
    std::string condition;
    Kind kind;
  } rows[] = {
      {"GET", "", Kind::kPart},
      {"HEAD", "", Kind::kWhole},
      {"GET", "If-Range: \"v1\"\r\n", Kind::kPart},
      {"GET", "If-Range: W/\"v1\"\r\n", Kind::kWhole},
      {"GET", "If-Range: \"v0\"\r\n", Kind::kWhole},
      {"GET", "If-Range: Sun, 06 Nov 1994 08:49:37 GMT\r\n", Kind::kPart},
      {"GET", "If-Range: Sun, 06 Nov 1994 08:49:38 GMT\r\n", Kind::kWhole},
      {"GET", "If-Range: *\r\n", Kind::kWhole},
  };
  for (const auto& row : rows) {
    CAPTURE(row.method, row.condition);
    RequestHead head;
    REQUIRE_FALSE(head.parse(row.method + " / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-9\r\n" + row.condition + "\r\n"));
    CHECK(requested_range(head, file, 100).kind == row.kind);
  }
}

TEST_CASE("content range") {
  CHECK(content_range(parse_range("bytes=-10", 100), 100) == "bytes 90-99/100");
  CHECK(content_range(parse_range("bytes=100-", 100), 100) == "bytes */100");
  CHECK(parse_range("bytes=-10", 100).size() == 10);
}

}  // namespace
}  // namespace quire::http
