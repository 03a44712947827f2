"""`pagec build` compiles pages together, which must not be observable."""

import os
import re
import unittest

from support.programs import is_thread_sanitized, run
from support.server import Server
from support.site import Site


class Together(unittest.TestCase):
    """A few pages, which are compiled as a single unit if possible."""

    def setUp(self):
        self.output = Site()
        self.addCleanup(self.output.remove)

    def site(self, files):
        site = Site(files)
        self.addCleanup(site.remove)
        return site

    def build(self, site, *arguments):
        return run("pagec", "build", site.root, "-o", self.output.path("out"), "--work", self.output.path("state"), "-O2",
                   *arguments)

    def objects(self):
        return sorted(name for name in os.listdir(self.output.path("state/objects")) if name.endswith(".o"))

    def good(self, site):
        done = self.build(site)
        self.assertEqual(done.returncode, 0, done.stderr)
        return int(re.search(r" (\d+) of them compiled", done.stderr).group(1))

    def served(self, *targets):
        with Server("run", self.output.path("out")) as server:
            return [server.get(target).text for target in targets]

    def test_pages_with_the_same_includes_share_an_object(self):
        site = self.site({f"p{n}.page": f"<%! static int own() {{ return {n}; }} using namespace std; %><%= own() %>"
                          for n in range(5)})
        self.assertEqual(self.good(site), 5)
        # The thread sanitizer adds a constructor to each object.
        if not is_thread_sanitized():
            self.assertEqual(len(self.objects()), 1)
        self.assertEqual(self.served("/p0.page", "/p4.page"), ["0", "4"])
        site.write("p3.page", "<%= 33 %>")
        self.assertEqual(self.good(site), 1)
        self.assertEqual(self.served("/p3.page", "/p4.page"), ["33", "4"])
        site.write("p3.page", "text <%= 33 %>")
        self.assertEqual(self.good(site), 0)
        self.assertEqual(self.served("/p3.page"), ["text 33"])
        site.delete("p1.page")
        self.good(site)
        self.assertEqual(self.served("/p4.page"), ["4"])

    def test_imports_do_not_affect_other_pages(self):
        site = self.site({"a.page": '<%@ page import="<list>" %><%= std::list<int>{1}.size() %>',
                          "b.page": "<%= std::list<int>{1}.size() %>", "c.page": "<%= 1 %>"})
        done = self.build(site)
        self.assertEqual(done.returncode, 1)
        self.assertIn("error: `std::list` is declared in `<list>`, which is not imported", done.stderr)
        self.assertNotIn("a.page:", done.stderr)
        self.assertIn(" in 1 page of 3", done.stderr)

    def test_clang_diagnostics_name_the_right_page(self):
        site = self.site({"a.page": "<%= 1 %>", "b.page": "<% int unused = 1; %>", "c.page": "<%= nowhere %>"})
        done = self.build(site)
        self.assertEqual(done.returncode, 1)
        self.assertIn("b.page:1:8: warning: ", done.stderr)
        self.assertIn("c.page:1:5: error: ", done.stderr)
        self.assertNotIn("a.page:", done.stderr)

    def test_an_undeclared_name_is_reported_in_its_page(self):
        site = self.site({"a.page": "<%= 1 %>", "b.page": "<%! int here(); %>\n<%= here() %>", "c.page": "<%= 2 %>",
                          "d.page": "<%! int there(); %><%= there() %>"})
        done = self.build(site)
        self.assertEqual(done.returncode, 1)
        self.assertIn("b.page:2:5: error: undefined symbol `here()`", done.stderr)
        self.assertIn("d.page:1:24: error: undefined symbol `there()`", done.stderr)
        self.assertIn("2 errors in 2 pages of 4", done.stderr)

    def test_a_page_that_uses_its_line_or_file(self):
        site = self.site({"a.page": "\n<%= __LINE__ %>", "b.page": "<%= 1 %>", "c.page": "<%= __FILE__ %>",
                          "d.page": "<%= __COUNTER__ %>", "e.page": "<%= __COUNTER__ %>"})
        self.good(site)
        self.assertEqual(self.served("/a.page", "/b.page", "/c.page", "/d.page", "/e.page"),
                         ["\n2", "1", "/c.page.cpp", "0", "0"])

    def test_macros_do_not_affect_other_pages(self):
        site = self.site({"a.page": "<%!\n#define kept 1\n%><%= kept %>", "b.page": "<% int kept = 2; %><%= kept %>",
                          "c.page": "<%= 3 %>"})
        self.good(site)
        self.assertEqual(self.served("/a.page", "/b.page"), ["1", "2"])

    def test_a_static_object_that_throws_does_not_affect_other_pages(self):
        thrower = '<%@ page import="<stdexcept>" %><%! static int bad = [] { throw std::runtime_error("no"); return 1; }(); %><%= bad %>'
        site = self.site({"a.page": thrower, "b.page": '<%@ page import="<stdexcept>" %><%= 2 %>',
                          "c.page": '<%@ page import="<stdexcept>" %><%= 3 %>'})
        self.good(site)
        with Server("run", self.output.path("out")) as server:
            self.assertEqual(server.get("/a.page").status, 500)
            self.assertEqual([server.get("/b.page").text, server.get("/c.page").text], ["2", "3"])

    def test_headers_with_the_same_name_in_different_folders(self):
        files = {}
        for folder in ("x", "y"):
            for page in ("a", "b"):
                files[f"{folder}/{page}.page"] = '<%@ page import="own.h" %><%= kOwn %>'
                files[f"{folder}/{page}2.page"] = '<%@ page import="site.h" %><%= kNested %>'
            files[f"{folder}/own.h"] = f'#pragma once\ninline constexpr char kOwn[] = "{folder}";\n'
            files[f"{folder}/nested.h"] = f'#pragma once\ninline constexpr char kNested[] = "{folder} nested";\n'
        files["WEB-INF/src/site.h"] = '#pragma once\n#include "nested.h"\n'
        self.good(self.site(files))
        self.assertEqual(self.served("/x/a.page", "/y/a.page", "/x/b.page", "/y/b.page"), ["x", "y", "x", "y"])
        self.assertEqual(self.served("/x/a2.page", "/y/a2.page"), ["x nested", "y nested"])


if __name__ == "__main__":
    unittest.main()
