#include "runtime/protocol/build_order.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace quire {
namespace {

/// The order as its reader sees it.
BuildOrder sent(const BuildOrder& order) {
  return build_order_from_json(boost::json::parse(boost::json::serialize(to_json(order))).as_object());
}

TEST_CASE("a build order arrives as it was sent") {
  const BuildOrder order = sent({"/srv/shop", "/a \"b\".page", "/srv/work"});
  CHECK(order.root == "/srv/shop");
  CHECK(order.page == "/a \"b\".page");
  CHECK(order.work == "/srv/work");
  CHECK(order.optimization == Optimization::kNone);
  CHECK(order.site_optimization == Optimization::kNone);
  for (const bool flag : {order.check_only, order.colour, order.background, order.portable}) CHECK_FALSE(flag);
}

TEST_CASE("each option of a build order has its own member") {
  CHECK(sent({.optimization = Optimization::kFull}).optimization == Optimization::kFull);
  CHECK(sent({.optimization = Optimization::kFull}).site_optimization == Optimization::kNone);
  CHECK(sent({.site_optimization = Optimization::kFull}).site_optimization == Optimization::kFull);
  for (bool BuildOrder::* option :
       {&BuildOrder::check_only, &BuildOrder::colour, &BuildOrder::background, &BuildOrder::portable}) {
    BuildOrder order;
    order.*option = true;
    const BuildOrder read = sent(order);
    CHECK(read.*option);
    CHECK(read.check_only + read.colour + read.background + read.portable == 1);
  }
}

TEST_CASE("an incomplete build order is refused") {
  CHECK_THROWS(build_order_from_json({}));
  boost::json::object without = to_json(BuildOrder{});
  without.erase("page");
  CHECK_THROWS(build_order_from_json(without));
}

}  // namespace
}  // namespace quire
