#include "runtime/log/escape.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

using namespace quire;

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_escaped(text, out, /*in_quotes=*/true);
  return out;
}

std::string json(std::string_view text) {
  std::string out;
  append_json(text, out);
  return out;
}

}  // namespace

TEST_CASE("what a client sends cannot leave its line in a log", "[log][escape]") {
  CHECK(escaped("plain text, \"quotes\" and \\") == "plain text, \"quotes\" and \\");
  CHECK(escaped("a\nb\rc\td") == "a\\nb\\rc\\td");
  CHECK(escaped("\x1b[31mred\x7f") == "\\x1b[31mred\\x7f");
  CHECK(escaped(std::string_view("a\0b", 3)) == "a\\x00b");
  CHECK(escaped("gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80") ==
        "gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x98\x80");
  // C1 control, line separator, right-to-left override, byte order mark.
  CHECK(escaped("\xc2\x9b") == "\\xc2\\x9b");
  CHECK(escaped("\xe2\x80\xa8") == "\\xe2\\x80\\xa8");
  CHECK(escaped("\xe2\x80\xae") == "\\xe2\\x80\\xae");
  CHECK(escaped("\xef\xbb\xbf") == "\\xef\\xbb\\xbf");
  // Invalid UTF-8: a lone octet, an overlong form, a surrogate, a cut character.
  CHECK(escaped("\x9b") == "\\x9b");
  CHECK(escaped("\xc0\x8a") == "\\xc0\\x8a");
  CHECK(escaped("\xed\xa0\x80") == "\\xed\\xa0\\x80");
  CHECK(escaped("\xe2\x82") == "\\xe2\\x82");
  CHECK(escaped("") == "");
}

TEST_CASE("a value in quotes cannot end them", "[log][escape]") {
  CHECK(quoted("a\" 200 \"b") == "a\\\" 200 \\\"b");
  CHECK(quoted("a\\") == "a\\\\");
}

TEST_CASE("lines after the first are indented", "[log][escape]") {
  CHECK(escaped_lines("one\ntwo\x1b\n\nfour\n\n") == "one\n    two\\x1b\n    \n    four");
  CHECK(escaped_lines("") == "");
}

TEST_CASE("a JSON string is one line, and any parser reads it", "[log][escape]") {
  CHECK(json("a\"b\\c\n\x1b") == "\"a\\\"b\\\\c\\u000a\\u001b\"");
  CHECK(json("\xe2\x80\xa8\xc2\x85") == "\"\\u2028\\u0085\"");
  CHECK(json("\xff gr\xc3\xbc\xc3\x9f") == "\"\xef\xbf\xbd gr\xc3\xbc\xc3\x9f\"");
  const std::string all = "\x01\x1f\"\\/ \xf0\x9f\x98\x80\xe2\x80\xa9";
  CHECK(boost::json::parse(json(all)).as_string() == all);
}
