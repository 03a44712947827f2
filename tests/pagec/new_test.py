"""`pagec new`: creates a working starter site, and never touches existing files."""

import os
import unittest

from support.http import form
from support.programs import run
from support.server import Server
from support.site import Site


class New(unittest.TestCase):
    def setUp(self):
        self.place = Site()
        self.addCleanup(self.place.remove)

    def make(self, name="site"):
        done = run("pagec", "new", self.place.path(name))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return done.stdout

    def pages(self):
        return [name for name in os.listdir(self.place.path("site")) if name.endswith(".page")]

    def test_the_site_has_no_errors_and_every_page_responds(self):
        self.make()
        self.assertLessEqual({"index.page", "guestbook.page"}, set(self.pages()))
        done = run("pagec", "check", self.place.path("site"))
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        with Server("dev", self.place.path("site")) as server:
            for target in ("/", "/style.css", *("/" + page for page in self.pages())):
                self.assertEqual(server.get(target).status, 200, target)
            for target in ("/WEB-INF/src/greeting.h", "/WEB-INF/parts/header.pagef"):
                self.assertEqual(server.get(target).status, 404, target)

    def test_the_guestbook_keeps_entries(self):
        self.make()
        with Server("dev", self.place.path("site")) as server:
            sent = server.get("/guestbook.page", **form("name=Ada&words=%3Cb%3Ehello"))
            self.assertEqual((sent.status, sent.header("Location")), (303, "guestbook.page"))
            self.assertIn("<strong>Ada</strong><span>&lt;b&gt;hello</span>", server.get("/guestbook.page").text)
            empty = server.get("/guestbook.page", **form("name=Ada&words="))
            self.assertEqual(empty.status, 400)
            self.assertIn("Please fill in both fields.", empty.text)

    def test_built_files_are_ignored_by_git(self):
        self.make()
        self.assertEqual(self.place.read("site/.gitignore"), "WEB-INF/work/\n")

    def test_the_next_commands_are_printed(self):
        told = self.make("my site")
        name = self.place.path("my site")
        self.assertIn(f"\n  paged dev '{name}' ", told)
        self.assertIn(f"\n  pagec check '{name}' ", told)

    def test_an_empty_folder_is_accepted(self):
        os.mkdir(self.place.path("site"))
        self.make()

    def test_a_folder_that_is_not_empty_is_refused(self):
        self.place.write("site/.hidden", "mine")
        done = run("pagec", "new", self.place.path("site"))
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertEqual(done.stderr,
                         f"pagec: {self.place.path('site')} is not empty; specify an empty or a new folder\n")
        self.assertEqual(os.listdir(self.place.path("site")), [".hidden"])

    def test_a_file_is_refused(self):
        self.place.write("site", "mine")
        done = run("pagec", "new", self.place.path("site"))
        self.assertEqual(done.returncode, 2)
        self.assertIn("is a file", done.stderr)
        self.assertEqual(self.place.read("site"), "mine")

    def test_a_folder_that_cannot_be_created_is_reported(self):
        self.place.write("file", "")
        done = run("pagec", "new", self.place.path("file/site"))
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("cannot create " + self.place.path("file/site"), done.stderr)


if __name__ == "__main__":
    unittest.main()
