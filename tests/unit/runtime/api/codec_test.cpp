#include <quire/codec.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <unordered_map>

namespace shop {

struct Item {
  std::string name;
  int count;
  bool operator==(const Item&) const = default;
};

struct Named {
  std::string name;
  int count;
  bool operator==(const Named&) const = default;
};
QUIRE_FIELDS(Named, name, count)

struct Renamed {
  std::string title;
  int count;
};
QUIRE_FIELDS(Renamed, title, count)

struct Cart {
  std::vector<Item> items;
  Item gift;
  bool operator==(const Cart&) const = default;
};

struct Empty {
  bool operator==(const Empty&) const = default;
};

struct One {
  int a;
  bool operator==(const One&) const = default;
};

struct Eight {
  int a;
  double b;
  std::string c;
  bool d;
  long e;
  std::vector<int> f;
  Item g;
  quire::Value h;
  bool operator==(const Eight&) const = default;
};

/// One of each kind, and more fields than fingers.
struct Many {
  std::optional<int> a = 1;
  std::optional<std::string> b = {};
  std::map<std::string, std::vector<int>> c = {{"x", {1}}};
  std::map<int, double> d = {{1, 2.5}};
  std::unordered_map<std::string, Item> e = {{"pen", {"pen", 1}}};
  std::set<std::string> f = {"y"};
  std::chrono::system_clock::time_point g = std::chrono::system_clock::time_point(std::chrono::hours(5));
  std::chrono::duration<double> h{1.5};
  std::pair<int, std::string> i = {1, "z"};
  std::vector<Item> j = {{"ink", 2}};
  std::multimap<int, int> k = {{1, 2}, {1, 3}};
  bool l = true;
  bool operator==(const Many&) const = default;
};

#define QUIRE_EIGHT(p) int p##1 = 1, p##2 = 2, p##3 = 3, p##4 = 4, p##5 = 5, p##6 = 6, p##7 = 7, p##8 = 8
struct SixtyFour {
  QUIRE_EIGHT(a);
  QUIRE_EIGHT(b);
  QUIRE_EIGHT(c);
  QUIRE_EIGHT(d);
  QUIRE_EIGHT(e);
  QUIRE_EIGHT(f);
  QUIRE_EIGHT(g);
  QUIRE_EIGHT(h);
  bool operator==(const SixtyFour&) const = default;
};
struct Nine {
  QUIRE_EIGHT(a);
  std::optional<int> last;
  bool operator==(const Nine&) const = default;
};
QUIRE_FIELDS(Nine, a1, a2, a3, a4, a5, a6, a7, a8, last)
#undef QUIRE_EIGHT

enum class Colour { kRed, kBlue = 7 };

struct Money {
  explicit Money(long long start = 0) : cents(start) {}
  long long cents;
};

}  // namespace shop

template <>
struct quire::Codec<shop::Money> {
  static void schema(std::string& out) { out += "Money"; }
  static Value encode(const shop::Money& money) { return money.cents; }
  static std::optional<shop::Money> decode(const Value& value) {
    if (value.kind() != Value::Kind::kInteger) return std::nullopt;
    return shop::Money(value.as_integer());
  }
};

