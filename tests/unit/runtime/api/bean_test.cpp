#include "tests/unit/runtime/page/test_page.h"

#include <quire/bean.h>
#include <quire/page.h>
#include <quire/tag.h>
#include <catch2/catch.hpp>
#include <stdexcept>

namespace bean_test {

struct Cart {
  int count = 0;
  std::string owner = "nobody";
  bool operator==(const Cart&) const = default;
};

struct Other {
  double price = 0;
};

}  // namespace bean_test

namespace quire {
namespace {

using bean_test::Cart;
using bean_test::Other;

constexpr Scope kShared[] = {Scope::kRequest, Scope::kSession, Scope::kApplication};

/// The attribute as data.
Value cart_in(TestPage& page, Scope scope) { return page.attribute("cart", scope); }

TEST_CASE("a bean is made, changed, and found again") {
  for (const Scope scope : kShared) {
    TestPage page;
    {
      Bean<Cart> cart(page, scope, "cart");
      CHECK(cart.is_new());
      // It is there at once.
      CHECK(cart_in(page, scope) == Value::list({0, "nobody"}));
      cart->count = 2;
      CHECK(cart_in(page, scope) == Value::list({0, "nobody"}));
    }
    CHECK(cart_in(page, scope) == Value::list({2, "nobody"}));
    Bean<Cart> again(page, scope, "cart");
    CHECK_FALSE(again.is_new());
    CHECK(*again == Cart{2, "nobody"});
  }
}

TEST_CASE("beans of one attribute follow each other") {
  for (const Scope scope : kShared) {
    TestPage page;
    Bean<Cart> cart(page, scope, "cart");
    Bean<Cart> other(page, scope, "other");
    cart->count = 2;
    {
      TagFile tag(page);
      Bean<Cart> twin(tag, scope, "cart");
      CHECK_FALSE(twin.is_new());
      CHECK(twin->count == 2);
      twin->count = 3;
    }
    CHECK(cart->count == 3);
    CHECK(other->count == 0);
  }
}

TEST_CASE("a bean in page scope is a plain value") {
  TestPage page;
  {
    Bean<Cart> cart(page, Scope::kPage, "cart");
    CHECK(cart.is_new());
    cart->count = 2;
  }
  CHECK(page.find_attribute("cart").is_null());
}

TEST_CASE("a bean and the typed API see the same value") {
  TestPage page;
  page.session().set("cart", Cart{3, "Ada"});
  {
    Bean<Cart> cart(page, Scope::kSession, "cart", true);
    CHECK(cart->owner == "Ada");
    cart->count = 4;
  }
  CHECK(page.session().get<Cart>("cart") == Cart{4, "Ada"});
}

TEST_CASE("a bean that was not changed overwrites nothing") {
  for (const Scope scope : kShared) {
    TestPage page;
    {
      const Bean<Cart> cart(page, scope, "cart");
      page.set_attribute("cart", Value::list({9, "other request"}), scope);
    }
    CHECK(cart_in(page, scope) == Value::list({9, "other request"}));
  }
}

TEST_CASE("a bean that must exist") {
  TestPage page;
  CHECK_THROWS_WITH(Bean<Cart>(page, Scope::kSession, "cart", true), "there is no bean `cart` in session scope");
  CHECK_THROWS_AS(Bean<Cart>(page, Scope::kPage, "cart", true), std::logic_error);
  CHECK(page.response().header("Set-Cookie").empty());
  page.set_attribute("cart", Value::list({1, "a"}), Scope::kRequest);
  CHECK_NOTHROW(Bean<Cart>(page, Scope::kRequest, "cart", true));
}

TEST_CASE("an attribute of another type is no bean") {
  TestPage page;
  page.session().set("cart", 5);
  CHECK_THROWS_WITH(Bean<Cart>(page, Scope::kSession, "cart"), Catch::Contains("`cart` has type `int`"));
  page.set_attribute("cart", "text", Scope::kRequest);
  CHECK_THROWS_WITH(Bean<Cart>(page, Scope::kRequest, "cart"), "`cart` in request scope is not a `bean_test::Cart`");
  CHECK(page.session().get<int>("cart") == 5);
}

TEST_CASE("included pages see beans and may change them") {
  for (const Scope scope : kShared) {
    TestPage page;
    Bean<Cart> cart(page, scope, "cart");
    cart->count = 1;
    page.on_include = [&](std::string_view) {
      CHECK(cart_in(page, scope) == Value::list({1, "nobody"}));
      page.set_attribute("cart", Value::list({7, "included"}), scope);
    };
    page.include("part.page");
    CHECK(*cart == Cart{7, "included"});
    page.on_include = [&](std::string_view) { page.remove_attribute("cart", scope); };
    page.include("part.page");
    CHECK(cart->count == 7);
  }
}

TEST_CASE("a bean that an included page has removed is not brought back unchanged") {
  TestPage page;
  {
    Bean<Cart> cart(page, Scope::kSession, "cart");
    page.on_include = [&](std::string_view) { page.session().remove("cart"); };
    page.include("part.page");
  }
  CHECK(cart_in(page, Scope::kSession).is_null());
}

TEST_CASE("beans of tag files are those of their page to what it includes") {
  TestPage page;
  TagFile tag(page);
  Bean<Cart> cart(tag, Scope::kRequest, "cart");
  cart->count = 5;
  Bean<Other> other(page, Scope::kRequest, "other");
  page.on_include = [&](std::string_view) { CHECK(cart_in(page, Scope::kRequest) == Value::list({5, "nobody"})); };
  tag.include("part.page");
}

TEST_CASE("a bean is set back when an exception or a redirect ends the page") {
  TestPage page;
  const auto run = [&](auto end) {
    Bean<Cart> cart(page, Scope::kSession, "cart");
    ++cart->count;
    end();
  };
  CHECK_THROWS_AS(run([] { throw std::runtime_error("thrown"); }), std::runtime_error);
  CHECK_THROWS_AS(run([&] { page.response().redirect("/b", 302); }), PageExit);
  CHECK(page.session().get<Cart>("cart")->count == 2);
}

TEST_CASE("a bean that cannot be set back throws, but never while another exception passes") {
  for (const bool throws : {false, true}) {
    TestPage page;
    const auto run = [&] {
      Bean<Cart> cart(page, Scope::kSession, "cart");
      ++cart->count;
      // Its session ends, and the next one could not send its cookie.
      page.session().invalidate();
      page.response().flush();
      if (throws) throw std::runtime_error("thrown");
    };
    if (throws) CHECK_THROWS_AS(run(), std::runtime_error);
    else CHECK_THROWS_AS(run(), std::logic_error);
  }
}

}  // namespace
}  // namespace quire
