#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

const Value kNumbers = Value::list({3, 1, 4, 1, 5});

template <class F>
const Value& one(PageContext& c, const F& f) {
  return el::lambda(c, 1, [f](const Value* a) -> const Value& { return f(a[0]); });
}
template <class F>
const Value& two(PageContext& c, const F& f) {
  return el::lambda(c, 2, [f](const Value* a) -> const Value& { return f(a[0], a[1]); });
}

const Value& stream(PageContext& c, const Value& list = kNumbers) { return called(c, list, "stream"); }

/// What a stream's operation prints.
template <class... A>
std::string of(PageContext& c, const Value& list, const char* operation, const A&... arguments) {
  return printed(c, called(c, stream(c, list), operation, arguments...));
}

TEST_CASE("operations that give streams") {
  TestPage c;
  const auto is_odd = [&](const Value& n) -> const Value& {
    return el::value(c, el::equal(c, el::modulo(c, n, 2), 1));
  };
  const auto tenfold = [&](const Value& n) -> const Value& { return el::multiply(c, n, 10); };
  const auto pair = [&](const Value& n) -> const Value& { return el::list(c, {n, n}); };
  const auto falling = [&](const Value& a, const Value& b) -> const Value& { return el::subtract(c, b, a); };
  CHECK(of(c, kNumbers, "filter", one(c, is_odd)) == "[3, 1, 1, 5]");
  CHECK(of(c, kNumbers, "map", one(c, tenfold)) == "[30, 10, 40, 10, 50]");
  CHECK(of(c, Value::list({1, 2}), "flatMap", one(c, pair)) == "[1, 1, 2, 2]");
  CHECK(of(c, Value::list({1, "1", 1, Value::list({}), Value::list({})}), "distinct") == "[1, 1, []]");
  CHECK(of(c, kNumbers, "sorted") == "[1, 1, 3, 4, 5]");
  CHECK(of(c, kNumbers, "sorted", two(c, falling)) == "[5, 4, 3, 1, 1]");
  CHECK(of(c, kNumbers, "limit", 2) == "[3, 1]");
  CHECK(of(c, kNumbers, "substream", 3) == "[1, 5]");
  CHECK(of(c, kNumbers, "substream", 1, 3) == "[1, 4]");
  CHECK(of(c, kNumbers, "substream", 9) == "[]");
  CHECK_THROWS_AS(of(c, kNumbers, "limit", -1), el::Error);
}

TEST_CASE("operations that end a stream") {
  TestPage c;
  const auto sum = [&](const Value& a, const Value& b) -> const Value& { return el::add(c, a, b); };
  CHECK(of(c, kNumbers, "toList") == "[3, 1, 4, 1, 5]");
  CHECK(of(c, kNumbers, "toArray") == "[3, 1, 4, 1, 5]");
  CHECK(of(c, kNumbers, "reduce", two(c, sum)) == "14");
  CHECK(of(c, kNumbers, "reduce", 100, two(c, sum)) == "114");
  CHECK(of(c, kNumbers, "max") == "5");
  CHECK(of(c, kNumbers, "min") == "1");
  CHECK(of(c, kNumbers, "sum") == "14");
  CHECK(of(c, kNumbers, "average") == "2.8");
  CHECK(of(c, kNumbers, "count") == "5");
  CHECK(of(c, kNumbers, "findFirst") == "3");
  CHECK(of(c, Value::list({}), "sum") == "0");
  const auto by_length = [&](const Value& a, const Value& b) -> const Value& {
    return el::subtract(c, called(c, a, "length"), called(c, b, "length"));
  };
  CHECK(of(c, Value::list({"bb", "a", "ccc"}), "max", two(c, by_length)) == "ccc");
  CHECK(of(c, Value::list({"bb", "a", "ccc"}), "min", two(c, by_length)) == "a");
}

TEST_CASE("matches") {
  TestPage c;
  const auto is_four = [&](const Value& n) -> const Value& { return el::value(c, el::equal(c, n, 4)); };
  CHECK(of(c, kNumbers, "anyMatch", one(c, is_four)) == "true");
  CHECK(of(c, kNumbers, "allMatch", one(c, is_four)) == "false");
  CHECK(of(c, kNumbers, "noneMatch", one(c, is_four)) == "false");
  CHECK(el::test(c, called(c, stream(c), "anyMatch", one(c, is_four))));
}

TEST_CASE("a lambda is called for each item") {
  TestPage c;
  std::string seen;
  const auto note = [&](const Value& n) -> const Value& {
    seen += std::to_string(n.as_integer());
    return el::detail::null();
  };
  CHECK(of(c, kNumbers, "forEach", one(c, note)).empty());
  CHECK(of(c, Value::list({7}), "peek", one(c, note)) == "[7]");
  CHECK(seen == "314157");
}

TEST_CASE("an empty stream has no result") {
  TestPage c;
  const Value none = Value::list({});
  const auto missing = [&]() -> const Value& { return called(c, stream(c, none), "max"); };
  CHECK(error_of([&] { printed(c, missing()); }) == "an empty stream has no such result; write `.orElse(…)` or `?? …`");
  CHECK_THROWS_AS(called(c, missing(), "get"), el::Error);
  CHECK(called(c, missing(), "orElse", 5).as_integer() == 5);
  const Value& ten = el::lambda(c, 0, [&c](const Value*) -> const Value& { return el::value(c, 10); });
  CHECK(called(c, missing(), "orElseGet", ten).as_integer() == 10);
  CHECK_THROWS_AS(called(c, missing(), "orElseGet", 10), el::Error);
  CHECK(el::is_empty(c, missing()));
  CHECK(el::is_null(c, missing()));
  CHECK_FALSE(el::hold_unless_null(c, missing()));
  const Value& present = called(c, stream(c), "max");
  CHECK(called(c, present, "get").as_integer() == 5);
  CHECK(called(c, present, "orElse", 9).as_integer() == 5);
  CHECK(el::add(c, present, 1).as_integer() == 6);
  CHECK_FALSE(el::is_empty(c, present));
}

TEST_CASE("an iterator") {
  TestPage c;
  const Value list = Value::list({"a"});
  const Value& iterator = called(c, stream(c, list), "iterator");
  CHECK(called(c, iterator, "hasNext").as_bool());
  CHECK(called(c, iterator, "next").as_string() == "a");
  CHECK_FALSE(called(c, iterator, "hasNext").as_bool());
  CHECK_THROWS_AS(called(c, iterator, "next"), el::Error);
}

TEST_CASE("mistakes are explained") {
  TestPage c;
  CHECK(error_of([&] { called(c, stream(c), "filter", 5); }) ==
        "5 (an integer) is not a lambda, which an operation of a stream needs");
  CHECK(error_of([&] { called(c, stream(c), "fold"); }) == "a stream has no method `fold`");
}

}  // namespace
}  // namespace quire
