"""Edits are detected on any file system, whatever happens to the site's folders."""

import os
import shutil
import signal
import time
import unittest

import edits_test
from support import http, namespaces, processes
from support.server import Server, SiteTest
from support.site import PLAIN, Site
from support.waiting import wait_until


class EditsWhilePolling(edits_test.Edits):
    """The tests of edits, without inotify."""

    OPTIONS = ("--poll",)
    # When polling, this depends on timing: see `FilledInTwoSteps`.
    test_a_partially_written_page_is_never_served = None
    test_a_partially_written_static_file = None


class EditsPastTheLimit(edits_test.Edits):
    """Only two folders can be watched; the others must be polled."""

    FILES = {**edits_test.Edits.FILES, "many/a/file": "", "many/b/file": ""}

    @classmethod
    def start(cls):
        cls.INSIDE = namespaces.inotify_limit("max_inotify_watches", 2)
        if cls.INSIDE is None:
            raise unittest.SkipTest("user namespaces are not available")
        return super().start()

    def test_the_limit_is_logged_once(self):
        self.site.write("many/more/folders/x.page", f"{PLAIN}1")
        self.assert_page("/many/more/folders/x.page", "1")
        with open("/proc/sys/fs/inotify/max_user_watches", encoding="ascii") as file:
            limit = int(file.read())
        told = [line for line in self.server.log().splitlines() if "max_user_watches" in line]
        self.assertEqual(len(told), 1, told)
        self.assertRegex(told[0], rf" /\S+ cannot be watched: the system limit fs\.inotify\.max_user_watches = {limit} is reached, so "
                         r"its files are polled for changes; to raise the limit, run `sysctl fs\.inotify\.max_user_watches=\d+`$")


class WithoutInotify(SiteTest):
    FILES = {"sub/a.page": f"{PLAIN}1", "a.css": "1"}

    @classmethod
    def start(cls):
        cls.INSIDE = namespaces.inotify_limit("max_inotify_instances", 0)
        if cls.INSIDE is None:
            raise unittest.SkipTest("user namespaces are not available")
        return super().start()

    def test_edits(self):
        for text in ("1", "2", "3"):
            self.site.write("sub/a.page", PLAIN + text)
            self.assert_page("/sub/a.page", text)
        told = [line for line in self.server.log().splitlines() if "max_user_instances" in line]
        self.assertEqual(len(told), 1, told)


class EditsFromElsewhere(unittest.TestCase):
    """On an overlay file system, whose lower layers change without notifications."""

    def test_edits(self):
        with Site({"upper/a.page": f"{PLAIN}1", "lower/x": "", "work/x": "", "merged/x": ""}) as site:
            layers = f"lowerdir={site.path('lower')},upperdir={site.path('upper')},workdir={site.path('work')}"
            inside = namespaces.own(f"mount -t overlay overlay -o {layers} {site.path('merged')}", mounts=True)
            if inside is None:
                self.skipTest("overlay file systems cannot be mounted")
            with Server("dev", site.path("merged"), "--work", site.path("built"), inside=inside) as server:
                for text in ("1", "2", "3"):
                    site.write("upper/a.page", PLAIN + text)
                    self.assertEqual(server.get("/a.page").text, text)
                told = [line for line in server.log().splitlines() if "overlayfs" in line]
                self.assertEqual(len(told), 1, server.log())
                self.assertIn("merged is on overlayfs, which does not report edits made elsewhere", told[0])


