"""Compile errors are shown with their location until they are fixed."""

import os
import unittest

from support.programs import is_thread_sanitized
from support.server import Server, SiteTest
from support.site import PLAIN, Site


class Mistakes(SiteTest):
    FILES = {
        "recursion.page": "<%! template <int N> struct Down { static constexpr int value = Down<N + 1>::value; }; %>\n<%= Down<0>::value %>",
        "symbol.page": "<%! int defined_nowhere(int); %>\n  <%= defined_nowhere(1) %>",
        "several.page": '<%@ page sesion="true" %>\n<%@ include file="none.pagef" %>\n<% } %>\n',
    }

    def assert_mistake(self, target, *words):
        response = self.assert_status(target, 500)
        self.assertEqual(response.header("Content-Type"), "text/html;charset=UTF-8")
        for word in words:
            self.assertIn(word, response.words)
        return response.text

    def test_message_location_excerpt_and_caret(self):
        self.site.write("a.page", "x\n<p>\t<%= unknwon %></p>\n")
        text = self.assert_mistake("/a.page", "use of undeclared identifier `unknwon`", "a.page:2:9", "1 error")
        self.assertIn('<span class="line" data-number="1">x\n</span><span class="line hit" data-number="2">'
                      '&lt;p&gt;\t&lt;%= <mark>unknwon</mark> %&gt;&lt;/p&gt;\n</span>', text)

    def test_it_is_shown_until_it_is_fixed(self):
        self.site.write("b.page", f"{PLAIN}<%= 1 %>")
        self.assert_page("/b.page", "1")
        self.site.write("b.page", f"{PLAIN}<%= bad %>")
        for _ in range(3):
            self.assert_mistake("/b.page", "`bad`")
        self.assertEqual(self.server.log().count("/b.page  failed"), 1, "one build for one mistake")
        self.site.write("b.page", f"{PLAIN}<%= worse %>")
        self.assertNotIn("`bad`", self.assert_mistake("/b.page", "`worse`"))
        self.site.write("b.page", f"{PLAIN}<%= 2 %>")
        self.assert_page("/b.page", "2")

    def test_fixed_by_reverting_the_edit(self):
        good = f"{PLAIN}<%= 1 %>"
        self.site.write("back.page", good)
        self.assert_page("/back.page", "1")
        self.site.write("back.page", f"{PLAIN}<%= bad %>")
        self.assert_mistake("/back.page")
        self.site.write("back.page", good)
        self.assert_page("/back.page", "1")

    def test_all_errors_at_once(self):
        self.assert_mistake("/several.page", "3 errors", "did you mean `session`", "several.page:1:10", "several.page:2:", "several.page:3:")

    def test_error_in_an_included_file(self):
        self.site.write("WEB-INF/part.pagef", "one\n<%= missing_name %>")
        self.site.write("c.page", f'{PLAIN}x\n<%@ include file="WEB-INF/part.pagef" %>')
        self.assert_mistake("/c.page", "WEB-INF/part.pagef:2:5", "`missing_name`", "c.page:2:")
        self.site.write("WEB-INF/part.pagef", "one\n<%= 2 %>")
        self.assert_page("/c.page", "x\none\n2")

    def test_error_in_a_header(self):
        self.site.write("wrong.h", "inline int wrong() { return none; }\n")
        self.site.write("d.page", f'{PLAIN}<%@ page import="wrong.h" %><%= wrong() %>')
        self.assert_mistake("/d.page", "wrong.h:1:29", "`none`", "d.page:1:")
        self.site.write("wrong.h", "inline int wrong() { return 4; }\n")
        self.assert_page("/d.page", "4")

    def test_missing_include_that_is_added(self):
        self.site.write("e.page", f'{PLAIN}<%@ include file="WEB-INF/later.pagef" %>')
        self.assert_mistake("/e.page", "later.pagef", "e.page:1:")
        self.site.write("WEB-INF/later.pagef", "here")
        self.assert_page("/e.page", "here")
        self.site.delete("WEB-INF/later.pagef")
        self.assert_mistake("/e.page", "later.pagef")

    def test_missing_header_that_is_added(self):
        for folder, page in (("", "f.page"), ("WEB-INF/src/", "g.page")):
            with self.subTest(folder):
                name = f"absent_{page[0]}.h"
                self.site.write(page, f'{PLAIN}<%@ page import="{name}" %><%= absent() %>')
                self.assert_mistake("/" + page, f"{page}:1:{len(PLAIN) + len('<%@ page import=*') + 1}", name, "not found")
                self.site.write(folder + name, "inline int absent() { return 6; }\n")
                self.assert_page("/" + page, "6")

    def test_missing_include_in_a_missing_folder(self):
        self.site.write("h.page", f'{PLAIN}<%@ include file="parts/new.pagef" %>')
        self.assert_mistake("/h.page", "parts/new.pagef")
        self.site.write("parts/new.pagef", "new")
        self.assert_page("/h.page", "new")

    @unittest.skipIf(is_thread_sanitized(), "such pages are linked with undefined symbols")
    def test_undefined_symbol(self):
        text = self.assert_mistake("/symbol.page", "symbol.page:2:7", "undefined symbol `defined_nowhere(int)`")
        self.assertNotIn("quire::units", text)

    def test_endless_templates(self):
        self.assert_mistake("/recursion.page", "recursion.page:1:", "recursive template instantiation exceeded maximum depth")

    def test_compiler_crash(self):
        self.site.write("ok.page", f"{PLAIN}<%= 1 %>")
        self.assert_page("/ok.page", "1")
        service = self.server.service_pid()
        self.site.write("crash.page", "<%! void f() {}\n#pragma clang __debug crash\n %>")
        self.assert_mistake("/crash.page", "the compiler crashed")
        self.site.write("crash.page", f"{PLAIN}<%= 2 %>")
        self.assert_page("/crash.page", "2")
        self.assertEqual(self.server.service_pid(), service)

    def test_included_page_with_an_error(self):
        self.site.write("inner.page", "<%= nowhere %>")
        self.site.write("i.page", f'{PLAIN}a\n<% context.include("inner.page"); %>')
        self.assert_mistake("/i.page", "`/inner.page` has errors", "inner.page:1:5", "`nowhere`", "i.page:2:12")
        self.site.write("inner.page", "<%= 5 %>")
        self.assert_page("/i.page", "a\n5")

    def test_another_page_is_served_meanwhile(self):
        self.site.write("j.page", f"{PLAIN}<%= 1 %>")
        self.site.write("k.page", "<%= bad %>")
        self.assert_mistake("/k.page")
        self.assert_page("/j.page", "1")

    def test_the_error_page_escapes_source_code(self):
        self.site.write("l.page", '<%= "<script>" + no_such %>')
        self.assertNotIn("<script>&#34;", self.assert_mistake("/l.page", "&lt;script&gt;"))

    def test_pages_with_warnings_are_served(self):
        self.site.write("m.page", f"{PLAIN}<% int unused = 5; if (unused = 6) {{}} %>ok")
        self.assert_page("/m.page", "ok")
        self.server.logged("m.page:1:")
        self.server.logged("warning: ")

    def test_a_static_object_in_a_header_exists_per_page_and_causes_a_warning(self):
        self.site.write("WEB-INF/src/hits.h", "#pragma once\ninline int hits = 0;\n")
        for name in ("n1.page", "n2.page"):
            self.site.write(name, f'{PLAIN}<%@ page import="hits.h" %><%= ++hits %>')
            # Otherwise the warning is out of date.
            self.assert_page("/" + name, "1")
        self.server.logged("WEB-INF/src/hits.h:2:12: warning: `hits` is a separate object in each page")


class WorkFolder(unittest.TestCase):
    def test_a_file_in_place_of_the_folder(self):
        # Permissions would not restrict root.
        with Site({"a.page": "<%= 1 %>", "WEB-INF/work": "in the way", "b.css": "x"}) as site:
            with Server("dev", site.root) as server:
                response = server.get("/a.page")
                self.assertEqual(response.status, 500)
                self.assertIn(site.path("WEB-INF/work"), response.text)
                self.assertEqual(server.get("/b.css").text, "x")
                os.remove(site.path("WEB-INF/work"))
                site.write("a.page", "<%= 2 %>")
                self.assertTrue(server.get("/a.page").text.startswith("2"))

    def test_a_work_folder_elsewhere(self):
        with Site({"a.page": "<%= 1 %>"}) as site, Site() as work:
            with Server("dev", site.root, "--work", work.path("deep/er")) as server:
                self.assertTrue(server.get("/a.page").text.startswith("1"))
            self.assertTrue(os.path.exists(work.path("deep/er/a.page.record")))
            self.assertFalse(os.path.exists(site.path("WEB-INF")))


if __name__ == "__main__":
    unittest.main()
