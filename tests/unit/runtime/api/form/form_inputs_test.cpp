#include "tests/unit/runtime/api/form/form_page.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

using form_test::Color;
using form_test::Item;
using form_test::Order;
using Texts = std::vector<std::string>;

/// With brackets as a URL has them.
std::string encoded(const std::string& query) {
  std::string text;
  for (const char c : query) text += c == '[' ? "%5B" : c == ']' ? "%5D" : std::string(1, c);
  return text;
}

/// The errors of an order that a query sets.
template <class T>
FormErrors bound(T& object, const std::string& query, std::initializer_list<std::string_view> only = {}) {
  TestPage page(encoded(query));
  return quire::bind(page, object, only);
}

/// The only message for a query that sets one field.
std::string refusal(const std::string& query) {
  Order order;
  const FormErrors errors = bound(order, query);
  CHECK(errors.size() == 1);
  return errors.empty() ? "" : errors.begin()->second.front();
}

TEST_CASE("fields are set by their paths") {
  Order order;
  CHECK(
      bound(order,
            "name=Ada+%26+co&count=-5&level=255&price=2.5e1&is_gift=on&grade=a&color=green&limit=7&tags=a&tags=&tags=b&"
            "sizes=1&sizes=2&colors=green&colors=red&bits=true&bits=no&address.street=Elm&address.number=3&other."
            "street=Oak")
          .empty());
  CHECK(order.name == "Ada & co");
  CHECK(order.count == -5);
  CHECK(order.level == 255);
  CHECK(order.price == 25);
  CHECK(order.is_gift);
  CHECK(order.grade == 'a');
  CHECK(order.color == Color::green);
  CHECK(order.limit == 7);
  CHECK(order.tags == Texts{"a", "b"});
  CHECK(order.sizes == std::vector<int>{1, 2});
  CHECK(order.colors == std::vector<Color>{Color::green, Color::red});
  CHECK(order.bits == std::vector<bool>{true, false});
  CHECK(order.address.street == "Elm");
  CHECK(order.address.number == 3);
  REQUIRE(order.other);
  CHECK(order.other->street == "Oak");
}

TEST_CASE("empty text empties text and optionals, and is not a number") {
  Order order;
  order.name = "x";
  order.limit = 5;
  const FormErrors errors = bound(order, "name=&limit=&count=&price=+&tags=");
  CHECK(order.name.empty());
  CHECK_FALSE(order.limit);
  CHECK(order.count == 1);
  CHECK(errors.size() == 2);
  CHECK(errors.find("count")->second == Texts{"Please enter a whole number."});
  CHECK(errors.find("price")->second == Texts{"Please enter a number."});
}

TEST_CASE("white space around numbers is ignored") {
  Order order;
  CHECK(bound(order, "count=+7%09&price=%0D%0A1.5+").empty());
  CHECK(order.count == 7);
  CHECK(order.price == 1.5);
}

TEST_CASE("what cannot be converted is explained, and leaves the field") {
  CHECK(refusal("count=abc") == "Please enter a whole number.");
  CHECK(refusal("count=1.5") == "Please enter a whole number.");
  CHECK(refusal("count=99999999999999999999") == "Please enter a whole number from -2147483648 to 2147483647.");
  CHECK(refusal("level=256") == "Please enter a whole number from 0 to 255.");
  CHECK(refusal("level=-1") == "Please enter a whole number from 0 to 255.");
  CHECK(refusal("price=nan") == "Please enter a number.");
  CHECK(refusal("price=inf") == "Please enter a number.");
  CHECK(refusal("price=1e999") == "Please enter a number.");
  CHECK(refusal("is_gift=perhaps") == "Please choose yes or no.");
  CHECK(refusal("is_gift=") == "Please choose yes or no.");
  CHECK(refusal("grade=ab") == "Please enter a single character.");
  CHECK(refusal("color=blue") == "Please choose one of the options.");
  CHECK(refusal("limit=x") == "Please enter a whole number.");
  CHECK(refusal("address.number=x") == "Please enter a whole number.");
  Order order;
  order.sizes = {4};
  const FormErrors errors = bound(order, "sizes=1&sizes=x");
  CHECK(order.sizes == std::vector<int>{4});
  CHECK(*errors.value().find("_rejected") == Value::map({{"sizes", Value::list({"1", "x"})}}));
}

