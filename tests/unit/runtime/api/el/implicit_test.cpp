#include "runtime/api/el/implicit.h"

#include "tests/unit/runtime/api/el/evaluated.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

using el::Implicit;

const Value& entry(PageContext& c, Implicit implicit, const char* name) {
  return el::index(c, el::implicit_object(c, implicit), name);
}

TEST_CASE("parameters") {
  TestPage c("a=1&b=x&a=2&c=");
  CHECK(entry(c, Implicit::kParam, "a").as_string() == "1");
  CHECK(entry(c, Implicit::kParam, "c").as_string().empty());
  CHECK(entry(c, Implicit::kParam, "none").is_null());
  CHECK(entry(c, Implicit::kParamValues, "a") == Value::list({"1", "2"}));
  CHECK(entry(c, Implicit::kParamValues, "none").is_null());
  CHECK(printed(c, el::implicit_object(c, Implicit::kParam)) == "{a=1, b=x, c=}");
  CHECK(printed(c, el::implicit_object(c, Implicit::kParamValues)) == "{a=[1, 2], b=[x], c=[]}");
}

TEST_CASE("header fields, in any case") {
  TestPage c;
  CHECK(entry(c, Implicit::kHeader, "host").as_string() == "h");
  CHECK(entry(c, Implicit::kHeader, "none").is_null());
  CHECK(entry(c, Implicit::kHeaderValues, "Host") == Value::list({"h"}));
  CHECK(entry(c, Implicit::kCookie, "none").is_null());
  CHECK(entry(c, Implicit::kInitParam, "none").is_null());
  CHECK(el::is_empty(c, el::implicit_object(c, Implicit::kCookie)));
}

TEST_CASE("scopes have their own attributes only, and are maps") {
  TestPage c;
  constexpr Implicit kScopes[] = {Implicit::kPageScope, Implicit::kRequestScope, Implicit::kSessionScope,
                                  Implicit::kApplicationScope};
  for (const Implicit scope : kScopes) {
    CHECK(el::is_empty(c, el::implicit_object(c, scope)));
    c.set_attribute("n", "in " + std::to_string(static_cast<int>(scope)), *el::scope_of_object(scope));
  }
  for (const Implicit scope : kScopes) {
    const Value& object = el::implicit_object(c, scope);
    CHECK(entry(c, scope, "n").as_string() == "in " + std::to_string(static_cast<int>(scope)));
    CHECK(entry(c, scope, "none").is_null());
    CHECK(printed(c, called(c, object, "keySet")) == "[n]");
    CHECK(called(c, object, "containsKey", "n").as_bool());
    CHECK_FALSE(el::is_empty(c, object));
  }
  CHECK_FALSE(el::scope_of_object(Implicit::kParam));
}

}  // namespace
}  // namespace quire
