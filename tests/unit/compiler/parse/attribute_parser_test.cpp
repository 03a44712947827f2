#include "compiler/parse/attribute_parser.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("escapes in attribute values stand for what they escape") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"plain", "plain"}, {"\\'", "'"},   {"\\\"", "\""}, {"\\\\", "\\"}, {"\\n", "\\n"}, {"&apos;&quot;", "'\""},
      {"&amp;", "&amp;"}, {"<\\%", "<%"}, {"%\\>", "%>"}, {"\\${", "${"}, {"\\", "\\"},   {"&quot", "&quot"},
  };
  for (const auto& [value, expected] : cases) {
    CAPTURE(value);
    CHECK(unescape_attribute(value) == expected);
  }
}
