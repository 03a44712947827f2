#include "compiler/make/header_folders.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

using Paths = std::vector<std::string>;

TEST_CASE("headers are looked for beside the page, then in the site's sources") {
  BuildOrder order;
  order.root = "/srv/shop";
  order.page = "/cart/view.page";
  CHECK(include_dirs(order) == Paths{"/srv/shop/cart", "/srv/shop/WEB-INF/src"});
}

TEST_CASE("a file that would hide a header makes the page old when it comes") {
  const Paths folders = {"/s/cart", "/s/WEB-INF/src"};
  // The first folder hides the second, and nothing hides the first.
  CHECK(absent_headers({{"/s/WEB-INF/src/a.h"}}, folders) == Paths{"/s/cart/a.h"});
  CHECK(absent_headers({{"/s/cart/b.h"}}, folders).empty());
  CHECK(absent_headers({{"/usr/include/c.h"}, {"/s/cartoon/d.h"}}, folders).empty());
  CHECK(absent_headers({{"/s/WEB-INF/src/x/e.h"}}, folders) == Paths{"/s/cart/x/e.h"});
}

TEST_CASE("a header below two folders is named from the inner one") {
  // A page in the site's root has all others below it.
  CHECK(absent_headers({{"/s/WEB-INF/src/a.h"}}, {"/s", "/s/WEB-INF/src"}) == Paths{"/s/a.h"});
}

}  // namespace
}  // namespace quire::compiler
