#include <quire/json.h>
#include <quire/value.h>

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/unit/runtime/api/printed.h"

namespace market {

struct Price {
  long long cents;
};
void print(quire::Writer& out, const Price& price) { out << price.cents << " <ct>"; }

struct Item {
  std::string name;
  int count;
  std::optional<double> price;
};
QUIRE_FIELDS(Item, name, count, price)

struct Order {
  std::vector<Item> items;
  std::map<std::string, bool> flags;
};
QUIRE_FIELDS(Order, items, flags)

}  // namespace market

namespace quire {
namespace {

template <class T>
std::string js(const T& value, Part part = Part::kJs, Within within = Within::kNothing) {
  Writer out;
  print_js(out, {part, within}, value);
  return std::string(out.text());
}

TEST_CASE("lists, maps and structs are JSON") {
  CHECK(js(Value::list({1, "a<", nullptr, -0.5, true})) == "[1,\"a\\u003c\",null, -0.5,true]");
  CHECK(js(Value::list({-1}), Part::kJson) == "[-1]");
  CHECK(js(Value::map({{"a\"", Value::list({})}, {"b", Value::map({})}})) == "{\"a\\\"\":[],\"b\":{}}");
  const std::vector<market::Item> items = {{"pen", 2, 1.5}, {"</script>", -1, std::nullopt}};
  CHECK(js(items) ==
        "[{\"name\":\"pen\",\"count\":2,\"price\":1.5},"
        "{\"name\":\"\\u003c\\/script\\u003e\",\"count\": -1,\"price\":null}]");
  CHECK(js(market::Order{}) == "{\"items\":[],\"flags\":{}}");
  CHECK(js(std::optional<market::Order>(market::Order{{{"a", 1, {}}}, {{"x", true}}}), Part::kJson) ==
        "{\"items\":[{\"name\":\"a\",\"count\":1,\"price\":null}],\"flags\":{\"x\":true}}");
  CHECK(js(std::map<int, std::string>{{-1, "a"}, {2, "b"}}) == "{\"-1\":\"a\",\"2\":\"b\"}");
  CHECK(js(std::pair<int, std::string>(1, "a")) == "[1,\"a\"]");
  CHECK(js(std::array<int, 2>{1, 2}) == "[1,2]");
  const int numbers[] = {3, 4};
  CHECK(js(numbers) == "[3,4]");
  CHECK(js(std::vector<bool>{true, false}) == "[true,false]");
  CHECK(js(std::vector<market::Price>{{5}}) == "[\"5 \\u003cct\\u003e\"]");
  CHECK(js(std::map<std::string, Value>{{"a", Value()}}) == "{\"a\":null}");
  CHECK(js(std::vector<std::string>{"a"}, Part::kJs, Within::kAttribute) == "[&#34;a&#34;]");
  CHECK(js(std::filesystem::path("/a")) == "\"\\/a\"");
  CHECK(js("text") == "\"text\"");
}

TEST_CASE("a key does not set the prototype of an object") {
  const Value value = Value::map({{"__proto__", 1}});
  CHECK(js(value) == "{[\"__proto__\"]:1}");
  CHECK(js(value, Part::kJson) == "{\"__proto__\":1}");
}

}  // namespace
}  // namespace quire