TEST_CASE("boxes that are not checked are known by their hidden field") {
  Order order;
  order.is_gift = true;
  order.tags = {"a"};
  order.name = "x";
  CHECK(bound(order, "").empty());
  CHECK(order.is_gift);
  CHECK(bound(order, "_is_gift=1&_tags=1&_name=1&_count=1").empty());
  CHECK_FALSE(order.is_gift);
  CHECK(order.tags.empty());
  CHECK(order.name == "x");
  CHECK(bound(order, "_is_gift=1&is_gift=true&tags=b&_tags=1").empty());
  CHECK(order.is_gift);
  CHECK(order.tags == Texts{"b"});
}

TEST_CASE("lists of structs grow one by one") {
  Order order;
  order.items = {{"a", 1, {}}};
  CHECK(bound(order, "items[0].count=5&items[1].name=b&items[1].count=6&items[1].parts[0].name=c").empty());
  REQUIRE(order.items.size() == 2);
  CHECK(order.items[0].name == "a");
  CHECK(order.items[0].count == 5);
  CHECK(order.items[1].name == "b");
  CHECK(order.items[1].count == 6);
  CHECK(order.items[1].parts.at(0).name == "c");
}

TEST_CASE("an index that the client has chosen allocates nothing") {
  Order order;
  const FormErrors errors =
      bound(order, "items[5].name=a&items[999999].name=b&items[18446744073709551615].name=c&tags[1]=x");
  CHECK(order.items.empty());
  CHECK(order.tags.empty());
  CHECK(errors.find("items[5].name")->second == Texts{"There is no such entry in the list."});
  CHECK(errors.find("items[999999].name") != errors.end());
  CHECK(errors.size() == 3);
  order.tags.resize(1001);
  CHECK(bound(order, "tags[1000]=last").empty());
  CHECK(bound(order, "tags[1001]=more").size() == 1);
  CHECK(order.tags.size() == 1001);
}

TEST_CASE("only fields can be set") {
  Order order;
  const std::string deep = [] {
    std::string path = "items[0]";
    for (int i = 0; i < 100; ++i) path += ".parts[0]";
    return path + ".name=x";
  }();
  for (const std::string& query :
       {std::string("class=x&__proto__=x&constructor.name=x&names=x&name.size=1&name[0]=x&count.x=1&Name=x"),
        std::string(
            "items=x&items.size=3&items[0]=x&items[0].nothing=1&items[-1].name=x&items[0=x&address=x&address.=x"),
        std::string("=x&_=1&__=1&.=x&[0]=x&..name=x&_csrf=1&matrix=1&matrix[0][0]x=1&extra.a=1&extra[0]=x"), deep}) {
    CAPTURE(query);
    CHECK(bound(order, query).empty());
    CHECK(order.name.empty());
    CHECK(order.items.empty());
    CHECK(order.matrix.empty());
    CHECK(order.extra.is_null());
  }
}

TEST_CASE("what may be set can be restricted further") {
  Order order;
  CHECK(bound(order, "name=x&count=oops&address.street=Elm&addressee=1&items[0].name=a", {"name", "address"}).empty());
  CHECK(order.name == "x");
  CHECK(order.count == 1);
  CHECK(order.address.street == "Elm");
  CHECK(order.items.empty());
}

TEST_CASE("of a dynamic value, only what is there can be set") {
  Value user = Value::map({{"name", "a"}, {"on", true}, {"tags", Value::list({"x"})}, {"in", Value::map({{"n", 1}})}});
  CHECK(bound(user, "name=b&_on=1&tags=y&in.n=2&admin=1&in.m=3&in=4&tags[0]=z&tags[1]=z&name.x=1").empty());
  CHECK(user ==
        Value::map({{"name", "b"}, {"on", false}, {"tags", Value::list({"z"})}, {"in", Value::map({{"n", 2}})}}));
  CHECK(bound(user, "on=yes&_tags=1").empty());
  CHECK(*user.find("on") == Value(true));
  CHECK(*user.find("tags") == Value::list({}));
  Value fresh;
  CHECK(bound(fresh, "name=b&admin=1").empty());
  CHECK(fresh.is_null());
  CHECK(bound(fresh, "name=b&admin=1&in.n=2&colors=r&colors=g&list[0]=1", {"name", "in", "colors", "list"}).empty());
  CHECK(fresh == Value::map({{"name", "b"}, {"in", Value::map({{"n", "2"}})}, {"colors", Value::list({"r", "g"})}}));
}

