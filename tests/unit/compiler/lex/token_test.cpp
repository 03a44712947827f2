#include "compiler/lex/token.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("escapes stand for other text, and may stand at either end") {
  const OneFile file("x\\$a&lt;\\#y");
  const RareVector<Escape> escapes = {{1, 2, ""}, {4, 8, "<"}, {8, 9, ""}};
  CHECK(unescaped({0, 0, 11}, escapes, file.sources) == "x$a<#y");
  CHECK(unescaped({0, 1, 9}, escapes, file.sources) == "$a<");
  CHECK(unescaped({0, 2, 4}, {}, file.sources) == "$a");
}

TEST_CASE("dropped bytes are escapes for nothing") {
  const RareVector<Escape> escapes = dropped_bytes({3, 7});
  REQUIRE(escapes.size() == 2);
  CHECK(escapes[1] == Escape{7, 8, ""});
}

TEST_CASE("a dump keeps to its line") {
  CHECK(quote_for_dump("a\n\r\t\"\\") == "\"a\\n\\r\\t\\\"\\\\\"");
  CHECK(quote_for_dump(std::string_view("\0\x7F", 2)) == "\"\\x00\\x7F\"");
  CHECK(quote_for_dump("\xC3\xA9") == "\"\xC3\xA9\"");
}
