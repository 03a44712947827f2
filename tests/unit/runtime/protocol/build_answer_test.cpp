#include "runtime/protocol/build_answer.h"

#include "runtime/protocol/build_order.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace quire {
namespace {

namespace json = boost::json;

TEST_CASE("an order outlives a process as JSON") {
  const BuildOrder order{"/site", "/a.page",           "/work", Optimization::kFull, true, false,
                         true,    Optimization::kFull, true};
  const BuildOrder read = build_order_from_json(to_json(order));
  CHECK(read.root == order.root);
  CHECK(read.page == order.page);
  CHECK(read.work == order.work);
  CHECK(read.optimization == order.optimization);
  CHECK(read.check_only);
  CHECK_FALSE(read.colour);
  CHECK(read.background);
  CHECK(read.site_optimization == order.site_optimization);
  CHECK(read.portable);
  CHECK_THROWS(build_order_from_json({}));
}

TEST_CASE("an answer outlives a process as JSON") {
  const BuildAnswer answer{true,
                           "/a.page",
                           "/work/a.page.record",
                           true,
                           {build_failure("a.page", "no")},
                           {{"/site/a.page", 3, 4, "0123"}},
                           {"/site/b.h"},
                           {{"translate", 0.5}, {"compile", 12}}};
  const json::object object = to_json(answer);
  const BuildAnswer read = build_answer_from_json(object);
  CHECK(to_json(read) == object);
  CHECK(read.stages == answer.stages);
  CHECK_THROWS(build_answer_from_json({}));
  for (const auto& [name, value] : object) {
    CAPTURE(std::string(name));
    json::object changed = object;
    changed[name] = -1;
    CHECK_THROWS(build_answer_from_json(changed));
  }
}

}  // namespace
}  // namespace quire
