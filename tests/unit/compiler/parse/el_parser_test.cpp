#include "compiler/parse/el_parser.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("operands know their places in the file, past escapes", "[parse]") {
  // ${\"a\" + b + \"c\"} in an attribute's value, each \" written in two bytes.
  const RareVector<Escape> escapes = {{2, 4, "\""}, {5, 7, "\""}, {14, 16, "\""}, {17, 19, "\""}};
  Sink sink;
  const ElExpression sum = parse_el("\"a\" + b + \"c\"", {0, 2, 19}, escapes, {0, 0, 20}, sink);
  REQUIRE(sum.size() == 3);
  CHECK(sum[0].span == Span{0, 2, 7});
  CHECK(sum[1].span == Span{0, 10, 11});
  CHECK(sum[2].span == Span{0, 14, 19});
  CHECK_FALSE(sink.has_errors());
}
