#include <quire/value.h>

#include <catch2/catch.hpp>

#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace quire {
namespace {

using Kind = Value::Kind;

TEST_CASE("a value has the kind that it was made of") {
  const struct {
    Value value;
    Kind kind;
    std::string_view name;
  } rows[] = {
      {Value(), Kind::kNull, "null"},
      {nullptr, Kind::kNull, "null"},
      {true, Kind::kBool, "bool"},
      {1, Kind::kInteger, "integer"},
      {2L, Kind::kInteger, "integer"},
      {3LL, Kind::kInteger, "integer"},
      {4U, Kind::kInteger, "integer"},
      {std::size_t{5}, Kind::kInteger, "integer"},
      {short{6}, Kind::kInteger, "integer"},
      {0.5, Kind::kDouble, "double"},
      {0.5F, Kind::kDouble, "double"},
      {"text", Kind::kString, "string"},
      {std::string("text"), Kind::kString, "string"},
      {std::string_view("text"), Kind::kString, "string"},
      {Value::list({}), Kind::kList, "list"},
      {Value::map({}), Kind::kMap, "map"},
      {Time(), Kind::kTime, "time"},
  };
  for (const auto& row : rows) {
    CHECK(row.value.kind() == row.kind);
    CHECK(row.value.kind_name() == row.name);
    CHECK(row.value.is_null() == (row.kind == Kind::kNull));
  }
}

TEST_CASE("a value gives back what was put in") {
  CHECK(Value(true).as_bool());
  CHECK_FALSE(Value(false).as_bool());
  CHECK(Value(std::numeric_limits<long long>::min()).as_integer() == std::numeric_limits<long long>::min());
  CHECK(Value(0.5).as_double() == 0.5);
  CHECK(Value(3).as_double() == 3.0);
  CHECK(Value(std::string("a\0b", 3)).as_string() == std::string("a\0b", 3));
  CHECK(Value::list({1, "a"}).as_list().size() == 2);
  CHECK(Value::map({{"a", 1}}).as_map().size() == 1);
  const Time time{-5, 7, Time::Form::kInstant, -90};
  CHECK(Value(time).as_time() == time);
  CHECK(Value(time).as_time().offset == -90);
}

TEST_CASE("a pointer is no value") {
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Value, void*>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<Value, const int*>);
}

TEST_CASE("an unsigned number past the range of integers becomes a double") {
  CHECK(Value(9'223'372'036'854'775'807ULL).as_integer() == std::numeric_limits<long long>::max());
  CHECK(Value(9'223'372'036'854'775'808ULL).kind() == Kind::kDouble);
  CHECK(Value(9'223'372'036'854'775'808ULL).as_double() == 9'223'372'036'854'775'808.0);
}

TEST_CASE("reading another kind names both") {
  CHECK_THROWS_WITH(Value("1").as_integer(), "a `quire::Value` of kind string was read as integer");
  CHECK_THROWS_WITH(Value(1).as_bool(), Catch::Contains("integer") && Catch::Contains("bool"));
  CHECK_THROWS_WITH(Value(true).as_integer(), Catch::Contains("bool") && Catch::Contains("integer"));
  CHECK_THROWS_WITH(Value(0.5).as_integer(), Catch::Contains("double") && Catch::Contains("integer"));
  CHECK_THROWS_WITH(Value("1").as_double(), Catch::Contains("string") && Catch::Contains("double"));
  CHECK_THROWS_WITH(Value().as_string(), Catch::Contains("null") && Catch::Contains("string"));
  CHECK_THROWS_WITH(Value::map({}).as_list(), Catch::Contains("map") && Catch::Contains("list"));
  CHECK_THROWS_WITH(Value::list({}).as_map(), Catch::Contains("list") && Catch::Contains("map"));
  CHECK_THROWS_AS(Value(1).at(0), std::logic_error);
  Value text("a");
  CHECK_THROWS_AS(text.set("k", 1), std::logic_error);
  CHECK_THROWS_AS(text.push_back(1), std::logic_error);
  CHECK(text == Value("a"));
}

TEST_CASE("sizes") {
  CHECK(Value().size() == 0);
  CHECK(Value(5).size() == 0);
  CHECK(Value("abc").size() == 3);
  CHECK(Value::list({1, 2}).size() == 2);
  CHECK(Value::map({{"a", 1}}).size() == 1);
}

