"""Edits of tag files and layouts take effect in the pages that use them."""

import unittest

from support.server import SiteTest
from support.waiting import wait_until

T = '<%@ page contentType="text/plain" %><%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>'


class TagEdits(SiteTest):
    FILES = {
        "WEB-INF/tags/card.tag": '<%@ attribute name="n" type="int" default="1" %>card <%= n %> <page:doBody/>',
        "WEB-INF/tags/outer.tag": '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><t:inner/>',
        "WEB-INF/tags/inner.tag": "inner 1",
        "WEB-INF/tags/main.tag": "<<page:doBody/>>",
        "WEB-INF/tags/includes.tag": '<%@ include file="part.pagef" %>',
        "WEB-INF/tags/part.pagef": "part 1",
    }

    def assert_builds(self, file, expected):
        # The log may be written after the response.
        wait_until(lambda: self.builds(file) == expected, lambda: f"{file} is {self.builds(file)}, not {expected}")

    def test_text_of_a_tag_compiles_nothing(self):
        self.site.write("text.page", T + "<t:card>a</t:card>")
        self.assert_page("/text.page", "card 1 a")
        self.site.replace("WEB-INF/tags/card.tag", "card ", "other ")
        self.assert_page("/text.page", "other 1 a")
        self.site.replace("WEB-INF/tags/card.tag", "other ", "card ")
        self.assert_page("/text.page", "card 1 a")
        self.site.write("text.page", T + "b<t:card>c</t:card>d")
        self.assert_page("/text.page", "bcard 1 cd")
        self.assert_builds("text.page", ["code", "text"])
        self.assert_builds("WEB-INF/tags/card.tag", ["text", "text"])

    def test_text_of_a_layout_compiles_nothing(self):
        self.site.write("laid_out.page", '<%@ page contentType="text/plain" layout="main.tag" %>x')
        self.assert_page("/laid_out.page", "<x>")
        self.site.replace("WEB-INF/tags/main.tag", "<<", "<!<")
        self.assert_page("/laid_out.page", "<!x>")
        self.site.replace("WEB-INF/tags/main.tag", "<!<", "<<%= 1 %><")
        self.assert_page("/laid_out.page", "<1x>")
        self.assert_builds("WEB-INF/tags/main.tag", ["text", "world"])

    def test_code_of_a_tag_rebuilds_all_users(self):
        for page in ("one.page", "two.page"):
            self.site.write(page, T + "<t:outer/>")
            self.assert_page("/" + page, "inner 1")
        self.site.write("WEB-INF/tags/inner.tag", "inner <%= 2 %>")
        for page in ("one.page", "two.page"):
            self.assert_page("/" + page, "inner 2")

    def test_files_that_tags_include(self):
        self.site.write("includes.page", T + "<t:includes/>")
        self.assert_page("/includes.page", "part 1")
        self.site.write("WEB-INF/tags/part.pagef", "part <%= 2 %>")
        self.assert_page("/includes.page", "part 2")

    def test_adding_a_missing_tag_fixes_the_page(self):
        self.site.write("missing.page", T + "<t:later/>")
        self.assertIn("there is no tag `later`", self.assert_status("/missing.page", 500).words)
        self.site.write("WEB-INF/tags/later.tag", "later")
        self.assert_page("/missing.page", "later")
        self.site.delete("WEB-INF/tags/later.tag")
        self.assert_status("/missing.page", 500)

    def test_adding_a_missing_layout_fixes_the_page(self):
        self.site.write("no_layout.page", '<%@ page contentType="text/plain" layout="new.tag" %>x')
        self.assertIn("there is no layout `WEB-INF/tags/new.tag`", self.assert_status("/no_layout.page", 500).words)
        self.site.write("WEB-INF/tags/new.tag", "new <page:doBody/>")
        self.assert_page("/no_layout.page", "new x")

    def test_a_tag_of_another_page_changes_nothing(self):
        self.site.write("steady.page", T + "<t:outer/>")
        before = self.assert_status("/steady.page", 200).text
        self.site.write("WEB-INF/tags/unused.tag", "unused")
        self.assertEqual(self.assert_status("/steady.page", 200).text, before)
        self.assert_builds("steady.page", ["code"])

    def test_fixing_an_error_in_a_tag(self):
        self.site.write("WEB-INF/tags/broken.tag", "ok <%= 1 %>")
        self.site.write("broken.page", T + "<t:broken/>")
        self.assert_page("/broken.page", "ok 1")
        self.site.write("WEB-INF/tags/broken.tag", "\n <%= nothing %>")
        self.assertIn("WEB-INF/tags/broken.tag:2:6", self.assert_status("/broken.page", 500).words)
        self.site.write("WEB-INF/tags/broken.tag", "ok <%= 2 %>")
        self.assert_page("/broken.page", "ok 2")


if __name__ == "__main__":
    unittest.main()
