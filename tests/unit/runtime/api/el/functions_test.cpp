#include "tests/unit/runtime/api/el/evaluated.h"

#include <quire/functions.h>

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

namespace quire {
namespace {

TEST_CASE("what a text contains") {
  TestPage c;
  CHECK(fn::contains(c, "quire", "ir"));
  CHECK(fn::contains(c, "quire", ""));
  CHECK(fn::contains(c, nullptr, nullptr));
  CHECK(fn::contains(c, Value::list({"a", "b"}), "b"));
  CHECK_FALSE(fn::contains(c, "quire", "IR"));
  CHECK(fn::contains_ignore_case(c, "STRASSE Ünter", "ünter"));
  CHECK(fn::starts_with(c, "quire", "qu"));
  CHECK(fn::ends_with(c, "quire", "re"));
  CHECK(fn::index_of(c, "größe", "e") == 4);
  CHECK(fn::index_of(c, "größe", "x") == -1);
  CHECK(fn::index_of(c, nullptr, "x") == -1);
}

TEST_CASE("lengths count code points, items or entries") {
  TestPage c;
  CHECK(fn::length(c, "größe😀") == 6);
  CHECK(fn::length(c, std::vector<int>{1, 2}) == 2);
  CHECK(fn::length(c, std::map<int, int>{{1, 2}}) == 1);
  CHECK(fn::length(c, Value::map({{"a", 1}})) == 1);
  CHECK(fn::length(c, nullptr) == 0);
  CHECK(error_of([&] { fn::length(c, 3); }) == "3 (an integer) has no length; a text, list or map has");
}

TEST_CASE("lists of text") {
  TestPage c;
  CHECK(fn::join(c, std::vector<std::string>{"x", "y", "z"}, "; ").as_string() == "x; y; z");
  CHECK(fn::join(c, Value::list({1, Value(), 2}), "-").as_string() == "1--2");
  CHECK(fn::join(c, nullptr, "-").as_string().empty());
  CHECK(fn::split(c, "1+2-3", "-+") == Value::list({"1", "2", "3"}));
  CHECK(fn::split(c, ",,a,,b,", ",") == Value::list({"a", "b"}));
  CHECK(fn::split(c, "a→b", "→") == Value::list({"a", "b"}));
  CHECK(fn::split(c, nullptr, ",") == Value::list({""}));
  CHECK(fn::split(c, "ab", "") == Value::list({"ab"}));
  CHECK_THROWS_AS(fn::join(c, 5, ","), el::Error);
}

TEST_CASE("parts of a text") {
  TestPage c;
  CHECK(fn::substring(c, "größe", 1, 3).as_string() == "rö");
  CHECK(fn::substring(c, "größe", 2, -1).as_string() == "öße");
  CHECK(fn::substring(c, "größe", -3, 99).as_string() == "größe");
  CHECK(fn::substring(c, "größe", 4, 2).as_string().empty());
  CHECK(fn::substring(c, "größe", 9, 9).as_string().empty());
  CHECK(fn::substring_after(c, "a/b/c", "/").as_string() == "b/c");
  CHECK(fn::substring_after(c, "abc", "/").as_string().empty());
  CHECK(fn::substring_after(c, "abc", "").as_string() == "abc");
  CHECK(fn::substring_before(c, "a/b/c", "/").as_string() == "a");
  CHECK(fn::substring_before(c, "abc", "").as_string().empty());
  CHECK(fn::trim(c, " \n x\t").as_string() == "x");
}

TEST_CASE("changed text") {
  TestPage c;
  CHECK(fn::replace(c, "a.b.c", ".", "").as_string() == "abc");
  CHECK(fn::replace(c, "abc", "", "x").as_string() == "abc");
  CHECK(fn::to_upper_case(c, "äbc").as_string() == "ÄBC");
  CHECK(fn::to_lower_case(c, "ÄBC").as_string() == "äbc");
  CHECK(fn::to_upper_case(c, nullptr).as_string().empty());
}

TEST_CASE("escaped text is HTML, and is not escaped again") {
  TestPage c;
  const Value& html = fn::escape_xml(c, "<a title=\"'x'\">&");
  CHECK(html.is_html());
  CHECK(html.as_string() == "&lt;a title=&#34;&#39;x&#39;&#34;&gt;&amp;");
  CHECK(printed(c, html) == "&lt;a title=&#34;&#39;x&#39;&#34;&gt;&amp;");
}

}  // namespace
}  // namespace quire
