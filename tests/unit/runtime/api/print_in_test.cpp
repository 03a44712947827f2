#include <quire/el.h>
#include <quire/print_in.h>
#include <quire/value.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>

#include "tests/unit/runtime/api/printed.h"

namespace market {

struct Money {
  long long cents;
};
void print(quire::Writer& out, const Money& money) { out << money.cents << " <ct>"; }

enum Level { kLow = -1, kHigh = 7 };
enum Tiny : std::uint8_t { kTiny = 200 };

}  // namespace market

namespace quire {
namespace {

TEST_CASE("numbers and words are the same everywhere") {
  for (const Part part : kParts) {
    if (part == Part::kHeading || part == Part::kAttributeName) continue;
    CAPTURE(static_cast<int>(part));
    CHECK(in({part}, 42) == "42");
    CHECK(in({part}, 42U) == "42");
    CHECK(in({part}, 42UL) == "42");
    CHECK(in({part}, -7L) == (part == Part::kJs ? " -7" : "-7"));
    CHECK(in({part}, static_cast<std::uint8_t>(65)) == "65");
    CHECK(in({part}, static_cast<short>(-3)) == (part == Part::kJs ? " -3" : "-3"));
    CHECK(in({part}, market::kHigh) == "7");
    CHECK(in({part}, market::kTiny) == "200");
    CHECK(in({part}, true) == "true");
    CHECK(in({part, Within::kUnquoted}, std::optional<bool>(false)) == "false");
    CHECK(in({part}, Value(5)) == "5");
    if (part == Part::kNamePart) continue;
    CHECK(in({part}, 0.5) == "0.5");
    CHECK(in({part}, 0.1F) == "0.1");
  }
  using Limits = std::numeric_limits<double>;
  CHECK(in({Part::kJs}, Limits::quiet_NaN()) == "NaN");
  CHECK(in({Part::kJs}, -Limits::quiet_NaN()) == "NaN");
  CHECK(in({Part::kJs}, Limits::infinity()) == "Infinity");
  CHECK(in({Part::kJs}, -Limits::infinity()) == " -Infinity");
  CHECK(in({Part::kJs}, -0.0) == " -0");
  CHECK(in({Part::kJson}, Limits::quiet_NaN()) == "null");
  CHECK(in({Part::kJson}, -Limits::infinity()) == "null");
  CHECK(in({Part::kJson}, -1) == "-1");
  CHECK(in({Part::kJs, Within::kJsUrl}, -1) == "%20-1");
}

TEST_CASE("other types are the text that they print") {
  CHECK(in({Part::kText}, market::Money{5}) == "5 &lt;ct&gt;");
  CHECK(in({Part::kText, Within::kAttribute}, market::Money{5}) == "5 &amp;lt;ct&amp;gt;");
  CHECK(in({Part::kAttribute}, market::Money{5}) == "5 &lt;ct&gt;");
  CHECK(in({Part::kJs}, market::Money{5}) == "\"5 \\u003cct\\u003e\"");
  CHECK(in({Part::kUrlQuery}, market::Money{5}) == "5%20%3cct%3e");
  CHECK(in({Part::kUrlPath}, std::filesystem::path("/a b/c")) == "/a%20b/c");
  CHECK(in({Part::kUrlStart}, std::filesystem::path("a:b")) == kBlocked);
  CHECK(in({Part::kJs}, std::chrono::milliseconds(5)) == "\"5ms\"");
  CHECK(in({Part::kUrlQuery}, std::chrono::system_clock::time_point()) == "1970-01-01T00%3a00%3a00Z");
  CHECK(in({Part::kJs}, 'x') == "\"x\"");
  CHECK(in({Part::kJs}, std::optional<std::string>("<")) == "\"\\u003c\"");
  CHECK(in({Part::kUrlStart}, std::optional<std::string>("javascript:x")) == kBlocked);
  CHECK(in({Part::kJs}, Value("<")) == "\"\\u003c\"");
  {
    Writer out;
    const Capture value(out, true);
    print_in(out, {Part::kText}, market::Money{5});
    CHECK(value.text() == "5 <ct>");
  }
  char writable[] = "<";
  CHECK(in({Part::kAttribute}, static_cast<char*>(writable)) == "&lt;");
}

TEST_CASE("what holds nothing throws, or is null in JavaScript") {
  Writer out;
  const char* const none = nullptr;
  CHECK_THROWS_AS(print_in(out, {Part::kAttribute}, none), std::logic_error);
  CHECK_THROWS_WITH(print_in(out, {Part::kUrlPath}, std::optional<int>()), Catch::Contains("an empty optional"));
  CHECK_THROWS_AS(print_in(out, {Part::kCss}, Value()), std::logic_error);
  CHECK_THROWS_WITH(print_in(out, {Part::kAttribute}, Value::list({1})), Catch::Contains("only in JavaScript"));
  CHECK(out.text().empty());
  CHECK(in({Part::kJs}, none) == "null");
  CHECK(in({Part::kJson}, std::optional<int>()) == "null");
  CHECK(in({Part::kJs}, Value()) == "null");
}

TEST_CASE("an expression that is null prints nothing, or null in JavaScript") {
  const auto el_in = [](const Place& place, const auto& value) {
    Writer out;
    el::print(out, place, value);
    return std::string(out.text());
  };
  for (const Part part : {Part::kText, Part::kAttribute, Part::kUrlStart, Part::kCss, Part::kAttributeName}) {
    CHECK(el_in({part}, Value()).empty());
    CHECK(el_in({part}, std::optional<int>()).empty());
    CHECK(el_in({part}, static_cast<const char*>(nullptr)).empty());
  }
  CHECK(el_in({Part::kJs}, Value()) == "null");
  CHECK(el_in({Part::kJson}, std::optional<int>()) == "null");
  CHECK(el_in({Part::kPlain, Within::kUnquoted}, Value()) == "&#32;");
  CHECK(el_in({Part::kAttribute}, Value("<")) == "&lt;");
  CHECK(el_in({Part::kUrlQuery}, std::optional<std::string>("&")) == "%26");
}

}  // namespace
}  // namespace quire