class FilledInTwoSteps(SiteTest):
    """Some programs truncate a file, and write to it a moment later."""

    FILES = {"barrier.txt": "", "including.page": f'{PLAIN}[<%@ include file="part.pagef" %>]'}
    # Well below the time after which a file is considered complete.
    EMPTY_IN_TIME = 0.2
    HALF_IN_TIME = 0.2

    TARGETS = (("a.page", PLAIN + "old {}", PLAIN + "new {}"), ("a.css", "old {}", "new {}"), ("part.pagef", "old {}", "new {}"))

    def fill(self, file, closes, half=0):
        """Checks that a request during the writing of `file` waits for its end."""
        target, old, new = file
        for attempt in range(100):
            self.site.write(target, old.format(attempt))
            path = "/including.page" if target.endswith(".pagef") else "/" + target
            self.assertIn(f"old {attempt}", self.get(path).text)
            with self.server.connect() as connection:
                emptied = time.monotonic()
                descriptor = os.open(self.site.path(target), os.O_WRONLY | os.O_TRUNC)
                content = new.format(attempt).encode()
                os.write(descriptor, content[:half])
                if closes:
                    os.close(descriptor)
                connection.send(http.request(path))
                # After its response, the server has received the first request as well.
                self.get("/barrier.txt")
                if closes:
                    descriptor = os.open(self.site.path(target), os.O_WRONLY)
                os.write(descriptor, content[half:])
                os.close(descriptor)
                filled = time.monotonic()
                text = connection.read_response().text
            self.assertIn(f"new {attempt}", self.get(path).text)
            if filled - emptied < (self.HALF_IN_TIME if half else self.EMPTY_IN_TIME):
                self.assertIn(f"new {attempt}", text)
                return
        self.fail("this machine is too slow for this test")

    def test_empty_at_first(self):
        for file in self.TARGETS:
            for closes in (False, True):
                with self.subTest(file[0], closes=closes):
                    self.fill(file, closes)

    def test_partial_at_first(self):
        for file in self.TARGETS:
            with self.subTest(file[0]):
                self.fill(file, closes=False, half=3)

    def test_a_file_that_remains_empty(self):
        for name in ("stays.page", "stays.css"):
            with self.subTest(name):
                self.site.write(name, "text")
                self.assert_page("/" + name, "text")
                self.site.write(name, "")
                self.assert_page("/" + name, "")


class FilledInTwoStepsWhilePolling(FilledInTwoSteps):
    OPTIONS = ("--poll",)
    HALF_IN_TIME = 0.03


class Links(SiteTest):
    FILES = {
        "real/a.page": f'{PLAIN}1<%@ include file="part.pagef" %>',
        "real/part.pagef": " part 1",
        "real/a.css": "1",
        "WEB-INF/src/site.h": "inline int number() { return 1; }\n",
    }

    def link(self, name, target):
        os.makedirs(os.path.dirname(self.site.path(name)), exist_ok=True)
        os.symlink(target, self.site.path(name))

    def test_folder(self):
        self.link("folder", "real")
        self.assert_page("/folder/a.page", "1 part 1")
        self.site.replace("real/part.pagef", "1", "2")
        self.assert_page("/folder/a.page", "1 part 2")
        self.assert_page("/real/a.page", "1 part 2")
        self.site.write("folder/part.pagef", " part 1")
        self.assert_page("/real/a.page", "1 part 1")
        self.assert_page("/folder/a.page", "1 part 1")
        self.assert_page("/folder/a.css", "1")

    def test_page(self):
        self.site.write("target", f"{PLAIN}1")
        self.link("page.page", "target")
        for text in ("1", "2", "3"):
            self.site.write("target", PLAIN + text)
            self.assert_page("/page.page", text)
        self.site.delete("page.page")
        self.assert_status("/page.page", 404)

    def test_chain_with_a_changed_target(self):
        for text in ("1", "2"):
            self.site.write(f"chain{text}/x.page", PLAIN + text)
        self.link("first", "second")
        self.link("second", "chain1")
        self.assert_page("/first/x.page", "1")
        self.link("third", "chain2")
        os.rename(self.site.path("third"), self.site.path("second"))
        self.assert_page("/first/x.page", "2")

    def test_a_link_replaced_by_a_file_and_back(self):
        self.site.write("turns.txt", f"{PLAIN}link")
        for _ in range(2):
            self.link("turns.page", "turns.txt")
            self.assert_page("/turns.page", "link")
            self.site.write_and_rename("turns.page", f"{PLAIN}file")
            self.assert_page("/turns.page", "file")
            self.site.delete("turns.page")

    def test_cycles(self):
        self.link("circle/up", "..")
        self.link("circle/self", "self")
        self.site.write("circle/x.page", f"{PLAIN}1")
        self.assert_page("/circle/x.page", "1")
        for path in ("/circle/up/circle/x.page", "/circle/up" * 30 + "/circle/x.page", "/circle/self/x.page", "/circle/self"):
            self.assert_status(path, 404)
        self.site.write("circle/x.page", f"{PLAIN}2")
        self.assert_page("/circle/x.page", "2")

    def test_links_out_of_the_site_are_refused(self):
        with Site({"a.page": f"{PLAIN}outside", "a.css": "outside", "lib/site.h": "inline int outside() { return 1; }\n"}) as outside:
            self.link("outside", outside.root)
            self.link("outside.page", outside.path("a.page"))
            self.assert_status("/outside/a.css", 404)
            for path in ("/outside/a.page", "/outside.page"):
                self.assertNotIn("outside</", self.assert_status(path, 500).text)
            # Headers may be anywhere that Clang finds them.
            self.link("WEB-INF/src/lib", outside.path("lib"))
            self.site.write("header.page", f'{PLAIN}<%@ page import="lib/site.h" %><%= outside() %>')
            self.assert_page("/header.page", "1")
            outside.replace("lib/site.h", "return 1", "return 2")
            self.assert_page("/header.page", "2")
            self.site.delete("outside.page")
            self.site.write("outside.page", f"{PLAIN}inside")
            self.assert_page("/outside.page", "inside")


