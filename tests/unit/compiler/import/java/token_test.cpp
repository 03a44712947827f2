#include "compiler/import/java/token.h"

#include <catch2/catch.hpp>

#include <string>

using namespace quire::compiler;

namespace {

/// The tokens with `|` between them.
std::string split(std::string_view code) {
  std::string all;
  for (const JavaToken& token : scan_java(code)) {
    if (token.kind == JavaTokenKind::kEnd) return all;
    all += (all.empty() ? "" : "|") + std::string(token.text);
  }
  return all;
}

JavaTokenKind kind_of(std::string_view code) { return scan_java(code).front().kind; }

}  // namespace

TEST_CASE("Java falls into its tokens") {
  CHECK(split("int[] a = b->c;") == "int|[|]|a|=|b|->|c|;");
  CHECK(split("List<List<String>> x") == "List|<|List|<|String|>|>|x");
  CHECK(split("a<<=1>>>2&&b||!c++") == "a|<<=|1|>|>|>|2|&&|b||||!|c|++");
  CHECK(split("1.5e-3f+.5-0x1F_L") == "1.5e-3f|+|.5|-|0x1F_L");
  CHECK(split("größe.$1") == "größe|.|$1");
}

TEST_CASE("comments are blanks that are remembered") {
  const auto tokens = scan_java("a /* b */ c // d\ne");
  REQUIRE(tokens.size() == 4);
  CHECK(tokens[1].text == "c");
  CHECK(tokens[1].after_comment);
  CHECK(tokens[2].text == "e");
  CHECK(tokens[2].begin == 17);
  CHECK_FALSE(scan_java("a c")[1].after_comment);
  CHECK(split("a /* never closed") == "a");
}

TEST_CASE("literals are whole, and what is none is neither string nor character") {
  CHECK(split("f(\"a\\\"b\", '\\'')") == "f|(|\"a\\\"b\"|,|'\\''|)");
  CHECK(kind_of("\"a\"") == JavaTokenKind::kString);
  CHECK(kind_of("'a'") == JavaTokenKind::kCharacter);
  for (const char* code : {"\"a", "'a\nb'", "\"\"\"\n a\"\"\"", "\x01"}) {
    CAPTURE(code);
    CHECK(kind_of(code) == JavaTokenKind::kOther);
  }
  CHECK(kind_of("") == JavaTokenKind::kEnd);
}
