"""Edits of `WEB-INF/web.toml` take effect in pages and browsers."""

import os
import tempfile
import unittest

from live_test import Events, LiveTest
from support.server import Server, without_live_script
from support.site import Site
from support.waiting import wait_until

FILE = "WEB-INF/web.toml"


def prelude(path):
    return f'[[group]]\npattern = "/*"\nprelude = "{path}"\n'


class Settings(LiveTest):
    FILES = {"one.pagef": "one ", "two.pagef": "two "}

    def tearDown(self):
        if os.path.exists(self.site.path(FILE)):
            self.site.delete(FILE)

    def page(self, name, text="page"):
        self.site.write(name, text)
        return "/" + name

    def test_adding_and_removing_the_file(self):
        page = self.page("follow.page")
        self.assert_page(page, "page")
        self.site.write(FILE, prelude("/one.pagef"))
        self.assert_page(page, "one page")
        self.site.write_and_rename(FILE, prelude("/two.pagef"))
        self.assert_page(page, "two page")
        self.site.delete(FILE)
        self.assert_page(page, "page")

    def test_editing_a_prelude(self):
        page = self.page("prelude.page")
        self.site.write(FILE, prelude("/later.pagef"))
        self.assertIn("WEB-INF/web.toml:3:12", self.assert_status(page, 500).words)
        self.site.write("later.pagef", "later ")
        self.assert_page(page, "later page")
        self.site.write("later.pagef", "edited ")
        self.assert_page(page, "edited page")

    def test_errors_in_groups_are_reported_for_pages(self):
        page = self.page("scripting.page", "<%= 1 %>")
        self.site.write(FILE, '[[group]]\npattern = "/*"\nscripting = false\n')
        words = self.assert_status(page, 500).words
        self.assertIn("scripting.page:1:1", words)
        self.assertIn("WEB-INF/web.toml:3:13", words)
        self.site.write(FILE, '[[group]]\npattern = "/*"\nscriptin = true\n')
        self.assertIn("did you mean `scripting`?", self.assert_status(page, 500).words)
        self.site.write(FILE, "")
        self.assert_page(page, "1")

    def test_browsers_are_notified(self):
        page = self.page("told.page")
        self.site.write(FILE, "")
        self.assert_page(page, "page")
        with Events(self.server, self.fields()) as events:
            self.site.write(FILE, '[session]\ntimeout = "1 m"\n')
            while True:
                name, told = events.next_event()
                if name == "file" and told["file"] == "/" + FILE:
                    break
            about = self.shown(page, 500)
            # Browsers do not request anything until something has changed.
            self.assertFalse(self.check(about)["changed"])
            self.assertFalse(self.check(about)["files"])
            self.site.write(FILE, '[session]\ntimeout = "1m"\n')
            # The first write may be reported more than once.
            wait_until(lambda: self.check(about)["files"], self.server.log)
        self.assert_page(page, "page")


class OtherWorkFolder(unittest.TestCase):
    def test_changes_before_the_start_are_detected(self):
        with Site({"a.page": "page", "one.pagef": "one "}) as site, tempfile.TemporaryDirectory() as work:
            texts = []
            for settings in (None, prelude("/one.pagef"), ""):
                if settings is not None:
                    site.write(FILE, settings)
                with Server("dev", site.root, "--work", work) as server:
                    texts.append(without_live_script(server.get("/a.page").text))
            self.assertEqual(texts, ["page", "one page", "page"])

    def test_the_folder_can_be_created_later(self):
        with Site({"a.page": "page", "one.pagef": "one "}) as site, tempfile.TemporaryDirectory() as work:
            with Server("dev", site.root, "--work", work) as server:
                self.assertEqual(without_live_script(server.get("/a.page").text), "page")
                site.write(FILE, prelude("/one.pagef"))
                self.assertEqual(without_live_script(server.get("/a.page").text), "one page")


class Production(unittest.TestCase):
    def test_groups(self):
        with Site({"webapps/ROOT/a.page": "page", "webapps/ROOT/one.pagef": "one ", "webapps/ROOT/" + FILE: prelude("/one.pagef")}) as base:
            with Server("run", "--base", base.root) as server:
                self.assertEqual(server.get("/a.page").text, "one page")


if __name__ == "__main__":
    unittest.main()
