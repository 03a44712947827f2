"""The work folder: deleted, outdated, damaged, or used by two servers."""

import itertools
import json
import os
import shutil
import tempfile
import unittest

from support import processes
from support.programs import run
from support.server import Server, SiteTest
from support.site import PLAIN, Site
from support.waiting import wait_until

WORK = "WEB-INF/work"


class Deleted(SiteTest):
    def test_while_the_server_is_running(self):
        for name in ("loaded", "text", "code", "included"):
            self.site.write(f"{name}.page", f"{PLAIN}{name} <%= 1 %>")
            self.assert_page(f"/{name}.page", f"{name} 1")
        self.site.delete_folder(WORK)
        self.assert_page("/loaded.page", "loaded 1")
        self.site.write("text.page", f"{PLAIN}new text <%= 1 %>")
        self.assert_page("/text.page", "new text 1")
        self.site.delete_folder(WORK)
        self.site.write("code.page", f"{PLAIN}code <%= 2 %>")
        self.assert_page("/code.page", "code 2")
        self.site.delete_folder("WEB-INF")
        self.site.write("new.page", f"{PLAIN}new <%= 1 %>")
        self.assert_page("/new.page", "new 1")
        self.assert_page("/loaded.page", "loaded 1")
        self.assertTrue(os.path.exists(self.site.path(f"{WORK}/new.page.record")))


class Left(unittest.TestCase):
    """Left by an earlier server: unusable files are rebuilt."""

    def setUp(self):
        self.site = Site({"a.page": f"{PLAIN}a <%= 1 %>"})
        self.addCleanup(self.site.remove)
        self.serve(expect_build=True)

    def serve(self, expect_build):
        with Server("dev", self.site.root) as server:
            self.assertEqual(server.get("/a.page").text, "a 1")
            self.assertEqual("(translate " in server.log(), expect_build, server.log())

    def record(self):
        return json.loads(self.site.read(f"{WORK}/a.page.record").split("\n", 1)[0])

    def test_by_this_version(self):
        self.serve(expect_build=False)

    def test_by_another_version(self):
        record = self.record()
        record["abi"] = "of another version"
        self.site.write(f"{WORK}/a.page.record", json.dumps(record))
        self.serve(expect_build=True)
        self.serve(expect_build=False)
        self.assertNotEqual(self.record()["abi"], record["abi"])

    def test_by_a_version_with_other_records(self):
        for text in ("", "{", "{}", "[]", '{"abi": 1}', "\0"):
            with self.subTest(text):
                self.site.write(f"{WORK}/a.page.record", text)
                self.serve(expect_build=True)
                self.serve(expect_build=False)

    def test_with_a_damaged_library(self):
        self.site.write(f"{WORK}/{self.record()['library']}", "no library")
        self.serve(expect_build=True)

    def test_without_its_library(self):
        self.site.delete(f"{WORK}/{self.record()['library']}")
        self.serve(expect_build=True)


