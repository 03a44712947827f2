#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

namespace assigned {

struct Size {
  int width = 0;
};
QUIRE_FIELDS(Size, width)
struct Item {
  std::string name;
  Size size;
  quire::Value extra;
};
QUIRE_FIELDS(Item, name, size, extra)

}  // namespace assigned

namespace quire {
namespace {

constexpr el::Name kItem{"item"};
constexpr el::Name kRequestScope{"requestScope", el::Implicit::kRequestScope};
constexpr el::Name kParam{"param", el::Implicit::kParam};

TEST_CASE("a name is assigned to in the scope that has it") {
  TestPage c;
  CHECK(el::assign(c, kItem, 1).as_integer() == 1);
  CHECK(c.attribute("item") == Value(1));
  el::assign(c, kItem, nullptr);
  CHECK(c.attribute("item").is_null());
  c.request().set_attribute("item", 2);
  el::assign(c, kItem, "x");
  CHECK(c.request().attribute("item") == Value("x"));
  CHECK(c.attribute("item").is_null());
  CHECK(error_of([&] { el::assign(c, kParam, 1); }) == "`param` cannot be assigned to");
}

TEST_CASE("what was read before an assignment stays valid") {
  TestPage c;
  c.set_attribute("item", Value::map({{"a", "old"}}));
  const Value& old = el::get(c, el::find(c, kItem), el::Member{"a", "a"});
  el::assign(c, kItem, Value::map({{"a", "new"}}));
  CHECK(old.as_string() == "old");
}

TEST_CASE("an entry is assigned to in a copy, which replaces the attribute") {
  TestPage c;
  const Value original = Value::map({{"a", 1}, {"list", Value::list({1, 2})}});
  for (const Scope scope : {Scope::kPage, Scope::kRequest, Scope::kSession, Scope::kApplication}) {
    c.set_attribute("item", original, scope);
    CHECK(el::set(c, kItem, {"a"}, 5).as_integer() == 5);
    el::set(c, kItem, {"list", 1}, "x");
    el::set(c, kItem, {"new", "deep"}, true);
    CHECK(printed(c, c.attribute("item", scope)) == "{a=5, list=[1, x], new={deep=true}}");
    c.remove_attribute("item", scope);
  }
  CHECK(printed(c, original) == "{a=1, list=[1, 2]}");
}

TEST_CASE("scopes are assigned to by name") {
  TestPage c;
  el::set(c, kRequestScope, {"x"}, 1);
  CHECK(c.request().attribute("x") == Value(1));
  el::set(c, kRequestScope, {"y", "z"}, 2);
  CHECK(c.request().attribute("y") == Value::map({{"z", 2}}));
}

TEST_CASE("what cannot be assigned to is named") {
  TestPage c;
  c.set_attribute("item", Value::map({{"a", 1}, {"list", Value::list({1})}}));
  CHECK(error_of([&] { el::set(c, kItem, {"a", "b"}, 1); }) == "`b` of 1 (an integer) cannot be set");
  CHECK(error_of([&] { el::set(c, kItem, {"list", 4}, 1); }) == "there is no item 4 in a list of 1 item");
  CHECK(error_of([&] { el::set(c, kParam, {"x"}, 1); }) == "`x` of the object `param` cannot be set");
  CHECK_THROWS_AS(el::set(c, el::Name{"none"}, {"x"}, 1), el::Error);
}

TEST_CASE("C++ variables and fields are assigned to") {
  TestPage c;
  int number = 0;
  el::assign(c, number, Value("7"));
  CHECK(number == 7);
  assigned::Item item;
  el::set(c, item, {"name"}, 5);
  el::set(c, item, {"size", "width"}, "12");
  el::set(c, item, {"extra", "k"}, true);
  CHECK(item.name == "5");
  CHECK(item.size.width == 12);
  CHECK(item.extra == Value::map({{"k", true}}));
  CHECK(error_of([&] { el::set(c, item, {"nam"}, 5); }) ==
        "there is no field `nam` that can be assigned to; did you mean `name`?");
  Value value;
  el::set(c, value, {"a", "b"}, 1);
  CHECK(value == Value::map({{"a", Value::map({{"b", 1}})}}));
}

TEST_CASE("what is stored has no objects") {
  TestPage c("a=1");
  const Value& stream = called(c, Value::list({1, 2}), "stream");
  CHECK(el::stored(c, stream) == Value::list({1, 2}));
  CHECK(el::stored(c, el::list(c, {stream})) == Value::list({Value::list({1, 2})}));
  CHECK(el::stored(c, el::find(c, kParam)) == Value::map({{"a", "1"}}));
  CHECK(el::stored(c, el::map(c, {{"k", stream}})) == Value::map({{"k", Value::list({1, 2})}}));
}

}  // namespace
}  // namespace quire
