#include "runtime/protocol/build_answer.h"

#include "runtime/protocol/json_text.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

namespace json = boost::json;

TEST_CASE("an answer outlives a process as JSON") {
  const BuildAnswer answer{true,
                           "/a.page",
                           "/work/a.page.record",
                           true,
                           {build_failure("a.page", "no")},
                           {{"/site/a.page", 3, 4, "0123"}},
                           {"/site/b.h"},
                           {{"translate", 0.5}, {"compile", 12}}};
  const std::string text = to_json(answer);
  const auto read = from_json<BuildAnswer>(text);
  CHECK(to_json(read) == text);
  CHECK(read.stages == answer.stages);
  CHECK_THROWS(from_json<BuildAnswer>("{}"));
  const json::object whole = json::parse(text).as_object();
  for (const auto& [name, value] : whole) {
    CAPTURE(std::string(name));
    json::object changed = whole;
    changed[name] = -1;
    CHECK_THROWS(from_json<BuildAnswer>(json::serialize(changed)));
  }
}

TEST_CASE("a failed build has one diagnostic, which names the page") {
  const BuildAnswer answer = failed_build("/a/b.page", "the reason");
  CHECK_FALSE(answer.ok);
  REQUIRE(answer.diagnostics.size() == 1);
  CHECK(answer.diagnostics[0].kind == "build-failed");
  CHECK(answer.diagnostics[0].rendered == "a/b.page: error: the reason\n");
}

}  // namespace
}  // namespace quire
