#include "runtime/protocol/code_segments.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

// A piece on unit line 10, columns 1 to 8, and one from 12:5 to 14:3.
constexpr std::string_view kSegments = "10 1 10 9 0 3 5;12 5 14 4 1 20 7;";

std::string found(std::uint32_t line, std::uint32_t column, std::string_view segments = kSegments) {
  const auto at = find_in_page(segments, {line, column});
  if (!at) return "none";
  return std::to_string(at->file) + " " + std::to_string(at->line) + ":" + std::to_string(at->column);
}

TEST_CASE("segments are written in their order") {
  CHECK(segments_to_text({{{10, 1}, {10, 9}, {0, 3, 5}}, {{12, 5}, {14, 4}, {1, 20, 7}}}) == kSegments);
  CHECK(segments_to_text({}).empty());
}

TEST_CASE("embedded code is found in its page") {
  CHECK(found(10, 1) == "0 3:5");
  CHECK(found(10, 8) == "0 3:12");
  CHECK(found(12, 5) == "1 20:7");
  CHECK(found(13, 1) == "1 21:1");
  CHECK(found(13, 40) == "1 21:40");
  CHECK(found(14, 3) == "1 22:3");
}

TEST_CASE("generated code stands in no page") {
  CHECK(found(1, 1) == "none");
  CHECK(found(10, 9) == "none");
  CHECK(found(11, 1) == "none");
  CHECK(found(12, 4) == "none");
  CHECK(found(14, 4) == "none");
  CHECK(found(99, 1) == "none");
  CHECK(found(1, 1, "") == "none");
}

TEST_CASE("a column that the compiler left out is the first") { CHECK(found(13, 0) == "1 21:1"); }

}  // namespace
}  // namespace quire
