#include "runtime/http/range.h"

#include "runtime/http/date.h"

#include <catch2/catch.hpp>
#include <ctime>
#include <string>

namespace quire::http {
namespace {

using Kind = Ranges::Kind;

TEST_CASE("ranges of a file of 1000 octets") {
  const struct {
    std::string_view value;
    Kind kind;
    std::vector<Range> parts;
  } rows[] = {
      {"bytes=0-9", Kind::kParts, {{0, 9}}},
      {"Bytes=0-0", Kind::kParts, {{0, 0}}},
      {"bytes=990-", Kind::kParts, {{990, 999}}},
      {"bytes=990-2000", Kind::kParts, {{990, 999}}},
      {"bytes=-10", Kind::kParts, {{990, 999}}},
      {"bytes=-2000", Kind::kParts, {{0, 999}}},
      {"bytes=0-99999999999999999999999", Kind::kParts, {{0, 999}}},
      {"bytes= 0-9", Kind::kParts, {{0, 9}}},
      {"bytes=1000-", Kind::kUnsatisfiable, {}},
      {"bytes=99999999999999999999999-", Kind::kUnsatisfiable, {}},
      {"bytes=-0", Kind::kUnsatisfiable, {}},
      {"bytes=1000-,2000-2001,-0", Kind::kUnsatisfiable, {}},
      {"bytes=9-1", Kind::kWhole, {}},
      {"bytes=-", Kind::kWhole, {}},
      {"bytes=a-b", Kind::kWhole, {}},
      {"bytes=1-2x", Kind::kWhole, {}},
      {"bytes=+1-2", Kind::kWhole, {}},
      {"bytes=0-1,x", Kind::kWhole, {}},
      {"bytes=0-1,9-1", Kind::kWhole, {}},
      {"bytes=", Kind::kWhole, {}},
      {"bytes=,", Kind::kWhole, {}},
      {"lines=0-9", Kind::kWhole, {}},
      {"", Kind::kWhole, {}},
      // Several, in the order in which they are asked for.
      {"bytes=0-1,500-501", Kind::kParts, {{0, 1}, {500, 501}}},
      {"bytes=500-501 , ,0-1", Kind::kParts, {{500, 501}, {0, 1}}},
      {"bytes=0-1,1000-,-2", Kind::kParts, {{0, 1}, {998, 999}}},
      // Merged: they overlap, adjoin, or are near.
      {"bytes=0-9,5-20", Kind::kParts, {{0, 20}}},
      {"bytes=0-9,10-20", Kind::kParts, {{0, 20}}},
      {"bytes=0-9,89-99", Kind::kParts, {{0, 99}}},
      {"bytes=0-9,90-99", Kind::kParts, {{0, 9}, {90, 99}}},
      {"bytes=0-,0-,0-", Kind::kParts, {{0, 999}}},
      {"bytes=800-801,0-1,300-301,0-500", Kind::kParts, {{800, 801}, {0, 500}}},
      {"bytes=0-1,200-201,400-401,100-350", Kind::kParts, {{0, 1}, {100, 401}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.value);
    const Ranges ranges = parse_ranges(row.value, 1000);
    CHECK(ranges.kind == row.kind);
    CHECK(ranges.parts == row.parts);
  }
  CHECK(parse_ranges("bytes=0-", 0).kind == Kind::kUnsatisfiable);
}

TEST_CASE("too many ranges are ignored") {
  std::string value = "bytes=0-0";
  for (std::size_t count = 1; count < kMaxRanges; ++count) value += "," + std::to_string(count * 200) + "-";
  CHECK(parse_ranges(value, 1'000'000).kind == Kind::kParts);
  CHECK(parse_ranges(value + ",-1", 1'000'000).kind == Kind::kWhole);
}

TEST_CASE("a range holds while If-Range agrees") {
  const Validators file{"\"v1\"", 784111777};
  const struct {
    std::string method;
    std::string condition;
    Kind kind;
  } rows[] = {
      {"GET", "", Kind::kParts},
      {"HEAD", "", Kind::kWhole},
      {"GET", "If-Range: \"v1\"\r\n", Kind::kParts},
      {"GET", "If-Range: W/\"v1\"\r\n", Kind::kWhole},
      {"GET", "If-Range: \"v0\"\r\n", Kind::kWhole},
      {"GET", "If-Range: Sun, 06 Nov 1994 08:49:37 GMT\r\n", Kind::kParts},
      {"GET", "If-Range: Sun, 06 Nov 1994 08:49:38 GMT\r\n", Kind::kWhole},
      {"GET", "If-Range: *\r\n", Kind::kWhole},
  };
  for (const auto& row : rows) {
    CAPTURE(row.method, row.condition);
    RequestHead head;
    REQUIRE_FALSE(head.parse(row.method + " / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-9\r\n" + row.condition + "\r\n"));
    CHECK(requested_ranges(head, file, 100).kind == row.kind);
  }
}

TEST_CASE("the date of a file that was just modified is not a strong validator") {
  const std::int64_t now = std::time(nullptr);
  RequestHead head;
  REQUIRE_FALSE(
      head.parse("GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=0-9\r\nIf-Range: " + format_date(now) + "\r\n\r\n"));
  CHECK(requested_ranges(head, {"\"v1\"", now}, 100).kind == Kind::kWhole);
}

TEST_CASE("content range") {
  CHECK(content_range({90, 99}, 100) == "bytes 90-99/100");
  CHECK(unsatisfied_range(100) == "bytes */100");
  CHECK(Range{90, 99}.size() == 10);
}

}  // namespace
}  // namespace quire::http
