#include "compiler/emit/literal.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("a literal holds any bytes, and no digit after an escape joins it") {
  CHECK(escape_literal("plain text") == "plain text");
  CHECK(escape_literal("a\\b\n7") == "a\\\\b\\0127");
  CHECK(escape_literal("\"\t") == "\\\"\\011");
  CHECK(escape_literal("\xC3\xA9\x7F") == "\\303\\251\\177");
  CHECK(escape_literal(std::string_view("\0001", 2)) == "\\0001");
  // `??/` would be a backslash to some compilers.
  CHECK(escape_literal("?\?/") == "\\077\\077/");
}

TEST_CASE("a view carries its length in bytes") {
  CHECK(string_view_literal("") == "quire::detail::view(\"\", 0)");
  CHECK(string_view_literal("\xC3\xA9") == "quire::detail::view(\"\\303\\251\", 2)");
  CHECK(string_view_literal(std::string_view("a\0b", 3)) == "quire::detail::view(\"a\\000b\", 3)");
}