class LinksWhilePolling(Links):
    OPTIONS = ("--poll",)


class Folders(SiteTest):
    def builds(self, page):
        return [line for line in self.server.log().splitlines() if f" /{page}  " in line]

    def test_a_page_deleted_and_restored_unchanged(self):
        self.site.write("back.page", f"{PLAIN}1")
        self.assert_page("/back.page", "1")
        os.rename(self.site.path("back.page"), self.site.path("away"))
        self.assert_status("/back.page", 404)
        os.rename(self.site.path("away"), self.site.path("back.page"))
        self.assert_page("/back.page", "1")

    def test_a_folder_moved_with_its_contents(self):
        for n in range(3):
            self.site.write(f"from/deep/{n}.page", f'{PLAIN}{n} <%@ include file="part.pagef" %>')
        self.site.write("from/deep/part.pagef", "part 1")
        self.assert_page("/from/deep/0.page", "0 part 1")
        self.site.write("to/x", "")
        os.rename(self.site.path("from"), self.site.path("to/here"))
        self.assert_status("/from/deep/0.page", 404)
        self.assert_page("/to/here/deep/0.page", "0 part 1")
        self.site.write("to/here/deep/part.pagef", "part 2")
        for n in range(3):
            self.assert_page(f"/to/here/deep/{n}.page", f"{n} part 2")

    def test_a_folder_that_replaces_another(self):
        for text in ("1", "2"):
            self.site.write(f"over{text}/x.page", PLAIN + text)
            os.utime(self.site.path(f"over{text}/x.page"), (1_000_000_000, 1_000_000_000))
        self.assert_page("/over1/x.page", "1")
        os.rename(self.site.path("over1"), self.site.path("over0"))
        os.rename(self.site.path("over2"), self.site.path("over1"))
        self.assert_page("/over1/x.page", "2")
        self.site.delete("over1/x.page")
        # rename() can replace an empty folder.
        os.rename(self.site.path("over0"), self.site.path("over1"))
        self.assert_page("/over1/x.page", "1")
        self.site.write("over1/x.page", f"{PLAIN}3")
        self.assert_page("/over1/x.page", "3")

    def test_an_older_file_of_equal_size(self):
        for text, when in (("1", 1_000_000_000), ("2", 900_000_000)):
            self.site.write(text, PLAIN + text)
            os.utime(self.site.path(text), (when, when))
        shutil.copy2(self.site.path("1"), self.site.path("older.page"))
        self.assert_page("/older.page", "1")
        os.rename(self.site.path("2"), self.site.path("older.page"))
        self.assert_page("/older.page", "2")
        shutil.copy2(self.site.path("1"), self.site.path("older.page"))
        self.assert_page("/older.page", "1")

    def test_a_time_in_the_future(self):
        for text in ("1", "2"):
            self.site.write("future.page", PLAIN + text)
            os.utime(self.site.path("future.page"), (4_000_000_000, 4_000_000_000))
            self.assert_page("/future.page", text)

    def test_back_and_forth(self):
        for n in range(6):
            self.site.write("forth.page", f"{PLAIN}<%= {n % 2} %>")
            self.assert_page("/forth.page", str(n % 2))
        for text in ("1", "0", "1"):
            self.site.write("forth.page", f"{PLAIN}<%= {text} %>")
        self.assert_page("/forth.page", "1")

    def test_thousands_of_files_at_once(self):
        self.site.write("calm.page", f"{PLAIN}calm <%= 1 %>")
        self.site.write("edited.page", f"{PLAIN}old")
        self.assert_page("/calm.page", "calm 1")
        self.assert_page("/edited.page", "old")
        worker = self.server.worker_pid()
        # The larger number causes more events than fit into the kernel's queue.
        for count, is_stopped in ((1000, False), (6000, True)):
            with self.subTest(count):
                if is_stopped:
                    processes.kill(worker, signal.SIGSTOP)
                for n in range(count):
                    self.site.write(f"of{count}/{n % 50}/{n}.page", f"{PLAIN}{n}")
                self.site.write("edited.page", f"{PLAIN}new {count}")
                processes.kill(worker, signal.SIGCONT)
                self.assert_page("/edited.page", f"new {count}")
                for n in (0, count - 1):
                    self.assert_page(f"/of{count}/{n % 50}/{n}.page", str(n))
                self.assert_page("/calm.page", "calm 1")
        self.assertEqual(self.server.worker_pid(), worker)
        # It is checked again and found unchanged.
        self.assertEqual([line for line in self.builds("calm.page") if "  code  " in line], self.builds("calm.page")[:1])
        self.assertLess(len(self.builds("calm.page")), 10)


