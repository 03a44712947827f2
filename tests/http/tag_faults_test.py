"""Exceptions in tags, slots and layouts are reported with their locations, innermost first."""

import re
import unittest

from support.server import SiteTest

T = '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>\n'

FILES = {
    "WEB-INF/tags/box.tag": '<%@ attribute name="n" %>\n [<page:doBody/>]',
    "WEB-INF/tags/slots.tag": '<%@ attribute name="head" fragment="true" %>\n\n<page:invoke fragment="head"/>',
    "WEB-INF/tags/throws.tag": "\n\n  <% throw 1; %>",
    "WEB-INF/tags/captures.tag": '<page:doBody var="v"/>',
    "WEB-INF/tags/main.tag": '<%@ attribute name="head" fragment="true" %>\n<page:doBody/><page:invoke fragment="head"/>',
    "WEB-INF/parts/throws.pagef": "\n <% throw 1; %>",
    "body.page": T + "<t:box>\n  <% throw 1; %></t:box>",
    "in_tag.page": T + "\n<t:box><t:throws/></t:box>",
    "slot.page": T + '<t:slots><page:attribute name="head">\n <% throw 1; %></page:attribute></t:slots>',
    "captured.page": T + "<t:captures><% throw 1; %></t:captures>",
    "value.page": T + '<%! const char* fails() { throw 1; } %>\n<t:box n="a<%= fails() %>"/>',
    "expression.page": T + '<%! const char* fails() { throw 1; } %>\n<t:box n="<%= fails() %>"/>',
    "included.page": T + '<t:box><%@ include file="WEB-INF/parts/throws.pagef" %></t:box>',
    "laid_out.page": '<%@ page layout="main.tag" %>\n <% throw 1; %>',
    "caught.page": T + '<%@ page contentType="text/plain" %><% try { %><t:box>a<% throw 1; %></t:box><% } catch (int) { %>caught<% } %>',
    "fails_later.page": T + "<% try { %><t:box><% throw 1; %></t:box><% } catch (int) { %>\n<% } %>\n<% throw 2; %>",
    "name.page": T + '\n<t:box>${nobody}</t:box>',
}


class TagFaults(SiteTest):
    FILES = FILES

    def assert_places(self, page, *places):
        words = self.assert_status("/" + page, 500).words
        self.assertEqual(re.findall(r"(?:thrown in|called from) ([-\w./]+:\d+:\d+)", words), list(places))

    def test_in_a_body(self):
        self.assert_places("body.page", "body.page:3:6", "WEB-INF/tags/box.tag:2:4", "body.page:2:2")

    def test_in_a_tag_file(self):
        self.assert_places("in_tag.page", "WEB-INF/tags/throws.tag:3:6", "in_tag.page:3:9", "WEB-INF/tags/box.tag:2:4", "in_tag.page:3:2")

    def test_in_a_slot(self):
        self.assert_places("slot.page", "slot.page:3:5", "WEB-INF/tags/slots.tag:3:2", "slot.page:2:2")

    def test_in_a_captured_body(self):
        self.assert_places("captured.page", "captured.page:2:16", "WEB-INF/tags/captures.tag:1:2", "captured.page:2:2")

    def test_in_attributes(self):
        self.assert_places("value.page", "value.page:2:27", "value.page:3:16")
        self.assert_places("expression.page", "expression.page:2:27", "expression.page:3:15")

    def test_in_an_included_file(self):
        self.assert_places("included.page", "WEB-INF/parts/throws.pagef:2:5", "WEB-INF/tags/box.tag:2:4", "included.page:2:2")

    def test_in_a_page_with_a_layout(self):
        self.assert_places("laid_out.page", "laid_out.page:2:5")

    def test_undefined_names(self):
        self.assert_places("name.page", "name.page:3:8", "WEB-INF/tags/box.tag:2:4", "name.page:3:2")

    def test_pages_that_catch(self):
        # Repeatedly, because the server reuses its threads.
        for _ in range(8):
            self.assertIn("[acaught", self.get("/caught.page").text)
            self.assert_places("body.page", "body.page:3:6", "WEB-INF/tags/box.tag:2:4", "body.page:2:2")
        self.assert_places("fails_later.page", "fails_later.page:4:4")


if __name__ == "__main__":
    unittest.main()
