#include "tests/unit/runtime/api/form/form_page.h"

#include <catch2/catch.hpp>

#include <map>

namespace quire {
namespace {

using form_test::Color;
using form_test::Item;
using form_test::Order;

/// What a selection without options of its own writes between its tags.
template <class T>
std::string options(const T& model, const form::SelectOptions& options) {
  TestPage page;
  const std::string text = fields_of(page, model, nullptr, [&] {
    form::Select select(page, options, {});
    select.end();
  });
  const std::size_t begin = text.find("<option");
  return begin == std::string::npos ? "" : text.substr(begin, text.find("</select>") - begin);
}

TEST_CASE("the option of the field's value is selected") {
  Order order;
  order.color = Color::green;
  TestPage page;
  CHECK(fields_of(page, order, nullptr,
                  [&] {
                    form::Select select(page, {.path = "color"}, {{"class", "c"}});
                    form::option(page, {.value = "", .label = "<none>"}, {{"disabled", true}});
                    form::option(page, {.value = Color::green}, {});
                    form::options(page, {.items = "red,,blue"}, {});
                    select.end();
                  }) ==
        "<select id=\"color\" name=\"color\" class=\"c\"><option value=\"\" disabled>&lt;none&gt;</option>"
        "<option value=\"green\" selected>green</option><option value=\"red\">red</option>"
        "<option value=\"blue\">blue</option></select>");
}

TEST_CASE("several can be selected in a list") {
  Order order;
  order.sizes = {2, 3};
  TestPage page;
  CHECK(fields_of(page, order, nullptr,
                  [&] {
                    form::Select select(page, {.path = "sizes", .items = std::vector<int>{1, 2, 3}},
                                        {{"multiple", true}});
                    form::option(page, {.value = 0}, {});
                    select.end();
                  }) ==
        "<select id=\"sizes\" name=\"sizes\" multiple><option value=\"0\">0</option><option value=\"1\">1</option>"
        "<option value=\"2\" selected>2</option><option value=\"3\" selected>3</option></select>"
        "<input type=\"hidden\" name=\"_sizes\" value=\"1\">");
}

TEST_CASE("one of a list can be selected, if the page says so") {
  TestPage page;
  const auto selection = [&](const el::Argument& multiple, const char* path) {
    return fields_of(page, Order(), nullptr, [&] {
      form::Select select(page, {.path = path}, {{"multiple", multiple}});
      select.end();
    });
  };
  CHECK(selection("false", "tags") == "<select id=\"tags\" name=\"tags\"></select>");
  CHECK(selection(false, "tags") == "<select id=\"tags-2\" name=\"tags\"></select>");
  CHECK(selection("true", "name").starts_with("<select id=\"name\" name=\"name\" multiple></select><input"));
  CHECK(selection("multiple", "name").find("multiple") != std::string::npos);
  CHECK(selection(nullptr, "tags").find("multiple") != std::string::npos);
}

TEST_CASE("the label of an option can be HTML") {
  TestPage page;
  const Value label = Value::html("A &amp; B");
  CHECK(fields_of(page, Order(), nullptr, [&] {
          form::Select select(page, {.path = "name"}, {});
          form::option(page, {.value = "a", .label = label}, {});
          select.end();
        }) == "<select id=\"name\" name=\"name\"><option value=\"a\">A &amp; B</option></select>");
}

TEST_CASE("items are lists, maps and lists of structs") {
  Order order;
  order.name = "b";
  CHECK(options(order, {.path = "name", .items = std::map<std::string, std::string>{{"a", "A & co"}, {"b", "B"}}}) ==
        "<option value=\"a\">A &amp; co</option><option value=\"b\" selected>B</option>");
  const std::vector<Item> items = {{"a", 1, {}}, {"b\"", 2, {}}};
  CHECK(options(order, {.path = "count", .items = items, .itemValue = "count", .itemLabel = "name"}) ==
        "<option value=\"1\" selected>a</option><option value=\"2\">b&#34;</option>");
  CHECK(options(order, {.path = "name", .items = std::map<std::string, Item>{{"b", items[0]}}, .itemLabel = "name"}) ==
        "<option value=\"b\" selected>a</option>");
  CHECK(options(order, {.path = "name"}).empty());
  CHECK(options(order, {.path = "name", .items = Value::list({})}).empty());
}

TEST_CASE("what a selection refuses") {
  const Order order{};
  const std::vector<Item> items = {{"a", 1, {}}};
  const auto refusal = [&](const form::SelectOptions& options_given) {
    return error_of([&] { options(order, options_given); });
  };
  CHECK(refusal({.path = "name", .items = items}) ==
        "the items of a selection are structs or lists; name the field that is shown in `itemValue`");
  CHECK(refusal({.path = "name", .items = items, .itemValue = "nme"}) ==
        "the item has no field `nme`; did you mean `name`?");
  CHECK(refusal({.path = "name", .items = 5}) == "the items of a selection are a list, a map or text, not integer");
  CHECK(refusal({.path = "nme"}) == "the model has no field `nme`; did you mean `name`?");
  TestPage page;
  const auto option = [&] { fields_of(page, order, nullptr, [&] { form::option(page, {.value = 1}, {}); }); };
  CHECK(error_of(option) == "`form:option` must be in a selection, between `<form:select>` and its end");
  const auto nested = [&] {
    fields_of(page, order, nullptr, [&] {
      form::Select outer(page, {.path = "name"}, {});
      form::Select inner(page, {.path = "color"}, {});
    });
  };
  CHECK(error_of(nested) == "a selection cannot be within another one");
}

TEST_CASE("what was chosen and rejected stays selected") {
  TestPage page("color=blue&sizes=1&sizes=x");
  Order order;
  const FormErrors errors = quire::bind(page, order);
  const std::string text = fields_of(page, order, errors, [&] {
    form::Select color(page, {.path = "color", .items = "red,blue"}, {});
    color.end();
    form::Select sizes(page, {.path = "sizes", .items = "1,2,x"}, {});
    sizes.end();
  });
  CHECK(text.find("<option value=\"blue\" selected>") != std::string::npos);
  CHECK(text.find("<option value=\"1\" selected>") != std::string::npos);
  CHECK(text.find("<option value=\"2\">") != std::string::npos);
  CHECK(text.find("<option value=\"x\" selected>") != std::string::npos);
}

}  // namespace
}  // namespace quire
