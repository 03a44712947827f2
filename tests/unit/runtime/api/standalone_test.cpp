#include <quire/frame.h>
#include <quire/print.h>
#include <quire/standalone.h>
#include <quire/trace.h>

#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

using namespace quire;
using Catch::Matchers::Contains;

TEST_CASE("a standalone page writes to its caller's writer and sees an empty request") {
  Writer out;
  StandaloneContext context(out, "/profile.page");
  context.out() << "a & b";
  CHECK(out.text() == "a &amp; b");
  CHECK(context.request().method() == "GET");
  CHECK(context.request().path() == "/profile.page");
  CHECK(context.request().param("n").empty());
  CHECK_FALSE(context.request().param<int>("n"));
  CHECK(context.session().names().empty());
  CHECK_FALSE(context.session().get<int>("n"));
  CHECK(&context.page() == &context);
}

TEST_CASE("a standalone page has a nonce, for a policy of its own") {
  Writer out;
  StandaloneContext context(out, "/a.page");
  const std::string nonce(context.response().csp_nonce());
  CHECK(nonce.size() == 24);
  CHECK(context.response().csp_nonce() == nonce);
}

TEST_CASE("attributes of page and request are kept while a standalone page runs") {
  Writer out;
  StandaloneContext context(out, "/a.page");
  context.set_attribute("n", Value(1), Scope::kRequest);
  context.set_attribute("m", Value(2));
  CHECK(context.find_attribute("n") == Value(1));
  CHECK(context.find_attribute("m") == Value(2));
  context.remove_attribute("n", Scope::kRequest);
  CHECK(context.find_attribute("n").is_null());
  CHECK(context.find_attribute("nowhere").is_null());
}

TEST_CASE("what only a server has is refused with the page's name") {
  Writer out;
  StandaloneContext context(out, "/profile.page");
  CHECK_THROWS_WITH(context.response().redirect("/login"),
                    "profile.page needs to redirect to `/login`, but was called as a function, without a server");
  CHECK_THROWS_WITH(context.response().send_error(404, "gone"), Contains("status 404, `gone`"));
  CHECK_THROWS_WITH(context.include("b.page"), Contains("to include `b.page`"));
  CHECK_THROWS_WITH(context.forward("b.page"), Contains("to forward to `b.page`"));
  CHECK_THROWS_AS(context.session().id(), std::logic_error);
  CHECK_THROWS_AS(context.session().set("n", 1), std::logic_error);
  CHECK_THROWS_WITH(context.application().set("n", 1), Contains("an application value"));
  CHECK_THROWS_WITH(context.application().asset("style.css"), Contains("a static file"));
}

TEST_CASE("a page called as a function is no place in a server's trace") {
  Writer out;
  const StandaloneContext context(out, "/a.page");
  Frame frame(context);
  frame.at(7);
  CHECK(context.is_standalone());
  CHECK(Trace::of(Frame::current()).size() == 0);
}

TEST_CASE("a standalone response forgets its head, and resets its caller's text") {
  Writer out;
  StandaloneContext context(out, "/a.page");
  context.response().set_status(404);
  context.response().set_header("X", "y");
  CHECK(context.response().status() == 404);
  out.raw("text");
  context.response().reset();
  CHECK(context.response().status() == 200);
  CHECK(out.text().empty());
}
