"""The output of the elements of the page language."""

import unittest

from support.server import SiteTest


class Elements(SiteTest):
    FILES = {
        "WEB-INF/parts/head.pagef": '<%@ page import="<string>" %><% const std::string title = "T"; %><h1><%= title %></h1>',
        "greeting.h": "#pragma once\ninline const char* greeting() { return \"from a header\"; }\n",
        "WEB-INF/src/farewell.h": "#pragma once\ninline const char* farewell() { return \"from the site\"; }\n",
    }

    def test_text_is_unchanged(self):
        text = "a  b\n\tc $5 % <p title='x'>\\ & €\n\n"
        self.assertEqual(self.render(text), text)

    def test_literal_ends_and_dollars(self):
        self.assertEqual(self.render("<\\% %\\> \\${x} \\#{y}"), "<% %\\> ${x} #{y}")

    def test_an_unknown_name_in_a_script_may_be_that_of_javascript(self):
        self.site.write("script.page", "<script>f(`${b}`)</script>")
        self.assertIn("identifier [b] is neither a C++ variable here nor an attribute in any scope; "
                      "for JavaScript&#39;s own `${…}`, write `\\${…}`", self.assert_status("/script.page", 500).words)
        self.assertEqual(self.render("<script>f(`\\${b}`)</script>"), "<script>f(`${b}`)</script>")

    def test_expressions_escape_and_raw_expressions_do_not(self):
        self.assertEqual(self.render("<%= \"<&>\\\"'é\" %>|<%- \"<&>\" %>"), "&lt;&amp;&gt;&#34;&#39;é|<&>")

    def test_out_escapes_and_raw_does_not(self):
        self.assertEqual(self.render('<% out << "<" << 1; out.raw("<br>"); %>'), "&lt;1<br>")

    def test_braces_open_in_one_scriptlet_and_close_in_another(self):
        text = "<% for (int n = 0; n < 3; ++n) { %>[<% if (n == 1) { %>one<% } else { %><%= n %><% } %>]<% } %>\n"
        self.assertEqual(self.render(text), "[0][one][2]\n")

    def test_declarations_are_visible_in_the_whole_page(self):
        text = "<%= twice(4) %><%! struct Pair { int a, b; };\nint twice(int n) { return 2 * n; } %> <%= Pair{1, 2}.b %>"
        self.assertEqual(self.render(text), "8 2")

    def test_end_of_code_in_a_string(self):
        self.assertEqual(self.render('<%= "%>" %>!<%- R"(%>)" %><% /* %> */ %>.'), "%&gt;!%>.")

    def test_pages_in_xml(self):
        text = ('<ul><jsp:scriptlet>for (int n = 0; n &lt; 2; ++n) {</jsp:scriptlet>\n'
                '  <li id="%= n %">&lt;<jsp:expression>n</jsp:expression></li> <jsp:scriptlet>}</jsp:scriptlet></ul>')
        self.assertEqual(self.render(text, "test.pagex"), '<?xml version="1.0" encoding="UTF-8"?>\n'
                         '<ul><li id="0">&lt;0</li><li id="1">&lt;1</li></ul>')

    def test_comments_are_removed(self):
        self.assertEqual(self.render("a<%-- <%= nothing %> --%>b<% // line\n %>c"), "abc")

    def test_imports_from_the_library_and_the_site(self):
        text = '<%@ page import="<vector>, <string>" import="greeting.h" %><%@ page import="farewell.h" %><%\n' \
               'std::vector<std::string> all = {greeting(), farewell()};\nfor (auto& one : all) { %><%= one %>;<% } %>'
        self.assertEqual(self.render(text), "from a header;from the site;")

    def test_include_directive_shares_the_scope(self):
        self.assertEqual(self.render('<%@ include file="WEB-INF/parts/head.pagef" %><%= title + "!" %>'), "<h1>T</h1>T!")

    def test_implicit_objects(self):
        text = '<%= request.method() %> <%= request.path() %> <%= response.status() %> <%= application.context_path().size() %>' \
               '<% context.find_attribute("x"); %>'
        self.assertEqual(self.render(text), "GET /test.page 200 0")

    def test_return_ends_the_page(self):
        self.assertEqual(self.render("a<% if (true) return; %>b"), "a")

    def test_empty_page(self):
        self.site.write("empty.page", "")
        response = self.get("/empty.page")
        self.assertEqual((response.status, response.header("Content-Type")), (200, "text/html;charset=UTF-8"))

    def test_empty_page_that_is_not_html_has_no_bytes(self):
        self.assert_bytes(b'<%@ page contentType="text/plain" %>', b"")

    def test_crlf_is_kept(self):
        self.assert_bytes(b'<%@ page contentType="text/plain" %>a\r\n<%= 1\r\n %>\r\n\r\nb\r\n', b"a\r\n1\r\n\r\nb\r\n")

    def test_byte_order_mark_is_not_text(self):
        self.assert_bytes(b'\xef\xbb\xbf<%@ page contentType="text/plain" %>\r\nx\xe2\x82\xac', b"\r\nx\xe2\x82\xac")

    def test_every_character_of_text(self):
        text = "".join(map(chr, [0, *range(1, 0x20), *range(0x20, 0x7f), 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff]))
        page = '<%@ page contentType="text/plain" %>' + text.replace("\\", "/")
        self.assert_bytes(page.encode(), text.replace("\\", "/").encode())

    def test_ten_thousand_lines(self):
        page = '<%@ page contentType="text/plain" %>' + "".join(
            f"line {n} <%= {n} %>\n" if n % 100 == 0 else f"line {n}\n" for n in range(10_000))
        expected = "".join(f"line {n} {n}\n" if n % 100 == 0 else f"line {n}\n" for n in range(10_000))
        self.assert_bytes(page.encode(), expected.encode())

    def test_static_object_with_a_destructor(self):
        text = '<%@ page import="<string>, <vector>" %><%! struct Kept { std::vector<std::string> all{"kept"};\n' \
               '~Kept() { all.clear(); } };\nKept kept; %><% static Kept inner; %><%= kept.all[0] + inner.all[0] %>'
        self.assertEqual(self.render(text, "static.page"), "keptkept")
        self.assertEqual(self.render(text.replace('"kept"', '"new"'), "static.page"), "newnew")

    def test_newest_symbol_versions_are_linked(self):
        # The oldest version of realpath does not accept a null buffer.
        text = '<%@ page import="<cstdlib>" %><% char* whole = realpath("/", nullptr); %><%= whole %><% free(whole); %>'
        self.assertEqual(self.render(text), "/")

    def assert_bytes(self, page, expected):
        self.site.write("bytes.page", page)
        response = self.get("/bytes.page")
        self.assertEqual((response.status, response.body), (200, expected))


