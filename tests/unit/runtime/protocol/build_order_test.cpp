#include "runtime/protocol/build_order.h"

#include "runtime/protocol/json_text.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

/// The order as its reader sees it.
BuildOrder sent(const BuildOrder& order) { return from_json<BuildOrder>(to_json(order)); }

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
  CHECK_THROWS(from_json<BuildOrder>("{}"));
  boost::json::object without = boost::json::parse(to_json(BuildOrder{})).as_object();
  without.erase("page");
  CHECK_THROWS(from_json<BuildOrder>(boost::json::serialize(without)));
}

}  // namespace
}  // namespace quire
