"""Request parameters from queries and forms, and responses to invalid ones."""

import unittest

from support.http import form
from support.server import SiteTest

ALL = """<%@ page contentType="text/plain" %><% for (auto [name, value] : request.param_map()) {
%><%- name %>=<%- value %>
<% } %>"""


class Parameters(SiteTest):
    FILES = {
        "all.page": ALL,
        "one.page": '<%@ page contentType="text/plain" %><%= request.has_param("a") %> <%- request.param("a") %> <%= request.params("a").size() %>',
        "escaped.page": '<%= request.param("a") %>',
        "typed.page": """<%@ page contentType="text/plain" import="<string>" %><%
  out << request.param<int>("i").value_or(-1) << ' ' << request.param<double>("d").value_or(-1) << ' '
      << request.param<bool>("b").value_or(false) << ' ' << request.param<unsigned char>("u").value_or(0) << ' '
      << request.param<std::string>("s").value_or("none"); %>""",
        "body.page": '<%@ page contentType="text/plain" %><%= request.content_length() %> <%- request.body() %>',
        "thrown.page": '<% throw quire::BadRequest("the date lies in the past & so on"); %>',
    }

    def test_query(self):
        self.assert_page("/all.page?a=1&b=2&a=3", "a=1\nb=2\na=3\n")

    def test_form_parameters_come_after_the_query(self):
        self.assert_page("/all.page?a=q", "a=q\na=f\nb=\n", **form("a=f&b="))

    def test_decoding(self):
        self.assert_page("/all.page?a=x+y%20z%2B&%61%3D=%26&u=%E2%82%AC", "a=x y z+\na==&\nu=€\n")
        self.assert_page("/all.page", "a=x y z+\na==&\nu=€\n", **form("a=x+y%20z%2B&%61%3D=%26&u=%E2%82%AC"))

    def test_parameters_without_value_or_name(self):
        self.assert_page("/all.page?a&b=&&c==d", "a=\nb=\nc==d\n")

    def test_repeated_and_missing_names(self):
        self.assert_page("/one.page?a=1&a=2", "true 1 2")
        self.assert_page("/one.page", "false  0")
        self.assert_page("/one.page?a=", "true  1")

    def test_content_type_decides_whether_a_body_is_a_form(self):
        self.assert_page("/all.page", "a=1\n", method="POST", body="a=1",
                         headers={"Content-Type": "Application/X-WWW-Form-URLencoded; charset=UTF-8"})
        self.assert_page("/all.page", "", method="POST", body="a=1", headers={"Content-Type": "text/plain"})
        self.assert_page("/all.page", "", method="POST", body="a=1")

    def test_body_of_known_and_unknown_length(self):
        self.assert_page("/body.page", "3 a=1", method="POST", body="a=1")
        self.assert_page("/body.page", "-1 hello, you", method="POST", body="5\r\nhello\r\n5;x=y\r\n, you\r\n0\r\nTrailer: t\r\n\r\n",
                         headers={"Transfer-Encoding": "chunked"})
        self.assert_page("/body.page", "0 ", method="POST", body="")

    def test_form_in_chunks(self):
        self.assert_page("/all.page", "a=b c\n", method="POST", body="3\r\na=b\r\n2\r\n+c\r\n0\r\n\r\n",
                         headers={"Transfer-Encoding": "chunked", "Content-Type": "application/x-www-form-urlencoded"})

    def test_values_are_escaped_when_printed(self):
        self.assert_page("/escaped.page?a=%3Cscript%3E", "&lt;script&gt;")

    def test_malformed_percent_encoding_stands_for_itself(self):
        for text, shown in (("a=%", "a=%"), ("a=%4", "a=%4"), ("a=%zz", "a=%zz"), ("%=1", "%=1"), ("a=1&b=%e", "a=1\nb=%e"), ("a=%ff", "a=\ufffd")):
            with self.subTest(text):
                self.assert_page("/all.page?" + text, shown + "\n")
                self.assert_page("/all.page", shown + "\n", **form(text))

    def test_too_many_parameters(self):
        self.assert_status("/all.page?" + "a&" * 1000, 200)
        self.assert_status("/all.page?" + "a&" * 1001, 400)
        self.assert_status("/all.page", 413, **form("a&" * 1001))
        self.assert_status("/all.page", 413, **form("a=" + "x" * (2 << 20)))

    def test_typed_parameters(self):
        self.assert_page("/typed.page", "-1 -1 false 0 none")
        self.assert_page("/typed.page?i=-42&d=2.5e1&b=on&u=255&s=text", "-42 25 true 255 text")
        self.assert_page("/typed.page?i=&d=", "-1 -1 false 0 none")

    def test_failed_conversion_is_a_bad_request(self):
        for query, words in (("i=x", "parameter `i` is `x`; it must be a whole number from -2147483648 to 2147483647"),
                             ("i=2147483648", "parameter `i` is `2147483648`"), ("i=1.5", "parameter `i`"), ("i=+1", "parameter `i`"),
                             ("i=1%20", "parameter `i` is `1 `"), ("u=256", "a whole number from 0 to 255"), ("u=-1", "parameter `u`"),
                             ("d=nothing", "parameter `d` is `nothing`; it must be a number"), ("b=perhaps", "`true` or `false`"),
                             ("i=%3Cb%3E", "parameter `i` is `&lt;b&gt;`")):
            with self.subTest(query):
                self.assertIn(words, self.assert_status("/typed.page?" + query, 400).words)

    def test_pages_can_throw_bad_request(self):
        self.assertIn("the date lies in the past &amp; so on", self.assert_status("/thrown.page", 400).words)


if __name__ == "__main__":
    unittest.main()