TEST_CASE("lists are read by place") {
  const Value list = Value::list({1, "pen", 2.5});
  CHECK(list.at(1).as_string() == "pen");
  CHECK_THROWS_AS(list.at(3), std::out_of_range);
}

TEST_CASE("maps keep the order in which keys came, each once") {
  Value map = Value::map({{"b", 1}, {"a", 2}, {"b", 3}});
  map.set("c", 4);
  map.set("a", 5);
  const Value::Map expected = {{"b", 3}, {"a", 5}, {"c", 4}};
  CHECK(map.as_map() == expected);
  REQUIRE(map.find("c") != nullptr);
  CHECK(map.find("c")->as_integer() == 4);
  CHECK(map.find("d") == nullptr);
  CHECK(Value(1).find("a") == nullptr);
}

TEST_CASE("a null becomes what is put into it") {
  Value map;
  map.set("a", 1);
  CHECK(map == Value::map({{"a", 1}}));
  Value list;
  list.push_back(1);
  CHECK(list == Value::list({1}));
}

TEST_CASE("copies share until one is changed") {
  Value list = Value::list({1});
  const Value list_copy = list;
  CHECK(&list_copy.as_list() == &list.as_list());
  list.push_back(2);
  CHECK(list_copy == Value::list({1}));
  CHECK(list == Value::list({1, 2}));

  Value map = Value::map({{"a", 1}});
  const Value map_copy = map;
  map.set("a", 2);
  CHECK(map_copy.find("a")->as_integer() == 1);
  CHECK(map.find("a")->as_integer() == 2);
}

TEST_CASE("a value can be put into itself") {
  Value list = Value::list({1});
  list.push_back(list);
  CHECK(list == Value::list({1, Value::list({1})}));
  Value map = Value::map({{"a", 1}});
  map.set("self", map);
  CHECK(map == Value::map({{"a", 1}, {"self", Value::map({{"a", 1}})}}));
}

TEST_CASE("changing what a copy holds inside leaves the copy alone") {
  Value inner = Value::list({1});
  const Value outer = Value::list({inner});
  inner.push_back(2);
  CHECK(outer == Value::list({Value::list({1})}));
}

TEST_CASE("equality compares kind and contents") {
  const std::vector<Value> distinct = {Value(),
                                       false,
                                       true,
                                       0,
                                       1,
                                       0.0,
                                       1.0,
                                       "",
                                       "a",
                                       Value::list({}),
                                       Value::list({1}),
                                       Value::list({1, 2}),
                                       Value::map({}),
                                       Value::map({{"a", 1}}),
                                       Value::map({{"a", 2}}),
                                       Value::map({{"a", 1}, {"b", 1}})};
  for (std::size_t a = 0; a < distinct.size(); ++a)
    for (std::size_t b = 0; b < distinct.size(); ++b) {
      CAPTURE(a, b);
      CHECK((distinct[a] == distinct[b]) == (a == b));
    }
  CHECK(Value::list({1, "a"}) == Value::list({1, "a"}));
}

TEST_CASE("a value that was moved from can be set anew") {
  Value from = Value::list({1});
  const Value to = std::move(from);
  from = "again";
  CHECK(from.as_string() == "again");
  CHECK(to == Value::list({1}));
}

TEST_CASE("entries of large maps are found, in the order in which they were set") {
  constexpr int kEntries = 3000;
  Value map;
  for (int number = 0; number < kEntries; ++number) map.set("key " + std::to_string(number), number);
  map.set("key 7", "changed");
  const Value copy = map;
  map.set("another", true);
  CHECK(map.size() == kEntries + 1);
  CHECK(copy.size() == kEntries);
  CHECK(copy.find("another") == nullptr);
  CHECK(*map.find("another") == Value(true));
  for (int number = 0; number < kEntries; ++number) {
    const std::string key = "key " + std::to_string(number);
    CHECK(copy.as_map()[static_cast<std::size_t>(number)].first == key);
    CHECK(*copy.find(key) == (number == 7 ? Value("changed") : Value(number)));
  }
  CHECK(copy.find("") == nullptr);
  CHECK(copy.find("key 3000") == nullptr);
}

TEST_CASE("text that is HTML is equal to text, and only a page makes it") {
  const Value html = Value::html("<b>");
  CHECK(html.is_html());
  CHECK(html.kind() == Kind::kString);
  CHECK(html == Value("<b>"));
  CHECK_FALSE(Value("<b>").is_html());
  CHECK_FALSE(Value(html.as_string()).is_html());
}

}  // namespace
}  // namespace quire
