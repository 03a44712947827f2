#include "tests/unit/runtime/api/el/evaluated.h"

#include <quire/frame.h>

#include <catch2/catch.hpp>

namespace quire {
namespace {

constexpr el::Name kName{"user"};

TEST_CASE("a variable is its own value; a name is looked for among attributes") {
  TestPage context;
  const std::string variable = "v";
  int number = 1;
  CHECK(&el::find(context, variable) == &variable);
  CHECK(&el::find_or_null(context, variable) == &variable);
  CHECK(&el::find_in_script(context, number) == &number);
  for (const Scope scope : {Scope::kApplication, Scope::kSession, Scope::kRequest, Scope::kPage}) {
    context.set_attribute("user", static_cast<int>(scope), scope);
    CHECK(el::find(context, kName).as_integer() == static_cast<int>(scope));
    CHECK(el::find_or_null(context, kName).as_integer() == static_cast<int>(scope));
  }
}

TEST_CASE("attributes of page and request are not copied") {
  TestPage context;
  context.set_attribute("user", "Ada");
  context.request().set_attribute("word", "x");
  CHECK(&el::find(context, kName) == &el::find(context, kName));
  CHECK(&el::find(context, el::Name{"word"}) == &el::find(context, el::Name{"word"}));
}

TEST_CASE("a name that no scope has is an error with near names") {
  TestPage context;
  CHECK(el::find_or_null(context, kName).is_null());
  context.request().set_attribute("users", 1);
  CHECK(error_of([&] { el::find(context, kName); }) ==
        "identifier [user] is neither a C++ variable here nor an attribute in any scope; did you mean `users`?");
  CHECK(error_of([&] { el::find(context, el::Name{"pageContxt"}); }).ends_with("; did you mean `pageContext`?"));
  CHECK(error_of([&] { el::find_in_script(context, el::Name{"xyzzy"}); }) ==
        "identifier [xyzzy] is neither a C++ variable here nor an attribute in any scope; for JavaScript's own "
        "`${…}`, write `\\${…}`");
}

TEST_CASE("looking for a name does not create a session") {
  TestPage context;
  CHECK(el::find_or_null(context, kName).is_null());
  CHECK(context.session().is_new());
  CHECK(context.response().header("Set-Cookie").empty());
}

TEST_CASE("a name is called as a function if it is a lambda's") {
  TestPage context;
  const Frame frame(context);
  const el::Name f{"f"};
  CHECK(error_of([&] { f(1); }) == "`f` is not a function here");
  el::assign(context, f,
             el::lambda(context, 1, [&](const Value* a) -> const Value& { return el::add(context, a[0], 1); }));
  CHECK(f(2).as_integer() == 3);
  CHECK(el::invoke(context, f, Value(5)).as_integer() == 6);
  // Until the expression has been printed.
  CHECK(printed(context, f(3)) == "4");
  CHECK_THROWS_AS(f(1), el::Error);
}

}  // namespace
}  // namespace quire