class Moved(unittest.TestCase):
    """A site that was copied, moved or mounted elsewhere, with its work folder, is served from its own files."""

    FILES = {
        "a.page": f'{PLAIN}<%@ page import="near.h, far.h" %><%@ include file="part.pagef" %> <%= kNear %> <%= far() %>',
        "near.h": "constexpr int kNear = 1;\n",
        "part.pagef": "one",
        "WEB-INF/src/far.h": "int far();\n",
        "WEB-INF/src/far.cpp": '#include "value.h"\nint far() { return kValue; }\n',
        "WEB-INF/src/value.h": "constexpr int kValue = 1;\n",
    }
    EDITS = (("part.pagef", "two", "two 1 1"), ("near.h", "constexpr int kNear = 2;\n", "two 2 1"),
             ("WEB-INF/src/value.h", "constexpr int kValue = 2;\n", "two 2 2"))

    def setUp(self):
        self.site = Site({"first/" + path: text for path, text in self.FILES.items()})
        self.addCleanup(self.site.remove)
        self.check(self.site.path("first"), "one 1 1")

    def check(self, root, text, page="/a.page", command="dev"):
        with Server(command, root) as server:
            self.assertEqual(server.get(page).text, text)

    def test_a_copy(self):
        for keeps_times, (path, content, text) in itertools.product((False, True), self.EDITS):
            with self.subTest(path, keeps_times=keeps_times):
                copy = self.site.path("copy")
                shutil.copytree(self.site.path("first"), copy, copy_function=shutil.copy2 if keeps_times else shutil.copy)
                for before, other, _ in self.EDITS[:[edit[0] for edit in self.EDITS].index(path) + 1]:
                    self.site.write("copy/" + before, other)
                self.check(copy, text)
                self.check(self.site.path("first"), "one 1 1")
                shutil.rmtree(copy)

    def test_a_copy_of_a_base_folder(self):
        with Site() as base:
            shutil.copytree(self.site.path("first"), base.path("old/webapps/ROOT"), ignore=shutil.ignore_patterns("work"))
            for command in ("dev", "run"):
                with self.subTest(command):
                    self.check(base.path("old"), "one 1 1", command=command)
                    new = base.path("new-" + command)
                    shutil.copytree(base.path("old"), new)
                    base.write(f"new-{command}/webapps/ROOT/part.pagef", "two")
                    self.check(new, "two 1 1", command=command)

    def test_a_renamed_site(self):
        os.rename(self.site.path("first"), self.site.path("second"))
        self.check(self.site.path("second"), "one 1 1")
        self.site.write("second/near.h", "constexpr int kNear = 2;\n")
        self.check(self.site.path("second"), "one 2 1")

    def test_a_site_that_is_replaced_by_a_copy_while_it_is_served(self):
        with Server("dev", self.site.path("first")) as server:
            self.assertEqual(server.get("/a.page").text, "one 1 1")
            os.rename(self.site.path("first"), self.site.path("second"))
            wait_until(lambda: server.get("/a.page").status == 404, "a site without pages")
            shutil.copytree(self.site.path("second"), self.site.path("copy"))
            self.site.write("copy/part.pagef", "two")
            os.rename(self.site.path("copy"), self.site.path("first"))
            self.assertEqual(server.get("/a.page").text, "two 1 1")

    def test_a_copy_on_another_file_system(self):
        with tempfile.TemporaryDirectory(dir="/dev/shm") as memory:
            copy = os.path.join(memory, "site")
            shutil.copytree(self.site.path("first"), copy)
            with open(os.path.join(copy, "part.pagef"), "w", encoding="utf-8") as file:
                file.write("two")
            self.check(copy, "two 1 1")

    def test_a_work_folder_of_two_sites_in_turn(self):
        work = self.site.path("made")
        self.site.write("second/a.page", f"{PLAIN}second")
        os.utime(self.site.path("second/a.page"), ns=(0, os.stat(self.site.path("first/a.page")).st_mtime_ns))
        for name, text in (("first", "one 1 1"), ("second", "second"), ("first", "one 1 1")):
            with Server("dev", self.site.path(name), "--work", work) as server:
                self.assertEqual(server.get("/a.page").text, text)


class TwoServers(unittest.TestCase):
    def setUp(self):
        self.site = Site({"a.page": "a", "webapps/ROOT/a.page": "a"})
        self.addCleanup(self.site.remove)

    def refused(self, *arguments):
        done = run("paged", *arguments, "--port", "0")
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        return done.stderr

    def test_on_one_folder(self):
        app = self.site.path("webapps/ROOT")
        work = self.site.path("webapps/ROOT/WEB-INF/work")
        with Server("dev", app) as first:
            self.assertEqual(
                self.refused("dev", app),
                f"paged: the work folder {work} is in use by another paged (process {first.supervisor_pid}); "
                "stop it, or specify another folder with --work DIR\n")
            with Server("dev", app, "--work", self.site.path("mine")) as second:
                self.assertEqual(second.get("/a.page").status, 200)
            # Replacing a worker does not release it.
            worker = first.worker_pid()
            processes.kill(worker)
            wait_until(lambda: first.worker_pid() not in (worker, None), "another worker")
            self.assertIn(f"the work folder {work} is in use", self.refused("dev", app))
            self.assertEqual(first.get("/a.page").status, 200)
        with Server("dev", app) as third:
            self.assertEqual(third.get("/a.page").status, 200)

    def test_on_one_base_folder(self):
        with Server("run", "--base", self.site.root, "--address", "127.0.0.1"):
            message = self.refused("run", "--base", self.site.root)
            self.assertIn(f"the work folder {self.site.path('work/localhost/ROOT')} is in use by another paged", message)
            self.assertIn("; stop it, or serve another base folder with --base DIR", message)
            self.assertIn("--work DIR", self.refused("dev", self.site.root))

    def test_after_one_was_killed(self):
        with Server("dev", self.site.path("webapps/ROOT")) as first:
            self.assertEqual(first.get("/a.page").status, 200)
            processes.kill(first.supervisor_pid)
            first.wait()
            with Server("dev", self.site.path("webapps/ROOT")) as second:
                self.assertEqual(second.get("/a.page").status, 200)

    def test_whose_work_folder_was_deleted(self):
        with Server("dev", self.site.path("webapps/ROOT")) as server:
            self.site.delete_folder("webapps/ROOT/WEB-INF/work")
            self.assertEqual(server.get("/a.page").status, 200)
            # Another server could make it again.
            self.assertIn(f"is in use by another paged (process {server.supervisor_pid}), which had locked it before it was deleted",
                          self.refused("dev", self.site.path("webapps/ROOT")))
        with Server("dev", self.site.path("webapps/ROOT")) as server:
            self.assertEqual(server.get("/a.page").status, 200)


if __name__ == "__main__":
    unittest.main()
