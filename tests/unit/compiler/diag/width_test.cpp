#include "compiler/diag/width.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("a character takes the cells that a terminal gives it") {
  CHECK(character_width(U'a') == 1);
  CHECK(character_width(U'\u00E9') == 1);
  CHECK(character_width(U'\u0301') == 0);  // combining acute accent
  CHECK(character_width(U'\u093E') == 1);  // spacing vowel sign of Devanagari
  CHECK(character_width(U'\u200D') == 0);  // zero width joiner
  CHECK(character_width(U'\u65E5') == 2);
  CHECK(character_width(U'\U0001F34E') == 2);
  CHECK(character_width(U'\U0001F3FD') == 0);  // skin of the emoji before it
}

TEST_CASE("a syllable of Hangul is as wide in its parts as in one") {
  CHECK(show("\uD55C").cells == 2);
  CHECK(show("\u1112\u1161\u11AB").cells == 2);
}

TEST_CASE("what cannot be shown stands as its number") {
  CHECK(show("\t|").text == "        |");
  CHECK(show("ab\t|").text == "ab      |");
  CHECK(show("\x07").text == "<U+0007>");
  CHECK(show("\xE9").cells == 4);
}
