#include "compiler/make/build_answer.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

namespace json = boost::json;

TEST_CASE("a failed build has one diagnostic, at the page") {
  const json::object answer = failed_build("/a/b.page", "the reason");
  CHECK_FALSE(answer.at("ok").as_bool());
  REQUIRE(answer.at("diagnostics").as_array().size() == 1);
  const json::object& diagnostic = answer.at("diagnostics").as_array()[0].as_object();
  CHECK(diagnostic.at("kind") == "build-failed");
  CHECK(diagnostic.at("rendered") == "a/b.page:1:1: error: the reason\n");
}

}  // namespace
}  // namespace quire::compiler
