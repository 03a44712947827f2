"""Responses to exceptions in pages, in development and in production."""

import re
import unittest

from support.server import ProductionTest, SiteTest
from support.site import PLAIN

FILES = {
    "throws.page": '<%@ page import="<stdexcept>" %>\nfine\n  <p><% if (true) throw std::runtime_error("no <b>\\"x\\" & y"); %></p>\n',
    "expression.page": '<%@ page import="<vector>" %>\né\t<%= std::vector<int>().at(3) %>',
    "function.page": '<%! [[gnu::noinline]] int fail() { throw 1; } %>\n\n<%= fail() %>',
    "text.page": '<% throw "plain text"; %>',
    "string.page": '<%@ page import="<string>" %><% throw std::string("a string"); %>',
    "number.page": "<% throw 42; %>",
    "outer.page": 'before\n<% context.include("sub/inner.page"); %>\n',
    "sub/inner.page": '<%@ page import="<string>" %><%! struct OutOfStock { std::string what; }; %>\n\n <% throw OutOfStock{"pens"}; %>',
    "own.page": '<%@ page import="<stdexcept>" %><%! struct OutOfStock : std::runtime_error { using runtime_error::runtime_error; }; %>'
                '<% throw OutOfStock("no pens"); %>',
    "catching.page": '<% try { context.include("sub/inner.page"); } catch (...) { out << "caught"; } %>',
    "caught_before.page": '<% try { context.include("sub/inner.page"); } catch (...) {} %>\n<% throw 2; %>',
    "part.page": '<%@ include file="WEB-INF/part.pagef" %>',
    "WEB-INF/part.pagef": "one\ntwo <% throw 1; %>",
    "typed.page": '<%= request.param<int>("n").value_or(0) %>',
    "nested.page": """<%@ page import="<stdexcept>" %><%! static void load() {
  try { throw std::out_of_range("no row 7"); } catch (...) { std::throw_with_nested(std::runtime_error("cannot load")); }
} %>
<% load(); %>""",
    "rethrows.page": """<% try {
  context.include("sub/inner.page");
} catch (...) {
  try { throw 1; } catch (int) {}
  throw;
} %>""",
    "names.page": """<% request.set_attribute("user", quire::Value::map({{"age", "`old`"}, {"bio", std::string(900, 'x')}}));
context.set_attribute("other", 1); %>
${other}
<b>${user.age + 1}</b>""",
    "fine.page": "fine",
}


