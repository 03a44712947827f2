#include "tests/unit/runtime/api/form/form_page.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

using form_test::Order;

template <class T>
std::string shown(const T& model, const std::string& path) {
  TestPage page;
  const std::string text = fields_of(page, model, nullptr, [&] { form::input(page, {.path = path}, {}); });
  const std::size_t begin = text.find(" value=\"") + 8;
  return text.substr(begin, text.rfind('"') - begin);
}
template <class T>
std::string refusal(const T& model, const std::string& path) {
  return error_of([&] { shown(model, path); });
}

TEST_CASE("a path leads through structs, maps and lists") {
  Order order;
  order.address.street = "Elm St";
  order.items = {{"a", 1, {{"b", 2, {}}}}};
  order.extra = Value::map({{"k", Value::list({1, Value::map({{"x", "deep"}})})}});
  CHECK(shown(order, "address.street") == "Elm St");
  CHECK(shown(order, "items[0].parts[0].name") == "b");
  CHECK(shown(order, "extra.k[1].x") == "deep");
  CHECK(shown(Value::map({{"a", true}, {"class", 7}}), "class") == "7");
}

TEST_CASE("nothing is known about what follows null, an empty map, or the end of a list") {
  const Order order{};
  for (const char* path :
       {"items[0].name", "items[999999].anything", "other.street", "limit", "extra.a[3].b", "extra"}) {
    CAPTURE(path);
    CHECK(shown(order, path).empty());
  }
  CHECK(shown(nullptr, "a.b[0]").empty());
  CHECK(shown(Value::map({}), "a.b[0]").empty());
}

TEST_CASE("an unknown path is an error that names the near one") {
  Order order;
  order.items = {{"a", 1, {}}};
  CHECK(refusal(order, "nmae") == "the model has no field `nmae`; did you mean `name`?");
  CHECK(refusal(order, "adress.street") ==
        "the model has no field `adress`, in the path `adress.street`; did you mean `address`?");
  CHECK(refusal(order, "items[0].cuont") ==
        "the model has no field `cuont`, in the path `items[0].cuont`; did you mean `count`?");
  CHECK(refusal(order, "__proto__") == "the model has no field `__proto__`");
  CHECK(refusal(order, "class").starts_with("the model has no field `class`"));
  CHECK(refusal(order, "name.size") ==
        "the path `name.size` does not exist in the model: it goes on after a value that has no fields: string");
  CHECK(
      refusal(order, "items.name") ==
      "the path `items.name` does not exist in the model: it goes on after a list, which needs an index such as `[0]`");
}

TEST_CASE("a key in brackets need not be there") {
  const form_test::Stock stock{{{"tea", 1.5}, {"green tea", 2}}, {}};
  CHECK(shown(stock, "prices['tea']") == "1.5");
  CHECK(shown(stock, "prices[tea]") == "1.5");
  CHECK(shown(stock, "prices.tea") == "1.5");
  CHECK(shown(stock, "prices[\"green tea\"]") == "2");
  CHECK(shown(stock, "prices['milk']").empty());
  CHECK(refusal(stock, "prices.milk").starts_with("the model has no field `milk`"));
}

TEST_CASE("a field is one value, or a choice among several") {
  Order order;
  order.tags = {"a"};
  order.items = {{"a", 1, {}}};
  order.extra = Value::map({{"k", Value::list({1})}, {"none", Value::map({})}});
  CHECK(refusal(order, "address") ==
        "`address` has the fields street, number: name one, as in path=\"address.street\"");
  CHECK(refusal(order, "extra") == "`extra` has the fields k, none: name one, as in path=\"extra.k\"");
  CHECK(refusal(order, "extra.none") == "`extra.none` is a map: name an entry, as in path=\"extra.none[key]\"");
  CHECK(refusal(order, "tags").starts_with("`tags` is a list: name an item, as in path=\"tags[0]\""));
  CHECK(refusal(order, "extra.k").starts_with("`extra.k` is a list"));
  CHECK(refusal(order, "items") ==
        "`items` is a list of structs: name a field of an item, as in path=\"items[0].name\"");
  TestPage page;
  const auto selection = [&](const char* path) {
    return error_of([&] { fields_of(page, order, nullptr, [&] { form::Select select(page, {.path = path}, {}); }); });
  };
  CHECK(selection("tags").empty());
  CHECK_FALSE(selection("items").empty());
  CHECK_FALSE(selection("address").empty());
}

TEST_CASE("what is not a path") {
  const Order order{};
  CHECK(refusal(order, "") == "a field needs a `path`, such as `name` or `items[0].count`");
  for (const char* path : {".name", "address.", "address..street", "items[", "items[]", "items[-1]", "items[00]",
                           "items[1", "items[0]name", "items[1e3]", "items[18446744073709551616]", "]", "name "}) {
    CAPTURE(path);
    CHECK_FALSE(refusal(order, path).empty());
  }
}

}  // namespace
}  // namespace quire
