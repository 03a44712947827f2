#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

#include <utility>

namespace quire {
namespace {

using el::Implicit;

const Value& object_of(PageContext& c, Implicit implicit) { return el::find(c, el::Name{"object", implicit}); }

const Value& entry(PageContext& c, Implicit implicit, const char* name) {
  return el::index(c, object_of(c, implicit), name);
}

TEST_CASE("parameters") {
  TestPage c("a=1&b=x&a=2&c=");
  CHECK(entry(c, Implicit::kParam, "a").as_string() == "1");
  CHECK(entry(c, Implicit::kParam, "c").as_string().empty());
  CHECK(entry(c, Implicit::kParam, "none").is_null());
  CHECK(entry(c, Implicit::kParamValues, "a") == Value::list({"1", "2"}));
  CHECK(entry(c, Implicit::kParamValues, "none").is_null());
  CHECK(printed(c, object_of(c, Implicit::kParam)) == "{a=1, b=x, c=}");
  CHECK(printed(c, object_of(c, Implicit::kParamValues)) == "{a=[1, 2], b=[x], c=[]}");
}

TEST_CASE("header fields, in any case") {
  TestPage c;
  CHECK(entry(c, Implicit::kHeader, "host").as_string() == "h");
  CHECK(entry(c, Implicit::kHeader, "none").is_null());
  CHECK(entry(c, Implicit::kHeaderValues, "Host") == Value::list({"h"}));
  CHECK(entry(c, Implicit::kCookie, "none").is_null());
  CHECK(entry(c, Implicit::kInitParam, "none").is_null());
  CHECK(el::is_empty(c, object_of(c, Implicit::kCookie)));
}

TEST_CASE("scopes have their own attributes only, and are maps") {
  TestPage c;
  constexpr std::pair<Implicit, Scope> kScopes[] = {{Implicit::kPageScope, Scope::kPage},
                                                    {Implicit::kRequestScope, Scope::kRequest},
                                                    {Implicit::kSessionScope, Scope::kSession},
                                                    {Implicit::kApplicationScope, Scope::kApplication}};
  for (const auto& [implicit, scope] : kScopes) {
    CHECK(el::is_empty(c, object_of(c, implicit)));
    c.set_attribute("n", "in " + std::to_string(static_cast<int>(implicit)), scope);
  }
  for (const auto& each : kScopes) {
    const Implicit scope = each.first;
    const Value& object = object_of(c, scope);
    CHECK(entry(c, scope, "n").as_string() == "in " + std::to_string(static_cast<int>(scope)));
    CHECK(entry(c, scope, "none").is_null());
    CHECK(printed(c, called(c, object, "keySet")) == "[n]");
    CHECK(called(c, object, "containsKey", "n").as_bool());
    CHECK_FALSE(el::is_empty(c, object));
  }
}

}  // namespace
}  // namespace quire