class Development(SiteTest):
    FILES = FILES

    def assert_error(self, target, *words):
        response = self.assert_status(target, 500)
        self.assertEqual(response.header("Content-Type"), "text/html;charset=UTF-8")
        for word in words:
            self.assertIn(word, response.words)
        return response

    def test_location_and_message(self):
        response = self.assert_error("/throws.page", "throws.page:3:19", "std::runtime_error", "no &lt;b&gt;&#34;x&#34; &amp; y")
        self.assertNotIn("no <b>", response.text)

    def test_excerpt_of_the_source(self):
        text = self.assert_error("/throws.page").text
        self.assertRegex(text, r'<span class="line hit" data-number="3">  &lt;p&gt;&lt;% if \(true\) <mark>throw[^<]*</mark> %&gt;')
        self.assertIn('<span class="line" data-number="2">fine', text)

    def test_the_column_is_that_of_the_code(self):
        # A two-byte character counts as two columns, as in Clang's messages.
        self.assert_error("/expression.page", "expression.page:2:27", "std::out_of_range")

    def test_thrown_in_a_function_of_the_page(self):
        self.assert_error("/function.page", "thrown in function.page:1:36", "called from function.page:3:5", "int")

    def test_thrown_values_that_are_not_exceptions(self):
        self.assert_error("/text.page", "plain text", "text.page:1:4")
        self.assert_error("/string.page", "a string")
        self.assert_error("/number.page", "<h1>int</h1>")

    def test_user_defined_types_are_named(self):
        self.assert_error("/own.page", "<h1>OutOfStock</h1>", "no pens")

    def test_a_throw_through_an_include_names_both_locations(self):
        text = self.assert_error("/outer.page", "OutOfStock").text
        inner, outer = text.find("sub/inner.page:3:5"), text.find("outer.page:2:12")
        self.assertTrue(0 < inner < outer, text)

    def test_an_including_page_can_catch(self):
        self.assert_page("/catching.page", "\n\n caught")

    def test_a_caught_exception_is_not_part_of_the_next_error(self):
        with self.server.connect() as connection:
            # On one connection, so that the same thread can handle both.
            for _ in range(8):
                self.assertEqual(connection.get("/catching.page").status, 200)
                self.assertNotIn("sub/inner.page", connection.get("/function.page").text)
        text = self.assert_error("/caught_before.page", "caught_before.page:2:4").text
        self.assertNotIn("in sub/inner.page", text)

    def test_nested_exceptions_are_shown_with_their_causes(self):
        self.assert_error("/nested.page", "<h1>std::runtime_error</h1>", "cannot load", "caused by `std::out_of_range`: no row 7",
                          "thrown in nested.page:2:62", "called from nested.page:4:4")
        self.server.logged("/nested.page: std::runtime_error: cannot load; caused by std::out_of_range: no row 7 at nested.page:2:62")

    def test_a_rethrown_exception_has_its_original_location(self):
        self.assert_error("/rethrows.page", "OutOfStock", "thrown in sub/inner.page:3:5", "included from rethrows.page:2:11")

    def test_what_the_names_in_an_expression_were(self):
        text = self.assert_error("/names.page", "names.page:4:", "quire::el::Error", "cannot be").text
        shown = re.search(r"<code>user</code> is <code>([^<]*)</code>", text)[1]
        self.assertTrue(shown.startswith("{&#34;age&#34;:&#34;&#39;old&#39;&#34;,&#34;bio&#34;:&#34;xxx"), shown)
        self.assertLess(len(shown), 300)
        # What other expressions have read is of no interest.
        self.assertNotIn("<code>other</code>", text)

    def test_an_edit_keeps_the_lines_of_declarations(self):
        text = PLAIN + "<%! static int fail(int n) {\n  if (n > 1)\n    throw n;\n  return n;\n} %>\n<%= fail(1) %>"
        self.site.write("edited.page", text)
        self.assert_page("/edited.page", "\n1")
        for number in (2, 3, 4):
            self.site.write("edited.page", text.replace("fail(1)", f"fail({number})"))
            self.assert_error("/edited.page", f">{number}<", "thrown in edited.page:3:5", "called from edited.page:6:5")

    def test_location_in_an_included_file(self):
        self.assert_error("/part.page", "WEB-INF/part.pagef:2:8")

    def test_the_log_has_one_line(self):
        self.assert_error("/outer.page")
        self.server.logged_like(r"\S+ /outer\.page: OutOfStock: .* at sub/inner\.page:3:5, from outer\.page:2:12\n")

    def test_a_text_edit_moves_the_location(self):
        self.site.write("moving.page", "a\n<% throw 1; %>")
        self.assert_error("/moving.page", "moving.page:2:4")
        self.site.write("moving.page", "a\nb\nc\n  <% throw 1; %>")
        self.assert_error("/moving.page", "moving.page:4:6")
        self.server.logged_like(r"/moving\.page  text  ")


class Production(ProductionTest):
    FILES = {
        **{f"webapps/ROOT/{path}": text for path, text in FILES.items()},
        "webapps/ROOT/mistake.page": "<%= unknown_name %>",
    }

    def test_a_plain_message_with_a_request_id_that_is_in_the_log(self):
        response = self.server.get("/throws.page")
        self.assertEqual(response.status, 500)
        self.assertIn("500 Internal Server Error", response.text)
        for detail in ("no &lt;b&gt;", "runtime_error", "throws.page", self.site.root):
            self.assertNotIn(detail, response.text)
        request_id = re.search(r"Request ([\w-]+)", response.text).group(1)
        self.server.logged_like(f'{request_id} /throws.page: std::runtime_error: no <b>"x" & y at throws.page:3:9')

    def test_compile_errors_are_not_shown(self):
        response = self.server.get("/mistake.page")
        self.assertEqual(response.status, 500)
        for detail in ("unknown_name", "mistake.page", self.site.root):
            self.assertNotIn(detail, response.text)
        self.server.logged("mistake.page:1:5: error: ")

    def test_an_invalid_parameter_is_reported(self):
        response = self.server.get("/typed.page?n=x")
        self.assertEqual(response.status, 400)
        self.assertIn("parameter `n` is `x`", response.text)

    def test_the_last_working_version_keeps_serving(self):
        path = "webapps/ROOT/good.page"
        self.site.write(path, "good <%= 1 %>")
        self.assertEqual(self.server.get("/good.page").text, "good 1")
        self.site.write(path, "bad <%= unknown %>")
        self.assertEqual(self.server.get("/good.page").text, "good 1")

    def test_request_ids_are_unique(self):
        ids = {re.search(r"Request ([\w-]+)", self.server.get("/number.page").text).group(1) for _ in range(5)}
        self.assertEqual(len(ids), 5)


if __name__ == "__main__":
    unittest.main()
