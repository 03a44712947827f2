"""Edits of `WEB-INF/web.toml` take effect in pages and browsers."""

import os
import signal
import tempfile
import unittest

from live_test import Events, LiveTest
from support.server import Server, without_live_script
from support.site import PLAIN, Site
from support.waiting import wait_until

FILE = "WEB-INF/web.toml"


def prelude(path):
    return f'[[group]]\npattern = "/*"\nprelude = "{path}"\n'


class WithoutRecompiling(unittest.TestCase):
    """`[pages] recompile = "off"` in `conf/server.toml`."""

    def test_edits_wait_for_a_reload(self):
        with Site({"conf/server.toml": '[pages]\nrecompile = "off"\n', "webapps/ROOT/a.page": PLAIN + "<%= 1 %>"}) as site, \
                Server("run", "--base", site.root, "--address", "127.0.0.1") as server:
            self.assertEqual(server.get("/a.page").text, "1")
            site.write("webapps/ROOT/a.page", PLAIN + "<%= 2 %>")
            # New pages are compiled all the same, so an edit that was noticed would be in use by then.
            for name in ("b", "c"):
                site.write(f"webapps/ROOT/{name}.page", PLAIN + f"<%= '{name}' %>")
                self.assertEqual(server.get(f"/{name}.page").text, name)
                self.assertEqual(server.get("/a.page").text, "1")
            server.signal(signal.SIGHUP)
            wait_until(lambda: server.get("/a.page").text == "2", "the new text")


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

    def test_malformed_settings_are_logged_once_with_their_line(self):
        page = self.page("logged.page")
        self.assert_page(page, "page")
        self.site.write(FILE, '# logged once\nwelcome = "é" x\n')
        self.assertIn("malformed TOML", self.assert_status(page, 500).words)
        wait_until(lambda: page + "  failed" in self.server.log(), self.server.log)
        log = self.server.log()
        self.assertEqual(log.count("malformed TOML"), 1, log)
        self.assertIn(self.site.path(FILE) + ":2:16: malformed TOML", log)
        self.assertIn('\n    welcome = "é" x\n                  ^', log)

    def shown_last(self, page):
        """What a browser that shows the page with an error knows; None if something has changed meanwhile."""
        about = self.shown(page, 500)
        state = self.check(about)
        return None if state["changed"] or state["files"] else about

    def test_browsers_are_notified(self):
        page = self.page("told.page")
        self.site.write(FILE, "")
        self.assert_page(page, "page")
        with Events(self.server, self.fields()) as events:
            self.site.write(FILE, '[session]\ntimeout = "1 x"\n')
            while True:
                name, told = events.next_event()
                if name == "file" and told["file"] == "/" + FILE:
                    break
            # Browsers do not request anything until something has changed; the write may be reported more than once.
            about = wait_until(lambda: self.shown_last(page), self.server.log)
            self.site.write(FILE, '[session]\ntimeout = "1m"\n')
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
