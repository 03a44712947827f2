#include "tests/unit/runtime/api/form/form_page.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

using form_test::Color;
using form_test::Item;
using form_test::Order;

/// What a field writes in a form with that model.
template <class T>
std::string field(void (*write)(PageContext&, const form::FieldOptions&, form::Attributes), const T& model,
                  const form::FieldOptions& options, form::Attributes attributes = {}) {
  TestPage page;
  return fields_of(page, model, nullptr, [&] { write(page, options, attributes); });
}

/// The same of a form with rejected text.
std::string rejected(void (*write)(PageContext&, const form::FieldOptions&, form::Attributes), const Order& order,
                     const std::string& query, const form::FieldOptions& options, form::Attributes attributes = {}) {
  TestPage page(query);
  Order changed = order;
  const FormErrors errors = quire::bind(page, changed);
  return fields_of(page, changed, errors, [&] { write(page, options, attributes); });
}

Order hostile() {
  Order order;
  order.name = "\"><script>alert('&')</script>";
  return order;
}

TEST_CASE("a field has the value of the model, its path as name and id") {
  Order order = hostile();
  order.items = {{"a", 5, {}}};
  order.price = 2;
  CHECK(field(form::input, order, {.path = "name"}) ==
        "<input type=\"text\" id=\"name\" name=\"name\" "
        "value=\"&#34;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;\">");
  CHECK(field(form::input, order, {.path = "items[0].count"}, {{"type", "number"}, {"min", 1}, {"data-x", "<"}}) ==
        "<input type=\"number\" id=\"items0.count\" name=\"items[0].count\" value=\"5\" min=\"1\" data-x=\"&lt;\">");
  CHECK(field(form::input, order, {.path = "price"}, {{"id", "p"}}) ==
        "<input type=\"text\" name=\"price\" value=\"2\" id=\"p\">");
  CHECK(field(form::input, order, {.path = "limit"}) == "<input type=\"text\" id=\"limit\" name=\"limit\" value=\"\">");
  CHECK(field(form::input, order, {.path = "color"}, {{"ID", "p"}}) ==
        "<input type=\"text\" name=\"color\" value=\"red\" ID=\"p\">");
  CHECK(field(form::hidden, order, {.path = "count"}) ==
        "<input type=\"hidden\" id=\"count\" name=\"count\" value=\"1\">");
  CHECK(field(form::hidden, order, {.path = "count", .value = "9"}) ==
        "<input type=\"hidden\" id=\"count\" name=\"count\" value=\"9\">");
}

TEST_CASE("text areas keep line ends at the beginning") {
  Order order;
  order.name = "\n</textarea><b>";
  CHECK(field(form::textarea, order, {.path = "name"}, {{"rows", 3}}) ==
        "<textarea id=\"name\" name=\"name\" rows=\"3\">\n\n&lt;/textarea&gt;&lt;b&gt;</textarea>");
}

TEST_CASE("passwords and files are not shown again") {
  const Order order = hostile();
  for (const char* type : {"password", "file", "PassWord"}) {
    const std::string text = field(form::input, order, {.path = "name", .value = "secret"}, {{"type", type}});
    CHECK(text.find("value") == std::string::npos);
  }
  const std::string text = rejected(form::input, order, "count=secret", {.path = "count"}, {{"type", "password"}});
  CHECK(text.find("secret") == std::string::npos);
  for (const char* type : {"checkbox", "radio", "RADIO"}) {
    TestPage page;
    const auto write = [&] {
      fields_of(page, order, nullptr, [&] { form::input(page, {.path = "name"}, {{"type", type}}); });
    };
    CHECK(error_of(write).find("is written by `<form:") != std::string::npos);
  }
}

