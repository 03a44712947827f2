#include <quire/el.h>

#include <quire/page_context.h>
#include <quire/value.h>
#include "tests/unit/runtime/bare_context.h"

#include <catch2/catch.hpp>

#include <limits>
#include <optional>
#include <stdexcept>

namespace quire {
namespace {

template <bool kEscaped, class T>
std::string printed(const T& value) {
  Writer out;
  el::print<kEscaped>(out, value);
  return std::string(out.text());
}

TEST_CASE("a number is an integer where it is one that fits") {
  CHECK(el::number("42").kind() == Value::Kind::kInteger);
  CHECK(el::number("-7").as_integer() == -7);
  CHECK(el::number("1.5").as_double() == 1.5);
  CHECK(el::number("9223372036854775808").kind() == Value::Kind::kDouble);
  for (const char* text : {"", "x", "1x", " 1", "0x1"}) CHECK_THROWS_AS(el::number(text), std::invalid_argument);
}

TEST_CASE("sums are of numbers; null and empty text are 0") {
  CHECK(el::add(1, 2).as_integer() == 3);
  CHECK(el::add(1, 2.5).as_double() == 3.5);
  CHECK(el::add("4", 5).as_integer() == 9);
  CHECK(el::add("1.5", "").as_double() == 1.5);
  CHECK(el::add(Value(), Value()).as_integer() == 0);
  // As in Java.
  constexpr long long kMost = std::numeric_limits<long long>::max();
  CHECK(el::add(kMost, 1).as_integer() == std::numeric_limits<long long>::min());
  CHECK_THROWS_AS(el::add(true, 1), std::invalid_argument);
  CHECK_THROWS_AS(el::add("four", 1), std::invalid_argument);
  CHECK_THROWS_AS(el::add(Value::list({}), 1), std::invalid_argument);
}

TEST_CASE("a variable is its own value; a name is looked for among attributes") {
  BareContext context;
  const std::string variable = "v";
  CHECK(&el::find(context, variable) == &variable);
  CHECK(&el::find_or_null(context, variable) == &variable);
  context.set_attribute("a", 5);
  CHECK(el::find(context, el::Name{"a"}).as_integer() == 5);
  CHECK(el::find_or_null(context, el::Name{"a"}).as_integer() == 5);
  CHECK(&el::find_in_script(context, variable) == &variable);
  CHECK(el::find_in_script(context, el::Name{"a"}).as_integer() == 5);
}

TEST_CASE("nothing is printed for what is not there") {
  CHECK(printed<true>(Value()).empty());
  CHECK(printed<true>(static_cast<const char*>(nullptr)).empty());
  CHECK(printed<true>(std::optional<int>()).empty());
  CHECK(printed<true>(Value("<a>")) == "&lt;a&gt;");
  CHECK(printed<false>(Value("<a>")) == "<a>");
  CHECK(printed<true>(std::optional<int>(3)) == "3");
}

}  // namespace
}  // namespace quire
