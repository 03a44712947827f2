#include "tests/unit/runtime/page/test_page.h"

#include <quire/param.h>
#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a parameter is converted, or stands for its fallback") {
  TestPage page("n=5&text=a+b&flag=on&empty=&c=x&d=2.5");
  const Request& request = page.request();
  CHECK(checked_param<int>(request, "n") == 5);
  CHECK(checked_param<double>(request, "d") == 2.5);
  CHECK(checked_param<bool>(request, "flag"));
  CHECK(checked_param<char>(request, "c") == 'x');
  CHECK(checked_param<std::string>(request, "text") == "a b");
  CHECK(checked_param<std::string_view>(request, "text") == "a b");
  for (const char* name : {"absent", "empty"}) {
    CHECK(checked_param<int>(request, name) == 0);
    CHECK(checked_param<int>(request, name, {.fallback = 10, .required = true}) == 10);
    CHECK(checked_param<std::string>(request, name, {.fallback = "x"}) == "x");
    CHECK(checked_param<std::string_view>(request, name, {.max_length = 1}).empty());
    CHECK_FALSE(checked_param<std::optional<int>>(request, name, {.min = 1}).has_value());
    CHECK_THROWS_WITH(checked_param<int>(request, name, {.required = true}),
                      "parameter `" + std::string(name) + "` is missing");
  }
  CHECK(checked_param<std::optional<int>>(request, "n") == 5);
  CHECK(checked_param<std::optional<std::string>>(request, "text") == "a b");
}

TEST_CASE("a parameter is held to its bounds") {
  TestPage page("n=999&m=-1&one=1&hundred=100&f=0.05");
  const Request& request = page.request();
  const ParamRule<int> rule{.fallback = 10, .min = 1, .max = 100};
  CHECK(checked_param<int>(request, "one", rule) == 1);
  CHECK(checked_param<int>(request, "hundred", rule) == 100);
  CHECK_THROWS_WITH(checked_param<int>(request, "n", rule), "parameter `n` is `999`; it must be at most 100");
  CHECK_THROWS_WITH(checked_param<int>(request, "m", rule), "parameter `m` is `-1`; it must be at least 1");
  CHECK_THROWS_WITH(checked_param<double>(request, "f", {.min = 0.1}),
                    "parameter `f` is `0.05`; it must be at least 0.1");
  CHECK_THROWS_AS(checked_param<std::optional<int>>(request, "n", {.max = 100}), BadRequest);
}

TEST_CASE("a floating-point parameter is a number that its type can hold") {
  TestPage page("nan=nan&minus=-nan&inf=inf&big=1e300&max=3.4e38");
  const Request& request = page.request();
  CHECK(checked_param<float>(request, "max") == 3.4e38F);
  CHECK(checked_param<double>(request, "big") == 1e300);
  CHECK_THROWS_WITH(checked_param<float>(request, "big"),
                    "parameter `big` is `1e300`; it must be a number that fits its type");
  for (const char* name : {"nan", "minus", "inf"}) {
    CHECK_THROWS_AS(checked_param<double>(request, name), BadRequest);
    CHECK_THROWS_AS(checked_param<float>(request, name, {.min = 0, .max = 9}), BadRequest);
    CHECK_THROWS_AS(checked_param<std::optional<double>>(request, name, {.min = 0}), BadRequest);
  }
}

TEST_CASE("text is held to its length") {
  TestPage page("text=abc&long=" + std::string(100, 'x'));
  const Request& request = page.request();
  const ParamRule<std::string_view> rule{.min_length = 3, .max_length = 3};
  CHECK(checked_param<std::string_view>(request, "text", rule) == "abc");
  CHECK_THROWS_WITH(checked_param<std::string_view>(request, "text", {.max_length = 2}),
                    "parameter `text` is `abc`; it must be at most 2 bytes long");
  CHECK_THROWS_WITH(checked_param<std::string>(request, "text", {.min_length = 4}),
                    "parameter `text` is `abc`; it must be at least 4 bytes long");
  CHECK_THROWS_WITH(checked_param<std::string>(request, "long", {.max_length = 1}),
                    "parameter `long` is `" + std::string(40, 'x') + "…`; it must be at most 1 byte long");
}

TEST_CASE("what does not convert is the client's mistake") {
  TestPage page("n=abc&m=99999999999");
  for (const char* name : {"n", "m"}) {
    CHECK_THROWS_AS(checked_param<int>(page.request(), name), BadRequest);
    CHECK_THROWS_AS(checked_param<int>(page.request(), name, {.fallback = 1}), BadRequest);
  }
}

}  // namespace
}  // namespace quire
