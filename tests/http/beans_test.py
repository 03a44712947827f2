"""Beans in all four scopes, and their properties."""

import unittest

from support.server import SiteTest

PLAIN = '<%@ page contentType="text/plain" import="cart.h" %>'

FILES = {
    "WEB-INF/src/cart.h": """#pragma once
#include <quire/codec.h>
#include <string>
#include <vector>
struct Cart {
  int count = 0;
  std::string note;
  std::vector<int> sizes;
  bool open = false;
  double rate = -1;
};
QUIRE_FIELDS(Cart, count, note, sizes, open, rate)
""",
    "show.page": PLAIN + '<page:useBean id="cart" type="Cart" scope="request"/>shown <%= cart.count %>',
    "raise.page": PLAIN + '<page:useBean id="cart" type="Cart" scope="request"/><% cart.count += 10; %>',
}
for scope in ("page", "request", "session", "application"):
    FILES[scope + ".page"] = (PLAIN + f'<page:useBean id="cart" class="Cart" scope="{scope}">new <% cart.count = 5; %></page:useBean>'
                              '<% ++cart.count; %><%= cart.count %>')


class Beans(SiteTest):
    FILES = FILES

    def assert_renders(self, text, expected, query=""):
        self.site.write("test.page", PLAIN + text)
        self.assert_page("/test.page" + query, expected)

    def test_scopes(self):
        for scope in ("page", "request"):
            self.assert_page(f"/{scope}.page", "new 6")
            self.assert_page(f"/{scope}.page", "new 6")
        self.assert_page("/application.page", "new 6")
        self.assert_page("/application.page", "7")

    def test_the_session_keeps_changed_properties(self):
        cookie = self.assert_page("/session.page", "new 6").header("Set-Cookie").split(";")[0]
        for count in (7, 8):
            self.assert_page("/session.page", str(count), headers={"Cookie": cookie})
        self.assert_page("/session.page", "new 6")

    def test_included_pages_share_beans_of_the_request(self):
        self.assert_renders('<page:useBean id="cart" class="Cart" scope="request"/><% cart.count = 3; %><page:include page="show.page"/>'
                            '<page:include page="raise.page"/> <%= cart.count %>', "shown 3 13")

    def test_a_bean_that_must_exist(self):
        response = self.assert_status("/show.page", 500)
        self.assertIn("cart", response.words)
        self.assertIn("show.page:1:", response.words)

    def test_properties_from_values(self):
        bean = '<page:useBean id="cart" class="Cart"/>'
        for value, expected in (('value="7"', "7"), ('value="<%= 3 + 4 %>"', "7"), ('value="${7}"', "7"), ('value="1<%= 2 %>"', "12")):
            with self.subTest(value):
                self.assert_renders(f'{bean}<page:setProperty name="cart" property="count" {value}/><page:getProperty name="cart" property="count"/>',
                                    expected)
        self.assert_renders(f'{bean}<page:setProperty name="cart" property="note" value="a&quot;<%= \'<\' %>"/><page:getProperty name="cart" property="note"/>',
                            'a"<')
        self.assert_renders(f'{bean}<page:setProperty name="cart" property="note"><page:attribute name="value"> n<%= 1 %> </page:attribute></page:setProperty>'
                            "[<%= cart.note %>]", "[n1]")
        self.assert_renders(f'{bean}<page:setProperty name="cart" property="open" value="true"/><page:setProperty name="cart" property="rate" value="<%= 1.5 %>"/>'
                            "<%= cart.open %> <%= cart.rate %>", "true 1.5")
        self.assert_renders(f'{bean}<page:setProperty name="cart" property="sizes" value="<%= std::vector<int>{{1, 2}} %>"/><%= cart.sizes.size() %>', "2")

    def test_a_value_that_cannot_be_converted(self):
        self.site.write("bad.page", PLAIN + '\n<page:useBean id="cart" class="Cart"/>\n <page:setProperty name="cart" property="count" value="x"/>')
        response = self.assert_status("/bad.page", 500)
        self.assertIn("property `count`, of type `int`, cannot be `x`", response.words)
        self.assertIn("bad.page:3:3", response.words)

    def test_properties_from_parameters(self):
        page = '<page:useBean id="cart" class="Cart"/><page:setProperty name="cart" property="count"/>' \
               '<page:setProperty name="cart" property="note" param="text"/><%= cart.count %> [<%= cart.note %>]'
        self.assert_renders(page, "4 [<a>]", "?count=4&text=%3Ca%3E")
        self.assert_renders(page, "0 []")
        self.assert_renders(page, "0 []", "?count=&text=")
        self.assertIn("count", self.assert_status("/test.page?count=x", 400).words)

    def test_all_properties(self):
        page = '<page:useBean id="cart" class="Cart"/><page:setProperty name="cart" property="*"/>' \
               '<%= cart.count %> <%= cart.note %> <%= cart.sizes.size() %> <%= cart.open %> <%= cart.rate %>'
        self.assert_renders(page, "2 n 2 true 0.5", "?count=2&note=n&sizes=1&sizes=3&open=true&rate=.5&other=1")
        self.assert_renders(page, "0  0 false -1")
        self.assert_status("/test.page?count=2&rate=x", 400)

    def test_a_redirect_writes_the_session_back(self):
        self.site.write("login.page", PLAIN + '<page:useBean id="cart" class="Cart" scope="session"/><% cart.count = 40; response.redirect("/session.page"); %>')
        cookie = self.assert_status("/login.page", 302).header("Set-Cookie").split(";")[0]
        self.assert_page("/session.page", "41", headers={"Cookie": cookie})

    def test_beans_in_tags(self):
        self.site.write("WEB-INF/tags/bean.tag", '<%@ tag import="cart.h" %><page:useBean id="cart" class="Cart" scope="request"/><% ++cart.count; %>')
        self.assert_renders('<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><page:useBean id="cart" class="Cart" scope="request"/><% cart.count = 3; %>'
                            '<t:bean/><page:include page="show.page"/>', "shown 4")


if __name__ == "__main__":
    unittest.main()