TEST_CASE("of a map, what is there can be set, or what the page has named") {
  form_test::Stock stock{{{"tea", 1.5}, {"green tea", 2}}, {{3, {"pen", 1, {}}}}};
  const auto bound_to = [&](const std::string& query, std::initializer_list<std::string_view> only = {}) {
    return bound(stock, query, only);
  };
  CHECK(bound_to("prices['tea']=2&prices['green+tea']=3&shelves[3].count=7").empty());
  CHECK(stock.prices == std::map<std::string, double>{{"tea", 2}, {"green tea", 3}});
  CHECK(stock.shelves[3].count == 7);
  CHECK(bound_to("prices.tea=4").empty());
  CHECK(bound_to("prices[tea]=5").empty());
  CHECK(stock.prices["tea"] == 5);
  CHECK(bound_to("prices['tea']=x").find("prices['tea']")->second == Texts{"Please enter a number."});
  for (const char* query : {"prices['milk']=1", "prices.milk=1", "prices=1", "prices[]=1", "prices['tea=1",
                            "shelves[x].count=1", "shelves[4].count=1", "prices['tea'].x=1", "prices['tea']['x']=1"}) {
    CAPTURE(query);
    CHECK(bound_to(query).empty());
    CHECK(stock.prices.size() == 2);
    CHECK(stock.shelves.size() == 1);
  }
  CHECK(bound_to("prices['milk']=1&shelves[4].count=1", {"prices"}).empty());
  CHECK(stock.prices.at("milk") == 1);
  CHECK(stock.shelves.size() == 1);
  CHECK(bound_to("prices['oil']=1&prices['salt']=1", {"prices['oil']"}).empty());
  CHECK(stock.prices.size() == 4);
}

TEST_CASE("text that is rejected adds no entry to a map") {
  form_test::Stock stock;
  const FormErrors errors = bound(
      stock,
      "prices[pear]=abc&prices[fig]=1&shelves[x].count=1&shelves[1].count=y&shelves[2].count=z&shelves[2].name=pen",
      {"prices", "shelves"});
  CHECK(stock.prices == std::map<std::string, double>{{"fig", 1}});
  CHECK(errors.find("prices[pear]")->second == Texts{"Please enter a number."});
  CHECK(*errors.value().find("_rejected")->find("prices[pear]") == Value::list({"abc"}));
  CHECK(errors.find("shelves[1].count")->second == Texts{"Please enter a whole number."});
  REQUIRE(stock.shelves.size() == 1);
  CHECK(stock.shelves.at(2).name == "pen");
}

TEST_CASE("a map does not grow beyond its limit") {
  form_test::Stock stock;
  for (int key = 0; key < 998; ++key) stock.shelves.emplace(key, Item());
  const FormErrors errors =
      bound(stock, "shelves[-1].count=1&shelves[998].count=1&shelves[999].count=1&shelves[5].count=2", {"shelves"});
  CHECK(stock.shelves.size() == 1000);
  CHECK(stock.shelves[5].count == 2);
  CHECK(errors.find("shelves[999].count")->second == Texts{"There are too many entries."});
}

TEST_CASE("a field that may be set must exist") {
  Order order;
  for (const char* query : {"", "name=x"}) {
    CHECK_THROWS_WITH(bound(order, query, {"name", "nmae"}),
                      "quire::bind: the struct has no field `nmae`; did you mean `name`?");
    CHECK_THROWS_WITH(
        bound(order, query, {"address.stret"}),
        "quire::bind: the struct has no field `stret`, in the path `address.stret`; did you mean `street`?");
  }
  CHECK(order.name.empty());
  CHECK(bound(order, "", {"address", "items[3].parts", "extra.anything", "tags"}).empty());
}

TEST_CASE("a forged request sets nothing") {
  TestPage page(TestRequest{.form = "name=x"});
  Order order;
  CHECK_THROWS_AS(quire::bind(page, order), BadRequest);
  CHECK(order.name.empty());
}

}  // namespace
}  // namespace quire
