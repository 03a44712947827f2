#include "compiler/lex/decoded_text.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

/// Of `ab\"c&lt;d`, which stands from byte 10 on: `ab"c<d`.
DecodedText sample() {
  DecodedText text({0, 10, 19});
  text.append("ab");
  text.append_escape(2, "\"");
  text.append("c");
  text.append_escape(4, "<");
  text.append("d");
  return text;
}

}  // namespace

TEST_CASE("every byte of the text leads back to the file") {
  const DecodedText text = sample();
  CHECK(text.text() == "ab\"c<d");
  const std::uint32_t expected[] = {10, 11, 12, 14, 15, 19, 20};
  for (std::size_t offset = 0; offset <= text.text().size(); ++offset) {
    CAPTURE(offset);
    CHECK(text.to_source(offset) == expected[offset]);
  }
  CHECK(text.to_source(2, 5) == Span{0, 12, 19});
}

TEST_CASE("bytes that mean several, and bytes that mean none") {
  DecodedText text({0, 0, 9});
  text.append_escape(3, "xyz");
  text.append_escape(2, "");
  text.append("a");
  CHECK(text.text() == "xyza");
  // All of them stand where their escape does.
  CHECK(text.to_source(1) == 0);
  CHECK(text.to_source(2) == 0);
  CHECK(text.to_source(3) == 5);
}

TEST_CASE("a part of the text has the escapes that lie in it") {
  const DecodedText text = sample();
  CHECK(text.escapes_within({0, 10, 20}).size() == 2);
  const RareVector<Escape> first = text.escapes_within({0, 12, 18});
  REQUIRE(first.size() == 1);
  CHECK(first[0] == Escape{12, 14, "\""});
  CHECK(text.escapes_within({0, 13, 15}).empty());
}

TEST_CASE("what the scanner finds in the text is told in offsets of the file") {
  // `a&lt;"b`: a string without its end, after an escape.
  DecodedText text({0, 100, 107});
  text.append("a");
  text.append_escape(4, "<");
  text.append("\"b");
  const CppCode code = text.to_source(CppScanner(text.text(), CppScanner::Until::kEndOfText).scan(0));
  REQUIRE(code.findings.size() == 1);
  CHECK(code.findings[0].begin == 105);
  CHECK(code.first_begin == 100);
  CHECK(code.end == 107);
}
