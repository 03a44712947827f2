#include "runtime/api/form/csrf_object.h"

#include "tests/unit/runtime/api/el/evaluated.h"

#include <quire/standalone.h>

#include <catch2/catch.hpp>

namespace quire {
namespace {

constexpr el::Name kCsrf{"_csrf"};

/// `${_csrf.name}`.
std::string part(PageContext& context, const char* name) {
  return printed(context, el::get(context, el::find(context, kCsrf), el::Member{name, name}));
}

TEST_CASE("expressions find the token as in Spring Security") {
  TestPage page;
  CHECK(part(page, "parameterName") == "_csrf");
  CHECK(part(page, "headerName") == "X-CSRF-Token");
  CHECK(page.session().names().empty());
  CHECK(part(page, "token").size() == 64);
  CHECK_FALSE(page.session().names().empty());
  CHECK(error_of([&] { part(page, "tokn"); }).find("`token`") != std::string::npos);
}

TEST_CASE("an attribute of that name comes first") {
  TestPage page;
  page.request().set_attribute("_csrf", Value::map({{"token", "own"}}));
  CHECK(part(page, "token") == "own");
}

TEST_CASE("without a server, there is no token") {
  Writer out;
  StandaloneContext context(out, "/mail.page");
  CHECK(part(context, "parameterName") == "_csrf");
  CHECK(part(context, "token").empty());
}

}  // namespace
}  // namespace quire
