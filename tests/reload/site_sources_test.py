"""The site's own C++ in WEB-INF/src: a library linked by the pages that use it."""

import os
import unittest

from support.server import SiteTest
from support.site import PLAIN
from support.waiting import wait_until

USER = PLAIN + '<%@ page import="shop/cart.h" %><%= shop::total() %>'


class SiteSources(SiteTest):
    FILES = {
        "WEB-INF/src/shop/cart.h": "#pragma once\nnamespace shop { int total(); int visits(); }\n",
        "WEB-INF/src/shop/cart.cpp": '#include "shop/cart.h"\n#include "price.h"\nnamespace shop {\nint total() { return 3 * kPrice; }\n'
                                     "static int count = 0;\nint visits() { return ++count; }\n}\n",
        "WEB-INF/src/shop/price.h": "#pragma once\nconstexpr int kPrice = 5;\n",
        "WEB-INF/src/other.cc": "int other() { return 1; }\n",
        "a.page": USER,
        "b.page": USER + " b",
        "alone.page": PLAIN + "alone <%= 1 %>",
    }

    def setUp(self):
        for path, content in self.FILES.items():
            if self.site.read(path) != content:
                self.site.write(path, content)

    def objects(self):
        folder = self.site.path("WEB-INF/work/WEB-INF/src")
        return {name: os.stat(os.path.join(place, name)).st_mtime_ns
                for place, _, names in os.walk(folder) for name in names if name.endswith(".o")}

    def test_pages_use_it_and_share_its_variables(self):
        self.site.write("counts.page", PLAIN + '<%@ page import="shop/cart.h" %><%= shop::visits() %>')
        self.site.write("counts2.page", PLAIN + '<%@ page import="shop/cart.h" %><%= shop::visits() %>')
        self.assert_page("/counts.page", "1")
        self.assert_page("/counts2.page", "2")
        self.assert_page("/counts.page", "3")

    def test_a_changed_source_affects_only_the_pages_that_use_it(self):
        self.assert_page("/a.page", "15")
        self.assert_page("/b.page", "15 b")
        self.assert_page("/alone.page", "alone 1")
        before = self.objects()
        self.site.replace("WEB-INF/src/shop/cart.cpp", "3 * kPrice", "4 * kPrice")
        self.assert_page("/a.page", "20")
        self.assert_page("/b.page", "20 b")
        self.site.replace("WEB-INF/src/shop/price.h", "5", "6")
        self.assert_page("/a.page", "24")
        self.assert_page("/alone.page", "alone 1")
        self.assertEqual(self.builds("alone.page"), ["code"])
        after = self.objects()
        self.assertEqual({name for name in after if after[name] != before[name]}, {"cart.cpp.o"})
        wait_until(lambda: "/WEB-INF/src/shop/cart.cpp  world  " in self.server.log(), self.server.log)

    def test_variables_start_anew_with_each_reload(self):
        """Also when an edit is undone, while the library from before the edit is still in memory."""
        source = "WEB-INF/src/number.cpp"
        first = "static int n;\nint next_number() { return ++n; }\n"
        self.site.write("WEB-INF/src/number.h", "int next_number();\n")
        self.site.write(source, first)
        for page in ("one", "two"):
            self.site.write(page + ".page", PLAIN + '<%@ page import="number.h" %><%! static int own; %><%= next_number() %> <%= ++own %>')
        for text in (first, first.replace("++n", "n += 10"), first):
            self.site.write(source, text)
            step = 10 if "10" in text else 1
            with self.subTest(text):
                self.assert_page("/one.page", f"{step} 1")
                self.assert_page("/two.page", f"{2 * step} 1")
                self.assert_page("/one.page", f"{3 * step} 2")
        self.server.logged("WEB-INF/src/number.cpp:1:12: warning: `n` is a new object whenever an edit reloads")

    def test_variables_of_a_page_start_anew_when_an_edit_is_undone(self):
        first = PLAIN + "<%! static int n; %><%= ++n %>"
        for text, step in ((first, 1), (first.replace("++n", "n += 10"), 10), (first, 1)):
            self.site.write("own.page", text)
            self.assert_page("/own.page", str(step))
            self.assert_page("/own.page", str(2 * step))
        # But not when only its text changes.
        self.site.write("own.page", first + " text")
        self.assert_page("/own.page", "3 text")

    def test_an_error_is_reported_in_the_source_and_fixed(self):
        self.assert_page("/a.page", "15")
        self.site.replace("WEB-INF/src/shop/cart.cpp", "3 * kPrice;", "3 * kPrize;")
        words = self.assert_status("/a.page", 500).words
        self.assertIn("use of undeclared identifier", words)
        self.assertIn("WEB-INF/src/shop/cart.cpp:4:26", words)
        # A page that does not use the library is still served.
        self.site.write("alone.page", PLAIN + "alone <%= 2 %>")
        self.assert_page("/alone.page", "alone 2")
        self.site.replace("WEB-INF/src/shop/cart.cpp", "3 * kPrize;", "3 * kPrice;")
        self.assert_page("/a.page", "15")

    def test_an_added_source_defines_a_missing_function(self):
        self.site.write("WEB-INF/src/late.h", "int late();\n")
        self.site.write("late.page", PLAIN + '<%@ page import="late.h" %><%= late() %>')
        words = self.assert_status("/late.page", 500).words
        self.assertIn("undefined symbol `late()`", words)
        self.site.write("WEB-INF/src/late.cpp", "int late() { return 7; }\n")
        self.assert_page("/late.page", "7")
        self.site.delete("WEB-INF/src/late.cpp")
        self.assertIn("undefined symbol `late()`", self.assert_status("/late.page", 500).words)

    def test_an_exception_from_the_library_reaches_the_page(self):
        self.site.write("WEB-INF/src/fail.h", "#pragma once\n#include <stdexcept>\nstruct ShopError : std::runtime_error "
                        "{ using runtime_error::runtime_error; };\nvoid fail();\n")
        self.site.write("WEB-INF/src/fail.cpp", '#include "fail.h"\nvoid fail() { throw ShopError("sold out"); }\n')
        self.site.write("caught.page", PLAIN + '<%@ page import="fail.h" %><% try { fail(); } catch (const ShopError& e) { %>caught <%= e.what() %><% } %>')
        self.assert_page("/caught.page", "caught sold out")
        self.site.write("thrown.page", '<%@ page import="fail.h" %><% fail(); %>')
        self.assertIn("ShopError", self.assert_status("/thrown.page", 500).text)


if __name__ == "__main__":
    unittest.main()
