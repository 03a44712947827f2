#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

template <class... A>
std::string of(const Value& object, const char* method, const A&... arguments) {
  TestPage context;
  return printed(context, called(context, object, method, arguments...));
}

TEST_CASE("methods of lists") {
  const Value list = Value::list({"a", "b", "a"});
  CHECK(of(list, "size") == "3");
  CHECK(of(list, "isEmpty") == "false");
  CHECK(of(list, "get", 1) == "b");
  CHECK(of(list, "getFirst") == "a");
  CHECK(of(list, "getLast") == "a");
  CHECK(of(list, "contains", "b") == "true");
  CHECK(of(list, "containsAll", Value::list({"b", "a"})) == "true");
  CHECK(of(list, "indexOf", "a") == "0");
  CHECK(of(list, "lastIndexOf", "a") == "2");
  CHECK(of(list, "indexOf", "x") == "-1");
  CHECK(of(list, "subList", 1, 3) == "[b, a]");
  CHECK(of(list, "reversed") == "[a, b, a]");
  CHECK(of(Value::list({1, 2.0}), "contains", 2) == "true");
  TestPage c;
  CHECK(error_of([&] { called(c, list, "get", 3); }) == "there is no item 3 in a list of 3");
  CHECK(error_of([&] { called(c, Value::list({}), "getLast"); }) == "position -1 is not between 0 and 0");
  CHECK_THROWS_AS(called(c, list, "subList", 2, 1), el::Error);
}

TEST_CASE("getters of a map that stands for an object") {
  const Value map = Value::map({{"name", "theme"}, {"maxAge", 5}, {"secure", true}, {"size", "x"}});
  CHECK(of(map, "getName") == "theme");
  CHECK(of(map, "getMaxAge") == "5");
  CHECK(of(map, "get_max_age") == "5");
  CHECK(of(map, "isSecure") == "true");
  CHECK(of(map, "size") == "4");
  TestPage c;
  CHECK(error_of([&] { called(c, map, "getPath"); }) == "a map of 4 entries has no method `getPath` with 0 arguments");
  CHECK_THROWS_AS(called(c, map, "getName", 1), el::Error);
}

TEST_CASE("methods of maps") {
  const Value map = Value::map({{"a", 1}, {"b", "x"}});
  CHECK(of(map, "size") == "2");
  CHECK(of(map, "keySet") == "[a, b]");
  CHECK(of(map, "values") == "[1, x]");
  CHECK(of(map, "entrySet") == "[{key=a, value=1}, {key=b, value=x}]");
  CHECK(of(map, "containsKey", "a") == "true");
  CHECK(of(map, "containsValue", "x") == "true");
  CHECK(of(map, "get", "b") == "x");
  CHECK(of(map, "get", "c").empty());
  CHECK(of(map, "getOrDefault", "c", 5) == "5");
  TestPage c;
  CHECK_THROWS_AS(called(c, map, "put", "a", 1), el::Error);
}

}  // namespace
}  // namespace quire
