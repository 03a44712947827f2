#include "tests/unit/runtime/page/test_page.h"

#include <quire/property.h>
#include <catch2/catch.hpp>
#include <stdexcept>

namespace property_test {

struct Item {
  std::string name;
  int count = 1;
  bool is_gift = false;
  std::optional<double> price;
  std::vector<std::string> tags;
  std::vector<int> sizes;
  std::vector<std::vector<int>> matrix;
  char grade = 'c';
};
QUIRE_FIELDS(Item, name, count, is_gift, price, tags, sizes, matrix, grade)

}  // namespace property_test

namespace quire {
namespace {

using property_test::Item;

TEST_CASE("a field is set from text by its type") {
  Item item;
  set_property(item.name, "name", "pen");
  set_property(item.count, "count", "12");
  set_property(item.is_gift, "is_gift", "true");
  set_property(item.price, "price", "2.5");
  set_property(item.grade, "grade", "a");
  CHECK(item.name == "pen");
  CHECK(item.count == 12);
  CHECK(item.is_gift);
  CHECK(item.price == 2.5);
  CHECK(item.grade == 'a');
  CHECK_THROWS_WITH(set_property(item.count, "count", "abc"), "property `count`, of type `int`, cannot be `abc`");
  CHECK_THROWS_AS(set_property(item.count, "count", ""), std::invalid_argument);
  CHECK_THROWS_AS(set_property(item.price, "price", "much"), std::invalid_argument);
  CHECK(item.count == 12);
}

TEST_CASE("a field is set from a parameter") {
  TestPage page("n=5&flag=on&empty=&t=a&t=&t=b&bad=x&many=1&many=2");
  Item item;
  set_property(item.count, page.request(), "n");
  set_property(item.is_gift, page.request(), "flag");
  set_property(item.tags, page.request(), "t");
  set_property(item.sizes, page.request(), "many");
  CHECK(item.count == 5);
  CHECK(item.is_gift);
  CHECK(item.tags == std::vector<std::string>{"a", "b"});
  CHECK(item.sizes == std::vector<int>{1, 2});
  for (const char* param : {"empty", "absent"}) {
    set_property(item.count, page.request(), param);
    set_property(item.tags, page.request(), param);
    CHECK(item.count == 5);
    CHECK(item.tags.size() == 2);
  }
  CHECK_THROWS_WITH(set_property(item.count, page.request(), "bad"), Catch::Contains("parameter `bad` is `x`"));
  CHECK_THROWS_AS(set_property(item.price, page.request(), "bad"), BadRequest);
  CHECK_THROWS_AS(set_property(item.sizes, page.request(), "bad"), BadRequest);
  CHECK_THROWS_AS(set_property(item.grade, page.request(), "flag"), BadRequest);
}

TEST_CASE("every field is set that has a parameter of its name") {
  TestPage page("name=pen+%3C&count=3&is_gift=yes&price=0.5&tags=a&tags=b&sizes=7&matrix=1&unknown=1&grade=b");
  Item item;
  set_properties(item, page.request());
  CHECK(item.name == "pen <");
  CHECK(item.count == 3);
  CHECK(item.is_gift);
  CHECK(item.price == 0.5);
  CHECK(item.tags == std::vector<std::string>{"a", "b"});
  CHECK(item.sizes == std::vector<int>{7});
  CHECK(item.matrix.empty());
  CHECK(item.grade == 'b');
}

TEST_CASE("what is absent leaves its field") {
  TestPage page("name=&unknown=1");
  Item item;
  item.name = "kept";
  set_properties(item, page.request());
  CHECK(item.name == "kept");
  CHECK(item.count == 1);
}

TEST_CASE("one bad parameter sets no field") {
  TestPage page("name=pen&count=many");
  Item item;
  CHECK_THROWS_WITH(set_properties(item, page.request()), Catch::Contains("parameter `count` is `many`"));
  CHECK(item.name.empty());
}

}  // namespace
}  // namespace quire
