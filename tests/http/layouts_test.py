"""Layouts as authors write them."""

import re
import unittest

from support.server import SiteTest

PLAIN = '<%@ page contentType="text/plain" layout="main.tag" %>'

FILES = {
    "WEB-INF/tags/main.tag": '<%@ attribute name="title" default="Site" %><%@ attribute name="head" fragment="true" %>'
                             '<%@ attribute name="data-n" type="int" default="3" %>'
                             '<title>${title}</title><page:invoke fragment="head"/><p><page:doBody/></p><%= data_n %>',
    "WEB-INF/tags/outer.tag": "<html><page:doBody/></html>",
    "WEB-INF/tags/inner.tag": '<%@ tag layout="outer.tag" %><%@ attribute name="title" %><h1>${title}</h1><page:doBody/>',
    "WEB-INF/tags/dotted.tag": '<%@ attribute name="a.b" default="x" %>${a_b}<page:doBody/>',
    "WEB-INF/tags/throws.tag": '<page:doBody/>\n<% throw 1; %>',
    "WEB-INF/tags/any.tag": '<%@ tag dynamic-attributes="all" %><% for (const auto& [name, value] : all.as_map()) { %><%= name %>=<%= value %>;<% } %><page:doBody/>',
    "other/sub.tag": "sub <page:doBody/>",
    "target.page": '<%@ page contentType="text/plain" %>target',
}


class Layouts(SiteTest):
    FILES = FILES

    def assert_renders(self, text, expected):
        self.assertEqual(self.render(PLAIN + text), expected)

    def test_a_layout_around_a_page(self):
        self.assert_renders("body", "<title>Site</title><p>body</p>3")

    def test_slots(self):
        self.assert_renders('a<page:attribute name="title">T<%= 1 %> </page:attribute>b<page:attribute name="head"><meta></page:attribute>'
                            '<page:attribute name="data-n">4</page:attribute>', "<title>T1</title><meta><p>ab</p>4")

    def test_slots_in_branches(self):
        for value, title in (("true", "yes"), ("false", "Site")):
            self.assert_renders(f'<% if ({value}) {{ %><page:attribute name="title">yes</page:attribute><% }} %>body', f"<title>{title}</title><p>body</p>3")

    def test_the_last_definition_of_a_slot_wins(self):
        self.assert_renders('<% for (int n = 0; n < 3; ++n) { %><page:attribute name="title">${n}</page:attribute><% } %>', "<title>2</title><p></p>3")

    def test_layouts_of_layouts(self):
        self.assertEqual(self.render('<%@ page contentType="text/plain" layout="inner.tag" %><page:attribute name="title">T</page:attribute>body'),
                         "<html><h1>T</h1>body</html>")

    def test_names_with_dots(self):
        self.assertEqual(self.render('<%@ page contentType="text/plain" layout="dotted.tag" %>y'), "xy")
        self.assertEqual(self.render('<%@ page contentType="text/plain" layout="dotted.tag" %><page:attribute name="a.b">z</page:attribute>y'), "zy")

    def test_undeclared_slots(self):
        self.assertEqual(self.render('<%@ page contentType="text/plain" layout="any.tag" %>x<page:attribute name="data-a">b</page:attribute>'), "data-a=b;x")

    def test_layouts_anywhere_in_the_site(self):
        self.assertEqual(self.render('<%@ page contentType="text/plain" layout="/other/sub.tag" %>x'), "sub x")

    def test_return_ends_only_the_page(self):
        self.assert_renders("a<% if (true) return; %>b", "<title>Site</title><p>a</p>3")

    def test_pages_that_redirect_or_forward(self):
        self.site.write("redirects.page", PLAIN + 'a<% response.redirect("/b"); %>')
        response = self.assert_status("/redirects.page", 302)
        self.assertEqual((response.header("Location"), "title" in response.text), ("/b", False))
        self.site.write("forwards.page", PLAIN + 'a<page:forward page="target.page"/>')
        self.assert_page("/forwards.page", "target")

    def test_exceptions(self):
        self.site.write("throws.page", PLAIN + '\na<page:attribute name="head">\n  <%= std::string().at(1) %></page:attribute>')
        self.assertIn("thrown in throws.page:3:21", self.assert_status("/throws.page", 500).words)
        self.site.write("in_layout.page", '<%@ page layout="throws.tag" %>x')
        words = self.assert_status("/in_layout.page", 500).words
        self.assertIn("thrown in WEB-INF/tags/throws.tag:2:4", words)
        self.assertIn("called from in_layout.page:1:", words)

    def test_an_exception_names_its_statement_once(self):
        self.site.write("deep.page", PLAIN + '\n<%! int f(int n) { if (n > 3) throw n; return n; } %>\n<% int x = f(1);\n  x = f(5);\n%><%= x %>')
        words = self.assert_status("/deep.page", 500).words
        self.assertEqual(re.findall(r"(?:thrown in|called from) ([-\w./]+:\d+:\d+)", words), ["deep.page:2:31", "deep.page:4:7"])

    def test_included_pages_have_their_own_layout(self):
        self.site.write("part.page", PLAIN + "part")
        self.assert_renders('<page:include page="part.page"/>', "<title>Site</title><p><title>Site</title><p>part</p>3</p>3")


if __name__ == "__main__":
    unittest.main()
