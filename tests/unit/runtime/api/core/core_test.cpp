#include <quire/core.h>
#include <quire/standalone.h>
#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace quire {
namespace {

struct Point {
  int x = 1;
  std::string name;
};

constexpr el::Name kName{"name"};

struct Page {
  Writer out;
  StandaloneContext context{out, "/test.page"};
};

TEST_CASE("what is true, what is false, and what is neither") {
  Page page;
  PageContext& context = page.context;
  for (const Value& value : {Value(true), Value("true"), Value("TRUE")}) CHECK(core::test(context, value));
  for (const Value& value : {Value(), Value(false), Value("false"), Value("")}) CHECK_FALSE(core::test(context, value));
  CHECK(core::test(context, std::optional<bool>(true)));
  CHECK_FALSE(core::test(context, std::optional<bool>()));
  CHECK(core::test(context, std::vector<bool>{true}[0]));
  CHECK(core::test(context, std::string("true")));
  CHECK_FALSE(core::test(context, nullptr));
  CHECK_THROWS_AS(core::test(context, Value(1)), el::Error);
}

TEST_CASE("an attribute is set in a scope, or removed by null") {
  Page page;
  PageContext& context = page.context;
  core::set(context, kName, 1);
  CHECK(context.attribute("name") == Value(1));
  core::set(context, kName, std::string("r"), Scope::kRequest);
  CHECK(context.attribute("name", Scope::kRequest) == Value("r"));
  core::set(context, kName, Value(), Scope::kPage);
  CHECK(context.attribute("name").is_null());
  CHECK(context.find_attribute("name") == Value("r"));
  core::set(context, kName, 2);
  core::set(context, kName, nullptr);
  CHECK(context.find_attribute("name").is_null());
  core::set(context, kName, 3);
  core::set(context, kName, 4, Scope::kRequest);
  core::remove(context, "name", Scope::kPage);
  CHECK(context.find_attribute("name") == Value(4));
  core::remove(context, "name");
  CHECK(context.find_attribute("name").is_null());
}

TEST_CASE("a property of an attribute or of a dynamic value") {
  Page page;
  PageContext& context = page.context;
  context.request().set_attribute("name", Value::map({{"inner", Value::map({{"a", 1}})}, {"b", 2}}));
  core::set_property(context, kName, {"b"}, "new", nullptr);
  core::set_property(context, kName, {"inner", "a"}, 5, nullptr);
  const Value changed = context.attribute("name", Scope::kRequest);
  CHECK(*changed.find("b") == Value("new"));
  CHECK(*changed.find("inner")->find("a") == Value(5));
  Value map = Value::map({});
  core::set_property(context, map, {"x"}, 7, nullptr);
  CHECK(*map.find("x") == Value(7));
}

TEST_CASE("a property of a C++ variable") {
  Page page;
  PageContext& context = page.context;
  Point point;
  const auto set = [&](auto& target, const auto& value) { el::assign(context, target.x, value); };
  core::set_property(context, point, {"x"}, 5, set);
  CHECK(point.x == 5);
  core::set_property(context, point, {"x"}, Value("6"), set);
  CHECK(point.x == 6);
}

TEST_CASE("what a body writes is text or HTML, without white space around it") {
  Page page;
  Writer& out = page.out;
  {
    core::Body body(out, false);
    out.raw("\n a ").escape_html("<").raw(" ");
    CHECK(body.value() == Value("a <"));
    CHECK_FALSE(body.value().is_html());
    out.raw("after");
  }
  {
    core::Body body(out, true);
    out.raw(" <b>").escape_html("<").raw("</b>");
    CHECK(body.value().as_string() == "<b>&lt;</b>");
    CHECK(body.value().is_html());
  }
  {
    const core::Body body(out, true);
    out.raw("lost");
  }
  CHECK(out.text() == "after");
}

TEST_CASE("what is kept of an exception") {
  Page page;
  const Value error = core::caught(page.context, std::out_of_range("no such row"));
  CHECK(error == Value::map({{"message", "no such row"}, {"type", "std::out_of_range"}}));
}

}  // namespace
}  // namespace quire