class FoldersWhilePolling(Folders):
    OPTIONS = ("--poll",)


class Root(unittest.TestCase):
    """The site's own folder is removed and restored."""

    OPTIONS = ()

    def setUp(self):
        self.base = Site({"parent/site/a.page": f"{PLAIN}1", "parent/site/sub/b.page": f"{PLAIN}1", "parent/site/a.css": "1"})
        self.addCleanup(self.base.remove)
        self.root = self.base.path("parent/site")
        self.server = Server("dev", self.root, *self.OPTIONS)
        self.addCleanup(self.server.stop)
        self.expect("1")

    def expect(self, text):
        for path in ("/a.page", "/sub/b.page", "/a.css"):
            response = self.server.get(path)
            self.assertEqual((response.status, response.text), (200, text), path)

    def write(self, text):
        for name in ("a.page", "sub/b.page"):
            self.base.write("parent/site/" + name, PLAIN + text)
        self.base.write("parent/site/a.css", text)

    def assert_gone(self):
        for path in ("/a.page", "/sub/b.page", "/a.css"):
            self.assertEqual(self.server.get(path).status, 404, path)
        told = f"{self.root} has been deleted or renamed; waiting for it to exist again"
        self.server.logged(told)

    def assert_back(self, text):
        self.expect(text)
        self.server.logged(f"{self.root} exists again")
        self.write("edited")
        self.expect("edited")

    def test_deleted_and_created_again(self):
        self.base.delete_folder("parent/site")
        self.assert_gone()
        self.write("2")
        self.assert_back("2")

    def test_renamed_and_back(self):
        os.rename(self.root, self.root + "~")
        self.assert_gone()
        os.rename(self.root + "~", self.root)
        self.assert_back("1")

    def test_its_parent_renamed_and_back(self):
        os.rename(self.base.path("parent"), self.base.path("other"))
        self.assert_gone()
        os.rename(self.base.path("other"), self.base.path("parent"))
        self.assert_back("1")

    def test_replaced_by_another_folder(self):
        shutil.copytree(self.root, self.root + ".new", ignore=shutil.ignore_patterns("work"))
        for name in ("a.page", "sub/b.page"):
            self.base.write(f"parent/site.new/{name}", f"{PLAIN}2")
        self.base.write("parent/site.new/a.css", "2")
        os.rename(self.root, self.root + ".old")
        os.rename(self.root + ".new", self.root)
        self.expect("2")
        self.write("3")
        self.expect("3")

    def test_it_is_restored_without_a_request(self):
        self.base.delete_folder("parent/site")
        wait_until(lambda: "has been deleted or renamed" in self.server.log(), "the log message")
        self.write("2")
        wait_until(lambda: "exists again" in self.server.log(), "the log message")


class RootWhilePolling(Root):
    OPTIONS = ("--poll",)


if __name__ == "__main__":
    unittest.main()
