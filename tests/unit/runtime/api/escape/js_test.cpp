#include <quire/print_in.h>

#include <catch2/catch.hpp>
#include <string_view>

#include "tests/unit/runtime/api/printed.h"

namespace quire {
namespace {

using namespace std::string_view_literals;

TEST_CASE("JavaScript has quoted strings") {
  for (const Part part : {Part::kJs, Part::kJson})
    check({part}, {{"", "\"\""},
                   {"a b", "\"a b\""},
                   {"\"\\", "\"\\\"\\\\\""},
                   {"'", "\"\\u0027\""},
                   {"</script>", "\"\\u003c\\/script\\u003e\""},
                   {"<!--&", "\"\\u003c!--\\u0026\""},
                   {"\n\r\t\f\b\x01\x1f", "\"\\n\\r\\t\\f\\u0008\\u0001\\u001f\""},
                   {"\0"sv, "\"\\u0000\""},
                   {"ä\u2028\u2029€𝄞", "\"ä\\u2028\\u2029€𝄞\""},
                   {"`${x}`+=", "\"`${x}`+=\""}});
  check({Part::kJs, Within::kAttribute}, {{"\"&'", "&#34;\\&#34;\\u0026\\u0027&#34;"}});
  check({Part::kJs, Within::kTwice}, {{"", "&amp;#34;&amp;#34;"}});
  check({Part::kJs, Within::kUnquoted}, {{"a b=", "&#34;a&#32;b&#61;&#34;"}});
  check({Part::kJs, Within::kJsUrl}, {{"a b", "%22a%20b%22"}, {"%41", "%22%2541%22"}});
}

TEST_CASE("bytes that are not UTF-8 are replaced in JavaScript") {
  for (const auto bytes : {"\x80"sv, "\xff"sv, "\xc3"sv, "\xc0"sv, "\xf5"sv})
    CHECK(in({Part::kJs}, bytes) == "\"\\ufffd\"");
  for (const auto bytes : {"\xc0\x80"sv, "\xe2\x80"sv, "\xc3\xc3"sv})
    CHECK(in({Part::kJs}, bytes) == "\"\\ufffd\\ufffd\"");
  for (const auto bytes : {"\xed\xa0\x80"sv, "\xe0\x9f\xbf"sv, "\xf0\x9f\x98"sv})
    CHECK(in({Part::kJs}, bytes) == "\"\\ufffd\\ufffd\\ufffd\"");
  for (const auto bytes : {"\xf4\x90\x80\x80"sv, "\xf0\x8f\xbf\xbf"sv})
    CHECK(in({Part::kJs}, bytes) == "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
  CHECK(in({Part::kJs}, "\xc3\""sv) == "\"\\ufffd\\\"\"");
  CHECK(in({Part::kJs}, "\xe2\x80<"sv) == "\"\\ufffd\\ufffd\\u003c\"");
  CHECK(in({Part::kJsString}, "\xc3\\") == "\\ufffd\\\\");
  CHECK(in({Part::kJsRegexp}, "\xe2/") == "\\ufffd\\/");
}

TEST_CASE("contents of JavaScript strings") {
  check({Part::kJsString}, {{"", ""},
                            {"a b", "a b"},
                            {"\\'\"`", "\\\\\\u0027\\u0022\\u0060"},
                            {"${x}", "\\u0024\\u007bx\\u007d"},
                            {"</script>", "\\u003c\\/script\\u003e"},
                            {"*/", "\\u002a\\/"},
                            {"\n\u2028", "\\n\\u2028"},
                            {"&=+!", "\\u0026\\u003d\\u002b\\u0021"}});
  check({Part::kJsRegexp}, {{"", "(?:)"},
                            {"a.b", "a\\.b"},
                            {"[](){}", "\\[\\]\\(\\)\\{\\}"},
                            {"^$|?*", "\\^\\$\\|\\?\\*"},
                            {"/\\", "\\/\\\\"},
                            {"a-z+", "a\\u002dz\\u002b"},
                            {"\n'<", "\\n\\u0027\\u003c"}});
}

}  // namespace
}  // namespace quire
