#include "runtime/base/utf8.h"

#include <catch2/catch.hpp>

using namespace quire;

TEST_CASE("invalid UTF-8 is found at its first byte") {
  const std::pair<std::string_view, std::size_t> cases[] = {
      {"", std::string_view::npos},
      {"plain ascii, longer than a block", std::string_view::npos},
      {"日本語 é 👍", std::string_view::npos},
      {"caf\xE9", 3},
      {"12345678\xFF", 8},
      {"\xC0\x80", 0},          // overlong
      {"\xE0\x80\x80", 0},      // overlong
      {"a\xED\xA0\x80", 1},     // surrogate
      {"\xF4\x90\x80\x80", 0},  // past U+10FFFF
      {"\xF0\x9F\x91", 0},      // cut short
      {"é\x80", 2},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(find_invalid_utf8(text) == expected);
  }
}

TEST_CASE("characters are decoded") {
  CHECK(decode_utf8("\xE6\x97\xA5", 0).value == 0x65E5);
  CHECK(decode_utf8("\xF0\x9F\x91\x8D", 0).size == 4);
  CHECK_FALSE(decode_utf8("\xE9", 0).valid);
}

TEST_CASE("characters are encoded as they are decoded") {
  for (const char32_t character :
       {U'\0', U'a', U'\x7F', U'\x80', U'é', U'\x7FF', U'\x800', U'日', U'\xFFFF', U'\x10000', U'👍', U'\x10FFFF'}) {
    std::string text = "<";
    append_utf8(text, character);
    const Utf8Character decoded = decode_utf8(text, 1);
    CHECK(decoded.valid);
    CHECK(decoded.value == character);
    CHECK(decoded.size == text.size() - 1);
  }
}

TEST_CASE("invalid bytes are replaced, the rest is kept") { CHECK(to_valid_utf8("a\xE9é") == "a\xEF\xBF\xBDé"); }
