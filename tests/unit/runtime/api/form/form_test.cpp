#include "tests/unit/runtime/api/form/form_page.h"

#include <quire/standalone.h>
#include <quire/tag_file.h>

#include <catch2/catch.hpp>

namespace quire {
namespace {

std::string written(PageContext& context, const form::FormOptions& options, form::Attributes attributes) {
  Capture capture(context.out());
  form::Form form(context, options, attributes);
  form.end();
  return capture.take();
}

bool has_token(const std::string& text) { return text.find("name=\"_csrf\"") != std::string::npos; }

TEST_CASE("a form is posted to its own URL, with a token") {
  TestPage page("q=%22&n=1");
  const std::string text =
      written(page, {}, {{"class", "a \"b\" <c>"}, {"novalidate", true}, {"hidden", false}, {"id", nullptr}});
  CHECK(text.starts_with(
      "<form method=\"post\" action=\"/a.page?q=%22&amp;n=1\" class=\"a &#34;b&#34; &lt;c&gt;\" novalidate>"
      "<input type=\"hidden\" name=\"_csrf\" value=\""));
  CHECK(text.ends_with("\" autocomplete=\"off\"></form>"));
  CHECK(page.response().header("Cache-Control") == "private, no-cache");
}

TEST_CASE("a form that gets has no token, creates no session, and can be cached") {
  TestPage page("q=1");
  CHECK(written(page, {.method = "GET"}, {}) == "<form method=\"get\" action=\"/a.page\"></form>");
  CHECK(page.session().names().empty());
  CHECK(page.response().header("Cache-Control").empty());
}

TEST_CASE("a page's own caching stays, unless others could get the token") {
  for (const char* own : {"no-store", "max-age=0, PRIVATE"}) {
    TestPage page;
    page.response().set_header("Cache-Control", own);
    CHECK(has_token(written(page, {}, {})));
    CHECK(page.response().header("Cache-Control") == own);
  }
  TestPage page;
  page.response().set_header("Cache-Control", "public, max-age=60");
  CHECK(has_token(written(page, {}, {})));
  CHECK(page.response().header("Cache-Control") == "private, no-cache");
}

TEST_CASE("only this server gets the token") {
  TestPage page;
  for (const char* own : {"/save", "save.page?x=a:b", "?x", "#top", "http://h/save", "HTTP://H/save", "./a:b"}) {
    CAPTURE(own);
    CHECK(has_token(written(page, {.action = own}, {})));
  }
  for (const char* other :
       {"//h/save", "/\\h", "\\\\h", "http://other/save", "https://h/", "http://h.other/", "http://h@other/",
        "http:other", " //h", "\t/\n/h", "ht\ntp://other/", "javascript:alert(1)", "http://h:81/"}) {
    CAPTURE(other);
    CHECK_FALSE(has_token(written(page, {.action = other}, {})));
  }
  CHECK(written(page, {.action = "javascript:alert(1)"}, {}).find("javascript") == std::string::npos);
}

TEST_CASE("without a server, a form has neither an action nor a token") {
  Writer out;
  StandaloneContext context(out, "/mail.page");
  CHECK(written(context, {}, {}) == "<form method=\"post\"></form>");
}

TEST_CASE("what a form refuses") {
  TestPage page;
  CHECK(error_of([&] { written(page, {.method = "put"}, {}); }) ==
        "the method of a form is `post` or `get`, not `put`");
  CHECK(error_of([&] { written(page, {.model = 3}, {}); }) ==
        "the model of a form is a struct with QUIRE_FIELDS or a map, not integer");
  CHECK(error_of([&] { written(page, {.errors = "text"}, {}); }) ==
        "the errors of a form are a `quire::FormErrors` or a map, not string");
  CHECK(error_of([&] { written(page, {}, {{"a b", "c"}}); }) == "`a b` cannot be the name of an attribute");
  CHECK(error_of([&] { written(page, {}, {{"x>", "c"}}); }) == "`x>` cannot be the name of an attribute");
  // None of them is still open.
  CHECK(has_token(written(page, {}, {})));
}

TEST_CASE("forms follow one another, but are not nested") {
  TestPage page;
  {
    form::Form outer(page, {}, {});
    CHECK(error_of([&] { form::Form(page, {}, {}); }).starts_with("a form cannot be within another one; "));
    TagFile tag(page);
    CHECK(error_of([&] { form::Form(tag, {}, {}); }).starts_with("a form cannot be within another one; "));
    form::input(tag, {.path = "name"}, {});
    outer.end();
    form::Form next(page, {}, {});
    next.end();
  }
  CHECK(error_of([&] { form::input(page, {.path = "name"}, {}); }) ==
        "`form:input` must be in a form, between `<form:form>` and its end");
}

}  // namespace
}  // namespace quire