namespace quire {
namespace {

template <class T>
void check_round_trip(const T& value) {
  const std::optional<T> restored = restore<T>("n", store(value));
  REQUIRE(restored.has_value());
  CHECK(*restored == value);
}

TEST_CASE("what is stored comes back") {
  check_round_trip(true);
  check_round_trip('x');
  check_round_trip(-5);
  check_round_trip(std::numeric_limits<long long>::min());
  check_round_trip(std::uint8_t{255});
  check_round_trip(std::numeric_limits<std::uint32_t>::max());
  check_round_trip(0.1);
  check_round_trip(0.5F);
  check_round_trip(shop::Colour::kBlue);
  check_round_trip(std::string("a\0b", 3));
  check_round_trip(Value::map({{"a", Value::list({1, 2.5, nullptr})}}));
  check_round_trip(std::vector<int>{1, 2, 3});
  check_round_trip(std::vector<std::string>{});
  check_round_trip(std::list<std::vector<double>>{{1.5}, {}});
  check_round_trip(shop::Item{"pen", 2});
  check_round_trip(shop::Cart{{{"pen", 2}, {"ink", 1}}, {"card", 0}});
  check_round_trip(shop::Empty{});
  check_round_trip(shop::One{3});
  check_round_trip(shop::Eight{1, 2.5, "c", true, 5, {6}, {"g", 7}, "h"});
}

TEST_CASE("structs of many fields and of library types come back") {
  check_round_trip(shop::Many{});
  check_round_trip(shop::SixtyFour{});
  check_round_trip(shop::Nine{});
  CHECK(store(shop::Nine{}).value.find("a8")->as_integer() == 8);
  check_round_trip(std::optional<int>{});
  check_round_trip(std::map<std::string, std::optional<int>>{{"a", 1}, {"b", {}}});
}

TEST_CASE("a map whose keys are text is a map of values") {
  CHECK(store(std::map<std::string, int>{{"a", 1}}).value == Value::map({{"a", 1}}));
  CHECK(store(std::map<int, int>{{1, 2}}).value == Value::list({Value::list({1, 2})}));
  CHECK_FALSE(Codec<std::map<int, int>>::decode(Value::list({Value::list({1})})).has_value());
  CHECK_FALSE(Codec<std::map<std::string, int>>::decode(Value::map({{"a", "x"}})).has_value());
}

TEST_CASE("times are stored with their unit") {
  using std::chrono::milliseconds;
  const Stored stored = store(milliseconds(1500));
  CHECK(stored.value == Value(1500));
  CHECK_THROWS_AS(restore<std::chrono::seconds>("n", stored), std::logic_error);
  CHECK_FALSE(Codec<milliseconds>::decode("1500").has_value());
}

TEST_CASE("the largest unsigned numbers come back") {
  check_round_trip(std::numeric_limits<std::uint64_t>::max());
  check_round_trip(std::uint64_t{1} << 63);
}

TEST_CASE("a vector of bool comes back") { check_round_trip(std::vector<bool>{true, false}); }

TEST_CASE("literals and views are kept as text") {
  CHECK(restore<std::string>("n", store("a<b")) == "a<b");
  CHECK(restore<std::string>("n", store(std::string_view("a<b"))) == "a<b");
  const char* const pointer = "p";
  CHECK(restore<std::string>("n", store(pointer)) == "p");
}

TEST_CASE("a type with a codec of its own") {
  CHECK(restore<shop::Money>("n", store(shop::Money(5)))->cents == 5);
  const auto purse = restore<std::vector<shop::Money>>("n", store(std::vector<shop::Money>{shop::Money(5)}));
  REQUIRE(purse.has_value());
  CHECK(purse->front().cents == 5);
}

TEST_CASE("anything can be read as a value") {
  CHECK(restore<Value>("n", store(3)) == Value(3));
  CHECK(restore<Value>("n", store(shop::Item{"pen", 2})) == Value::list({"pen", 2}));
}

TEST_CASE("a struct with named fields is a map of them") {
  check_round_trip(shop::Named{"pen", 2});
  const Value pen = Value::map({{"name", "pen"}, {"count", 2}});
  CHECK(restore<Value>("n", store(shop::Named{"pen", 2})) == pen);
  // A map from elsewhere, as JSON.
  CHECK(Codec<shop::Named>::decode(Value::map({{"count", 2}, {"more", 1}, {"name", "pen"}})) == shop::Named{"pen", 2});
  CHECK_FALSE(Codec<shop::Named>::decode(Value::map({{"name", "pen"}})).has_value());
  CHECK_FALSE(Codec<shop::Named>::decode(Value::map({{"name", "pen"}, {"count", "2"}})).has_value());
  CHECK_FALSE(Codec<shop::Item>::decode(pen).has_value());
}

TEST_CASE("what was stored as a value reads as what it is") {
  CHECK(restore<int>("n", store(Value(3))) == 3);
  CHECK(restore<std::string>("n", store(Value("a"))) == "a");
  CHECK(restore<std::vector<int>>("n", store(Value::list({1, 2}))) == std::vector<int>{1, 2});
  CHECK_THROWS_WITH(restore<int>("n", store(Value("a"))), "`n` has type `quire::Value`, but was read as `int`");
}

TEST_CASE("names of fields by their places") {
  CHECK(detail::field_name("a, bc,d", 0) == "a");
  CHECK(detail::field_name("a, bc,d", 1) == "bc");
  CHECK(detail::field_name("a, bc,d", 2) == "d");
  CHECK(detail::field_name("a, bc,d", 3).empty());
  CHECK(detail::field_name("a", 1).empty());
}

TEST_CASE("integers of any width read one another") {
  CHECK(restore<long long>("n", store(3)) == 3);
  CHECK(restore<std::uint8_t>("n", store(200LL)) == 200);
  CHECK(restore<shop::Colour>("n", store(7)) == shop::Colour::kBlue);
}

TEST_CASE("a number that does not fit is another type") {
  CHECK_THROWS_WITH(restore<std::int8_t>("n", store(200)), Catch::Contains("`n` has type `int`"));
  CHECK_THROWS_AS(restore<unsigned>("n", store(-1)), std::logic_error);
  CHECK_THROWS_AS(restore<int>("n", store(1LL << 40)), std::logic_error);
}

TEST_CASE("another type is refused, naming both") {
  CHECK_THROWS_WITH(restore<std::string>("n", store(3)), "`n` has type `int`, but was read as `std::string`");
  CHECK_THROWS_WITH(restore<int>("n", store("3")), "`n` has type `std::string`, but was read as `int`");
  CHECK_THROWS_WITH(restore<double>("n", store(3)), "`n` has type `int`, but was read as `double`");
  CHECK_THROWS_WITH(restore<bool>("n", store(1)), "`n` has type `int`, but was read as `bool`");
  CHECK_THROWS_WITH(restore<std::vector<int>>("n", store(shop::Item{"pen", 2})),
                    Catch::Contains("shop::Item") && Catch::Contains("std::vector<int"));
}

TEST_CASE("another struct of the same fields is another type only by its fields") {
  CHECK_THROWS_AS(restore<shop::One>("n", store(shop::Item{"pen", 2})), std::logic_error);
}

TEST_CASE("a struct whose fields changed reads as absent") {
  Stored stored = store(shop::Item{"pen", 2});
  stored.schema = "{si";
  stored.value = Value::list({"pen", 2, 3});
  CHECK_FALSE(restore<shop::Item>("n", stored).has_value());
  stored.schema = "{is}";
  stored.value = Value::list({2, "pen"});
  CHECK_FALSE(restore<shop::Item>("n", stored).has_value());
}

TEST_CASE("named fields are part of the schema") {
  CHECK(store(shop::Named{"pen", 2}).schema != store(shop::Item{"pen", 2}).schema);
  Stored stored = store(shop::Renamed{"pen", 2});
  stored.type = store(shop::Named{"pen", 2}).type;
  CHECK_FALSE(restore<shop::Named>("n", stored).has_value());
}

TEST_CASE("a type's name has no trace of a page's version") {
  CHECK(detail::type_name("f() [T = quire::units::p_0123456789abcdef_fedcba9876543210::Item]") == "Item");
  CHECK(detail::type_name("f() [T = std::vector<quire::units::p_0_1::Item>]") == "std::vector<Item>");
  CHECK(detail::type_name("f() [T = std::__cxx11::basic_string<char>]") == "std::string");
  CHECK(detail::type_name("f() [with T = int; std::string = std::__cxx11::basic_string<char>]") == "int");
  CHECK(store(shop::Item{}).type == "shop::Item");
}

}  // namespace
}  // namespace quire