class Printing(SiteTest):
    FILES = {
        "shop.h": """#pragma once
#include <quire/page.h>
namespace shop {
struct Price { long cents; };
inline void print(quire::Writer& out, const Price& price) {
  out << price.cents / 100 << '.' << price.cents % 100 / 10 << price.cents % 10;
  out.raw(" &euro;");
}
enum class Colour { kRed, kBlue };
inline void print(quire::Writer& out, Colour colour) { out << (colour == Colour::kRed ? "red" : "<blue>"); }
}
""",
    }

    def assert_prints(self, expressions, expected, imports=None):
        directive = f'<%@ page import="{imports}" %>' if imports else ""
        page = directive + "|".join(f"<%= {expression} %>" for expression in expressions)
        self.assertEqual(self.render(page).split("|"), expected)

    def test_whole_numbers(self):
        self.assert_prints(
            ["0", "-7", "INT64_MIN", "UINT64_MAX", "static_cast<int8_t>(65)", "static_cast<uint8_t>(200)", "static_cast<short>(-3)"],
            ["0", "-7", "-9223372036854775808", "18446744073709551615", "65", "200", "-3"], "<cstdint>")

    def test_floating_point_numbers_in_shortest_form(self):
        self.assert_prints(["0.1", "1.0", "1e300", "0.1 + 0.2", "0.1f", "-2.5", "100000.0", "1.0 / 3"],
                           ["0.1", "1", "1e+300", "0.30000000000000004", "0.1", "-2.5", "1e+05", "0.3333333333333333"])

    def test_bool_and_char(self):
        self.assert_prints(["true", "1 > 2", "'a'", "'<'"], ["true", "false", "a", "&lt;"])

    def test_strings(self):
        self.assert_prints(['std::string("s<")', 'std::string_view("v")', '"c"', 'std::string("a\\0b", 3)'], ["s&lt;", "v", "c", "a\0b"])

    def test_optional(self):
        self.assert_prints(["std::optional<int>(5)", 'std::optional<std::string>("&")'], ["5", "&amp;"], "<optional>")

    def test_time_points_and_durations(self):
        self.assert_prints(
            ["std::chrono::system_clock::from_time_t(1795374600)", "std::chrono::system_clock::time_point()", "std::chrono::milliseconds(250)",
             "std::chrono::seconds(3)", "std::chrono::minutes(2)", "std::chrono::hours(1)", "std::chrono::microseconds(7)",
             "std::chrono::nanoseconds(9)", "std::chrono::duration<double>(1.5)"],
            ["2026-11-22T19:10:00Z", "1970-01-01T00:00:00Z", "250ms", "3s", "2min", "1h", "7us", "9ns", "1.5s"], "<chrono>")

    def test_path(self):
        self.assert_prints(['std::filesystem::path("/a&b") / "c"'], ["/a&amp;b/c"], "<filesystem>")

    def test_plain_enum_is_a_number(self):
        self.assertEqual(self.render("<%! enum Size { kSmall = 3, kLarge }; %><%= kLarge %>"), "4")

    def test_printers_are_found_in_the_namespace_of_their_types(self):
        self.assert_prints(["shop::Price{1205}", "shop::Colour::kRed", "shop::Colour::kBlue", "std::optional(shop::Price{5})"],
                           ["12.05 &euro;", "red", "&lt;blue&gt;", "0.05 &euro;"], "shop.h, <optional>")

    def test_value(self):
        self.assert_prints(['quire::Value("<")', "quire::Value(2.5)", "quire::Value(true)", "quire::Value(7)"], ["&lt;", "2.5", "true", "7"])

    def test_nothing_to_print_is_an_error(self):
        for expression, message in (("std::optional<int>()", "an empty optional cannot be printed"),
                                    ("static_cast<const char*>(nullptr)", "a null `const char*` cannot be printed"),
                                    ("quire::Value()", "a null `quire::Value` cannot be printed")):
            with self.subTest(expression):
                self.site.write("nothing.page", f'<%@ page import="<optional>" %>\n x <%= {expression} %>')
                response = self.get("/nothing.page")
                self.assertEqual(response.status, 500)
                self.assertIn(message, response.words)
                self.assertIn("nothing.page:2:8", response.text)

    def test_types_without_a_printer_are_refused(self):
        self.site.write("refused.page", "<%! struct S {}; int n; %>\n<%= S() %>\n<%= &n %>")
        response = self.get("/refused.page")
        self.assertEqual(response.status, 500)
        self.assertIn("a value of type `S` cannot be printed", response.words)
        self.assertIn("a value of type `int *` cannot be printed", response.words)
        self.assertIn("refused.page:2:5", response.text)
        self.assertIn("refused.page:3:5", response.text)


if __name__ == "__main__":
    unittest.main()