TEST_CASE("text that was rejected is shown again, with what describes the error") {
  CHECK(rejected(form::input, {}, "count=%22%3Eabc", {.path = "count"}) ==
        "<input type=\"text\" id=\"count\" name=\"count\" aria-invalid=\"true\" aria-describedby=\"count.errors\" "
        "value=\"&#34;&gt;abc\">");
  CHECK(rejected(form::input, {}, "count=", {.path = "count", .value = 3}, {{"aria-describedby", "help"}}) ==
        "<input type=\"text\" id=\"count\" name=\"count\" aria-invalid=\"true\" value=\"\" aria-describedby=\"help\">");
  CHECK(rejected(form::input, {}, "count=5&level=x", {.path = "count"}) ==
        "<input type=\"text\" id=\"count\" name=\"count\" value=\"5\">");
}

TEST_CASE("a check box is on for true, for a value, or for one in a list") {
  const std::string marker = "<input type=\"hidden\" name=\"_is_gift\" value=\"1\">";
  Order order;
  CHECK(field(form::checkbox, order, {.path = "is_gift"}) ==
        "<input type=\"checkbox\" id=\"is_gift\" name=\"is_gift\" value=\"true\">" + marker);
  order.is_gift = true;
  CHECK(field(form::checkbox, order, {.path = "is_gift"}) ==
        "<input type=\"checkbox\" id=\"is_gift\" name=\"is_gift\" value=\"true\" checked>" + marker);
  CHECK(field(form::checkbox, order, {.path = "is_gift", .value = "yes"}) ==
        "<input type=\"checkbox\" id=\"is_gift1\" name=\"is_gift\" value=\"yes\" checked>" + marker);
  CHECK(field(form::checkbox, order, {.path = "is_gift"}, {{"disabled", true}}).find("_is_gift") == std::string::npos);
  order.tags = {"a", "c"};
  TestPage page;
  CHECK(fields_of(page, order, nullptr,
                  [&] {
                    for (const char* tag : {"a", "b"}) form::checkbox(page, {.path = "tags", .value = tag}, {});
                  }) ==
        "<input type=\"checkbox\" id=\"tags1\" name=\"tags\" value=\"a\" checked>"
        "<input type=\"hidden\" name=\"_tags\" value=\"1\">"
        "<input type=\"checkbox\" id=\"tags2\" name=\"tags\" value=\"b\">");
}

TEST_CASE("a radio button is on for its value") {
  Order order;
  order.color = Color::green;
  CHECK(field(form::radio, order, {.path = "color", .value = Color::green}) ==
        "<input type=\"radio\" id=\"color1\" name=\"color\" value=\"green\" checked>");
  CHECK(field(form::radio, order, {.path = "color", .value = "red"}) ==
        "<input type=\"radio\" id=\"color1\" name=\"color\" value=\"red\">");
  CHECK(field(form::radio, order, {.path = "price", .value = "0"}) ==
        "<input type=\"radio\" id=\"price1\" name=\"price\" value=\"0\" checked>");
  CHECK(rejected(form::radio, order, "color=blue", {.path = "color", .value = "green"}).find("checked") ==
        std::string::npos);
}

TEST_CASE("the attribute label is an element after the box") {
  Order order;
  CHECK(field(form::checkbox, order, {.path = "is_gift"}, {{"label", "A <gift> & more"}, {"class", "c"}}) ==
        "<input type=\"checkbox\" id=\"is_gift\" name=\"is_gift\" value=\"true\" class=\"c\">"
        "<label for=\"is_gift\">A &lt;gift&gt; &amp; more</label>"
        "<input type=\"hidden\" name=\"_is_gift\" value=\"1\">");
  CHECK(field(form::radio, order, {.path = "color", .value = "x"},
              {{"Label", Value::html("R&amp;D <b>")}, {"id", "a\"b"}}) ==
        "<input type=\"radio\" name=\"color\" value=\"x\" id=\"a&#34;b\">"
        "<label for=\"a&#34;b\">R&amp;D &lt;b></label>");
  CHECK(field(form::radio, order, {.path = "color", .value = "x"}, {{"label", nullptr}}) ==
        "<input type=\"radio\" id=\"color1\" name=\"color\" value=\"x\">");
  TestPage page;
  const std::string text = fields_of(page, order, nullptr, [&] {
    form::checkbox(page, {.path = "tags", .value = "a"}, {{"label", "A"}});
    form::Label label(page, {.path = "tags", .has_number = true}, {});
    label.end();
    form::checkbox(page, {.path = "tags", .value = "b"}, {});
  });
  // That of the box after it.
  CHECK(text.find("<label for=\"tags1\">A</label>") != text.npos);
  CHECK(text.find("<label for=\"tags2\"></label><input type=\"checkbox\" id=\"tags2\"") != text.npos);
}

