"""Libraries and macros from `[build]` in web.toml change while a server runs."""

import unittest

from support.native import shared_library, static_library
from support.server import SiteTest
from support.site import PLAIN
from support.waiting import wait_until

FILE = "WEB-INF/web.toml"
CODE = "static int count = 0;\nint answer() { return %d; }\nint calls() { return ++count; }\n"
PAGE = PLAIN + '<%@ page import="answer.h" %><%= answer() %>'


class Libraries(SiteTest):
    FILES = {"WEB-INF/src/answer.h": "#pragma once\nint answer();\nint calls();\n", FILE: "", "alone.page": PLAIN + "alone <%= 1 %>"}

    def settings(self, text):
        self.site.write(FILE, "[build]\n" + text + "\n")

    def test_libraries_are_added_changed_and_removed(self):
        for name, make in (("libanswer.so", shared_library), ("libanswer.a", static_library)):
            with self.subTest(name):
                page = "/" + name + ".page"
                self.site.write(page, PAGE)
                self.settings("")
                self.assertIn("undefined symbol `answer()`", self.assert_status(page, 500).words)
                self.settings(f'libraries = "WEB-INF/lib/{name}"')
                self.assertIn(f"WEB-INF/lib/{name}` does not exist", self.assert_status(page, 500).words)
                for number in (1, 2, 1):
                    make(self.site.path("WEB-INF/lib/" + name), CODE % number)
                    self.assert_page(page, str(number))
                self.site.delete(page)

    def test_pages_share_the_variables_of_a_static_library(self):
        static_library(self.site.path("WEB-INF/lib/libshared.a"), CODE % 1)
        self.settings('libraries = "WEB-INF/lib/libshared.a"')
        counts = PAGE.replace("answer() %>", "calls() %>")
        self.site.write("first.page", counts)
        self.site.write("second.page", counts)
        self.assert_page("/first.page", "1")
        self.assert_page("/second.page", "2")

    def test_macros_and_folders(self):
        self.site.write("macro.page", PLAIN + '<%@ page import="<made.h>" %><%= kMade + N %>')
        self.settings('definitions = "N=1"\ninclude_dirs = "WEB-INF/made"')
        self.assertIn("/WEB-INF/made` does not exist", self.assert_status("/macro.page", 500).words)
        self.site.write("WEB-INF/made/other.h", "")
        # Until the new folder has been noticed, the page has its old error.
        wait_until(lambda: "made.h</code> file not found" in self.server.get("/macro.page").text, self.server.log)
        self.site.write("WEB-INF/made/made.h", "#pragma once\nconstexpr int kMade = 10;\n")
        self.assert_page("/macro.page", "11")
        self.settings('definitions = "N=2"\ninclude_dirs = "WEB-INF/made"')
        self.assert_page("/macro.page", "12")
        self.site.replace("WEB-INF/made/made.h", "10", "20")
        self.assert_page("/macro.page", "22")
        self.assert_page("/alone.page", "alone 1")


if __name__ == "__main__":
    unittest.main()
