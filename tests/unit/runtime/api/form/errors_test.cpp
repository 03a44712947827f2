#include "tests/unit/runtime/api/form/form_page.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

using form_test::Order;

FormErrors some() {
  FormErrors errors;
  errors.add("name", "Too <short>.");
  errors.add("count", "Wrong.");
  errors.add("name", "Not & nice.");
  errors.add("", "Nothing ordered.");
  errors.add("items[0].name", "Which?");
  return errors;
}

std::string shown(const form::ErrorsOptions& options, form::Attributes attributes = {}) {
  TestPage page;
  return fields_of(page, Order(), some(), [&] { form::errors(page, options, attributes); });
}

TEST_CASE("the errors of a field are in one element, which the field refers to") {
  CHECK(shown({.path = "name"}) ==
        "<span id=\"name.errors\" class=\"errors\">Too &lt;short&gt;.<br>Not &amp; nice.</span>");
  CHECK(shown({.path = "items[0].name"}, {{"class", "red"}, {"id", "i"}}) ==
        "<span class=\"red\" id=\"i\">Which?</span>");
  CHECK(shown({.path = "price"}).empty());
}

TEST_CASE("errors of the form, and all errors") {
  CHECK(shown({}) == "<span class=\"errors\">Nothing ordered.</span>");
  CHECK(shown({.path = ""}) == "<span class=\"errors\">Nothing ordered.</span>");
  CHECK(shown({.path = "*", .element = "ul"}) ==
        "<ul class=\"errors\"><li>Too &lt;short&gt;.</li><li>Not &amp; nice.</li><li>Wrong.</li>"
        "<li>Nothing ordered.</li><li>Which?</li></ul>");
}

TEST_CASE("among all errors, those that do not name their field get its path") {
  FormErrors errors;
  errors.reject("count", {"x"}, "Please enter a whole number.");
  errors.reject("items[0].count", {"y"}, "The Count is wrong.");
  errors.add("name", "Too short.");
  TestPage page;
  const auto shown_for = [&](const char* path) {
    return fields_of(page, Order(), errors, [&] { form::errors(page, {.path = path, .delimiter = "|"}, {}); });
  };
  CHECK(shown_for("*") ==
        "<span class=\"errors\">count: Please enter a whole number.|The Count is wrong.|Too short.</span>");
  CHECK(shown_for("count") == "<span id=\"count.errors\" class=\"errors\">Please enter a whole number.</span>");
}

TEST_CASE("a field is named by whole words, and never by the messages of bind") {
  const auto shown_for = [](std::string_view path, std::string_view message) {
    FormErrors errors;
    errors.reject(path, {"x"}, message);
    TestPage page;
    const std::string text = fields_of(page, nullptr, errors, [&] { form::errors(page, {.path = "*"}, {}); });
    return text.substr(text.find('>') + 1, text.rfind('<') - text.find('>') - 1);
  };
  for (const std::string path : {"number", "a", "whole", "enter", "order.number", "numbers[0].number", "please"}) {
    CHECK(shown_for(path, "Please enter a whole number.") == path + ": Please enter a whole number.");
    CHECK(shown_for(path, "Please enter a whole number from 0 to 255.") ==
          path + ": Please enter a whole number from 0 to 255.");
    CHECK(shown_for(path, "Please enter a number.") == path + ": Please enter a number.");
  }
  CHECK(shown_for("yes", "Please choose yes or no.") == "yes: Please choose yes or no.");
  CHECK(shown_for("one", "Please choose one of the options.") == "one: Please choose one of the options.");
  CHECK(shown_for("a", "Please enter a single character.") == "a: Please enter a single character.");
  CHECK(shown_for("age", "Your age, please.") == "Your age, please.");
  CHECK(shown_for("age", "Wrong page.") == "age: Wrong page.");
  CHECK(shown_for("age", "The ages differ, not the Age.") == "The ages differ, not the Age.");
  CHECK(shown_for("prices['a.b']", "The price of a.b is too high.") == "The price of a.b is too high.");
  CHECK(shown_for("prices['a.b']", "Wrong b.") == "prices[&#39;a.b&#39;]: Wrong b.");
  CHECK(shown_for("tags[3]", "Only 3 tags.") == "Only 3 tags.");
  CHECK(shown_for("sizes[3]", "Only 3 tags.") == "sizes[3]: Only 3 tags.");
  CHECK(shown_for("[", "Which?") == "[: Which?");
  CHECK(shown_for("[0]", "Which?") == "[0]: Which?");
  CHECK(shown_for("", "Please enter a number.") == "Please enter a number.");
}

TEST_CASE("errors that are shown twice have different ids") {
  TestPage page;
  const std::string text = fields_of(page, Order(), some(), [&] {
    for (int i = 0; i < 2; ++i) form::errors(page, {.path = "count"}, {});
    form::input(page, {.path = "count"}, {});
  });
  CHECK(text.find("id=\"count.errors\"") != text.npos);
  CHECK(text.find("id=\"count.errors-2\"") != text.npos);
  CHECK(text.find("aria-describedby=\"count.errors\"") != text.npos);
}

TEST_CASE("delimiters are text, or a line break") {
  CHECK(shown({.path = "name", .element = "p", .delimiter = "<hr>"}) ==
        "<p id=\"name.errors\" class=\"errors\">Too &lt;short&gt;.<hr>Not &amp; nice.</p>");
  CHECK(shown({.path = "name", .delimiter = "<script>"}) ==
        "<span id=\"name.errors\" class=\"errors\">Too &lt;short&gt;.&lt;script&gt;Not &amp; nice.</span>");
}

TEST_CASE("what cannot have errors, or show them") {
  CHECK(error_of([] { shown({.path = "nmae"}); }) == "the model has no field `nmae`; did you mean `name`?");
  CHECK(error_of([] {
          shown({.path = "name", .element = "script"});
        }).starts_with("errors cannot be in the element `script`; it is one of span, "));
  TestPage page;
  CHECK(error_of([&] { form::errors(page, {}, {}); }) ==
        "`form:errors` must be in a form, between `<form:form>` and its end");
}

TEST_CASE("errors in an attribute are a map") {
  TestPage page;
  page.request().set_attribute("errors", some().value());
  const Value errors = page.request().attribute("errors");
  CHECK(fields_of(page, nullptr, errors, [&] { form::errors(page, {.path = "count"}, {}); }) ==
        "<span id=\"count.errors\" class=\"errors\">Wrong.</span>");
  const Value handwritten = Value::map({{"count", "One text."}, {"odd", 5}});
  CHECK(fields_of(page, nullptr, handwritten, [&] { form::errors(page, {.path = "*"}, {}); }) ==
        "<span class=\"errors\">One text.<br>5</span>");
}

}  // namespace
}  // namespace quire