TEST_CASE("labels are for the boxes beside them") {
  TestPage page;
  const std::string text = fields_of(page, Order(), nullptr, [&] {
    for (const char* tag : {"a", "b"}) {
      form::Label label(page, {.path = "tags", .has_number = true}, {});
      label.end();
      form::checkbox(page, {.path = "tags", .value = tag}, {});
    }
    form::radio(page, {.path = "color", .value = "red"}, {});
    form::Label label(page, {.path = "color"}, {});
    label.end();
    form::input(page, {.path = "name"}, {{"id", "n"}});
    form::Label of_name(page, {.path = "name"}, {});
    of_name.end();
  });
  std::string ids;
  for (std::size_t at = 0; (at = text.find_first_of("<", at)) != text.npos; ++at)
    for (const char* name : {" for=\"", " id=\""}) {
      const std::size_t found = text.find(name, at);
      if (found == text.npos || found > text.find('>', at)) continue;
      const std::size_t begin = text.find('"', found) + 1;
      ids += text.substr(begin, text.find('"', begin) - begin) + " ";
    }
  CHECK(ids == "tags1 tags1 tags2 tags2 color1 color1 n n ");
}

TEST_CASE("the text of a flag says whether it is set") {
  Order order;
  CHECK(field(form::input, order, {.path = "name"},
              {{"readonly", "false"}, {"Disabled", "false"}, {"required", false}}) ==
        "<input type=\"text\" id=\"name\" name=\"name\" value=\"\">");
  CHECK(field(form::input, order, {.path = "name"},
              {{"readonly", "true"}, {"disabled", "disabled"}, {"data-x", "false"}}) ==
        "<input type=\"text\" id=\"name\" name=\"name\" value=\"\" readonly disabled=\"disabled\" data-x=\"false\">");
  CHECK(field(form::checkbox, order, {.path = "is_gift"}, {{"disabled", "false"}}).find("_is_gift") !=
        std::string::npos);
}

TEST_CASE("the content of a text area is text, and gives way to what was entered") {
  Order order;
  order.name = "model";
  const Value body = Value::html("a &amp; <b>c</b></textarea>");
  CHECK(field(form::textarea, order, {.path = "name", .value = body}) ==
        "<textarea id=\"name\" name=\"name\">\na &amp; &lt;b>c&lt;/b>&lt;/textarea></textarea>");
  CHECK(rejected(form::textarea, order, "count=x", {.path = "count", .value = body}).find(">\nx</textarea>") !=
        std::string::npos);
}

TEST_CASE("a label is for its field") {
  TestPage page;
  CHECK(fields_of(page, Order(), nullptr, [&] {
          form::Label label(page, {.path = "address.street"}, {{"class", "wide"}});
          page.out() << "Street & more";
          label.end();
        }) == "<label for=\"address.street\" class=\"wide\">Street &amp; more</label>");
}

TEST_CASE("values are escaped where a page captures text") {
  TestPage page;
  const Capture text(page.out(), true);
  const Order order = hostile();
  CHECK(fields_of(page, order, nullptr, [&] { form::input(page, {.path = "name"}, {{"title", "<"}}); }).find('<', 1) ==
        std::string::npos);
}

TEST_CASE("URLs among the attributes cannot run scripts, and the name is the path") {
  TestPage page;
  CHECK(fields_of(page, Order(), nullptr, [&] {
          form::input(page, {.path = "name"}, {{"formaction", "javascript:alert(1)"}});
        }).find("javascript") == std::string::npos);
  const auto named = [&] {
    fields_of(page, Order(), nullptr, [&] { form::input(page, {.path = "name"}, {{"Name", "x"}}); });
  };
  CHECK(error_of(named) == "the name of a field is its path; remove the attribute `name`");
}

}  // namespace
}  // namespace quire
