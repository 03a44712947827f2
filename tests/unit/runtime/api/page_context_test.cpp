#include "tests/unit/runtime/page/test_page.h"

#include <quire/page.h>
#include <catch2/catch.hpp>
#include <vector>

namespace stored {

struct Cart {
  std::vector<std::string> items;
  double total;
};
QUIRE_FIELDS(Cart, items, total)

}  // namespace stored

namespace quire {
namespace {

constexpr Scope kScopes[] = {Scope::kPage, Scope::kRequest, Scope::kSession, Scope::kApplication};

TEST_CASE("attributes of every scope") {
  TestPage page;
  for (const Scope scope : kScopes) {
    CHECK(page.attribute("n", scope).is_null());
    page.set_attribute("n", static_cast<int>(scope), scope);
    page.set_attribute("other", "text", scope);
  }
  for (const Scope scope : kScopes) CHECK(page.attribute("n", scope) == Value(static_cast<int>(scope)));
  for (const Scope scope : kScopes) {
    page.remove_attribute("n", scope);
    page.remove_attribute("n", scope);
    CHECK(page.attribute("n", scope).is_null());
    CHECK(page.attribute("other", scope) == Value("text"));
  }
}

TEST_CASE("the page's own scope needs no name") {
  TestPage page;
  page.set_attribute("n", 1);
  page.set_attribute("n", 2);
  CHECK(page.attribute("n") == Value(2));
  CHECK(page.attribute("n", Scope::kPage) == Value(2));
  CHECK(page.request().attribute("n").is_null());
  page.remove_attribute("n");
  CHECK(page.attribute("n").is_null());
}

TEST_CASE("the first scope that has an attribute counts") {
  TestPage page;
  CHECK(page.find_attribute("n").is_null());
  page.set_attribute("n", "application", Scope::kApplication);
  CHECK(page.find_attribute("n") == Value("application"));
  page.set_attribute("n", "session", Scope::kSession);
  CHECK(page.find_attribute("n") == Value("session"));
  page.set_attribute("n", "request", Scope::kRequest);
  CHECK(page.find_attribute("n") == Value("request"));
  page.set_attribute("n", "page");
  CHECK(page.find_attribute("n") == Value("page"));
}

TEST_CASE("to set null is to remove") {
  TestPage page;
  for (const Scope scope : kScopes) {
    page.set_attribute("n", 1, scope);
    page.set_attribute("n", nullptr, scope);
    CHECK(page.attribute("n", scope).is_null());
  }
  page.set_attribute("n", 1, Scope::kApplication);
  page.set_attribute("n", nullptr, Scope::kRequest);
  CHECK(page.find_attribute("n") == Value(1));
}

TEST_CASE("to look for an attribute makes no session") {
  TestPage page;
  CHECK(page.find_attribute("n").is_null());
  page.remove_attribute("n", Scope::kSession);
  CHECK(page.response().header("Set-Cookie").empty());
  page.set_attribute("n", 1, Scope::kSession);
  CHECK_FALSE(page.response().header("Set-Cookie").empty());
}

TEST_CASE("what C++ put into the session or the application reads as a value") {
  TestPage page;
  page.session().set("count", 3);
  page.session().set("name", std::string("pen"));
  page.session().set("flag", true);
  page.session().set("cart", stored::Cart{{"pen", "ink"}, 2.5});
  page.application().set("list", std::vector<int>{1, 2});
  CHECK(page.find_attribute("count") == Value(3));
  CHECK(page.find_attribute("name") == Value("pen"));
  CHECK(page.find_attribute("flag") == Value(true));
  CHECK(page.find_attribute("list") == Value::list({1, 2}));
  const Value cart = page.find_attribute("cart");
  REQUIRE(cart.find("total") != nullptr);
  CHECK(*cart.find("total") == Value(2.5));
  CHECK(cart.find("items")->at(1) == Value("ink"));
}

TEST_CASE("a session's value reads as its C++ type") {
  TestPage page;
  page.set_attribute("n", 3, Scope::kSession);
  CHECK(page.session().get<int>("n") == 3);
}

}  // namespace
}  // namespace quire
