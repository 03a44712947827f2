#include "tests/unit/runtime/api/form/form_page.h"

#include <quire/form_path_message.h>

#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <string>

namespace form_test {

struct Shop {
  std::map<std::string, double> prices;
  std::map<int, Item> shelves;
  std::shared_ptr<Address> owner;
  const Address* branch = nullptr;
};
QUIRE_FIELDS(Shop, prices, shelves, owner, branch)

}  // namespace form_test

namespace quire {
namespace {

using form::PathEnd;
using form_test::Order;
using form_test::Shop;

template <class Model>
std::string refusal(std::string_view path, PathEnd end = PathEnd::kText) {
  return std::string(
      detail::explained(detail::refused_path<Model>(detail::FormPath(path), end), path, "the model").text());
}

TEST_CASE("the parts of a path") {
  detail::FormPath path("prices['a]b'][10].c[d][\"e\"].f");
  std::size_t index = 0;
  CHECK(path.take_key() == "prices");
  CHECK_FALSE(path.take_index(index));
  CHECK(path.take_key() == "a]b");
  CHECK(path.take_index(index));
  CHECK(index == 10);
  CHECK(path.take_name() == "c");
  CHECK(path.take_name().empty());
  CHECK(path.take_key() == "d");
  CHECK(path.take_key() == "e");
  CHECK(path.take_key() == "f");
  CHECK(path.is_empty());
  for (const char* wrong : {"[", "[]", "['", "['']", "['a'", "['a]", "[a", "[a[b]", "]", ".a", "['a'b]", ""}) {
    CAPTURE(wrong);
    CHECK(detail::FormPath(wrong).take_key().empty());
  }
}

TEST_CASE("what a path leads to is known from the type") {
  for (const char* path :
       {"name", "count", "color", "limit", "address.street", "address.number", "items[0].parts[1].name", "other.street",
        "extra", "extra.any[thing]", "tags[3]", "matrix[0][1]"}) {
    CAPTURE(path);
    CHECK(refusal<Order>(path).empty());
  }
  for (const char* path :
       {"prices['tea']", "prices.tea", "prices[tea]", "shelves[1].name", "owner.street", "branch.number"})
    CHECK(refusal<Shop>(path).empty());
  CHECK(refusal<Order>("tags", PathEnd::kChoice).empty());
  CHECK(refusal<Order>("address", PathEnd::kAny).empty());
  CHECK(refusal<Shop>("prices", PathEnd::kAny).empty());
  CHECK(refusal<std::optional<Order>>("name").empty());
  CHECK(refusal<Value>("any.thing").empty());
}

TEST_CASE("a path that leads nowhere") {
  CHECK(refusal<Order>("nmae") == "the model has no field `nmae`; did you mean `name`?");
  CHECK(refusal<Order>("items[0].cuont") ==
        "the model has no field `cuont`, in the path `items[0].cuont`; did you mean `count`?");
  CHECK(refusal<form_test::Address>("zip") == "the model has no field `zip`; the fields are street, number");
  CHECK(refusal<Order>("name.size") ==
        "the path `name.size` does not exist in the model: it goes on after a value that has no fields");
  CHECK(
      refusal<Order>("items.name") ==
      "the path `items.name` does not exist in the model: it goes on after a list, which needs an index such as `[0]`");
  CHECK(refusal<Order>("address[0]") ==
        "the path `address[0]` does not exist in the model: it goes on after a struct, which has no index; its fields "
        "are "
        "street, number");
  for (const char* path : {"", ".name", "address.", "address..street", "items[", "items[]", "items[-1]", "items[00]"}) {
    CAPTURE(path);
    CHECK_FALSE(refusal<Order>(path).empty());
  }
  for (const char* path : {"prices[]", "prices['tea", "prices['tea'].x", "shelves[1].nmae", "owner.zip"})
    CHECK_FALSE(refusal<Shop>(path).empty());
}

TEST_CASE("a struct, list or map is not a value") {
  CHECK(refusal<Order>("address") ==
        "`address` has the fields street, number: name one, as in path=\"address.street\"");
  CHECK(refusal<Order>("address", PathEnd::kChoice) == refusal<Order>("address"));
  CHECK(refusal<Order>("tags").starts_with("`tags` is a list: name an item, as in path=\"tags[0]\""));
  CHECK(refusal<Order>("items", PathEnd::kChoice) ==
        "`items` is a list of structs: name a field of an item, as in path=\"items[0].name\"");
  CHECK(refusal<Shop>("prices") == "`prices` is a map: name an entry, as in path=\"prices[key]\"");
}

TEST_CASE("messages are short, and names of any length are compared") {
  const std::string longest(5'000, 'x');
  CHECK(refusal<Order>(longest).size() == 1'000);
  CHECK(detail::near_field(longest, "a, b").empty());
  static_assert(detail::near_field("nmae", "age, name") == "name");
  static_assert(detail::explained({}, "name", "the model").size() == 0);
}

}  // namespace
}  // namespace quire
