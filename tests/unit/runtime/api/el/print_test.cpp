#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>

namespace quire {
namespace {

template <class T>
std::string printed_in(PageContext& context, const Place& place, const T& value) {
  Writer out;
  el::print_js(out, context, place, value);
  return std::string(out.text());
}

TEST_CASE("a number is an integer where it is one that fits") {
  CHECK(el::number("42").kind() == Value::Kind::kInteger);
  CHECK(el::number("-7").as_integer() == -7);
  CHECK(el::number("1.5").as_double() == 1.5);
  CHECK(el::number("9223372036854775808").kind() == Value::Kind::kDouble);
  for (const char* text : {"", "x", "1x", " 1", "0x1"}) CHECK_THROWS_AS(el::number(text), std::invalid_argument);
}

TEST_CASE("nothing is printed for what is not there") {
  TestPage context;
  CHECK(printed(context, Value()).empty());
  CHECK(printed(context, nullptr).empty());
  CHECK(printed(context, static_cast<const char*>(nullptr)).empty());
  CHECK(printed(context, std::optional<int>()).empty());
  CHECK(printed(context, std::unique_ptr<int>()).empty());
  CHECK(printed(context, std::optional<int>(3)) == "3");
  CHECK(printed(context, std::make_shared<std::string>("<")) == "&lt;");
  CHECK(printed(context, std::optional<Value>(Value("a"))) == "a");
}

TEST_CASE("values are escaped, unless they are HTML or printed raw") {
  TestPage context;
  CHECK(printed(context, Value("<a>")) == "&lt;a&gt;");
  CHECK(printed(context, Value::html("<a>")) == "<a>");
  Writer out;
  el::print_raw(out, context, Value("<a>"));
  el::print_raw(out, context, std::string_view("<b>"));
  CHECK(out.text() == "<a><b>");
}

TEST_CASE("lists and maps print as in Java, and as JSON in scripts") {
  TestPage context;
  const Value list = Value::list({1, "<", Value()});
  const Value map = Value::map({{"a", 1}, {"b", list}});
  CHECK(printed(context, list) == "[1, &lt;, null]");
  CHECK(printed(context, map) == "{a=1, b=[1, &lt;, null]}");
  CHECK(printed_in(context, {Part::kJs}, Value::list({1, "x", Value()})) == "[1,\"x\",null]");
  CHECK(printed_in(context, {Part::kJs}, Value()) == "null");
  CHECK(printed_in(context, {Part::kJs}, std::optional<int>()) == "null");
  CHECK(printed_in(context, {Part::kJs}, std::vector<int>{1, 2}) == "[1,2]");
  CHECK(printed_in(context, {Part::kAttribute}, Value::list({1, 2})) == "[1, 2]");
}

TEST_CASE("numbers without a value have words") {
  TestPage context;
  constexpr double kMost = std::numeric_limits<double>::infinity();
  CHECK(printed(context, kMost) == "Infinity");
  CHECK(printed(context, Value(-kMost)) == "-Infinity");
  CHECK(printed(context, std::numeric_limits<double>::quiet_NaN()) == "NaN");
}

}  // namespace
}  // namespace quire
