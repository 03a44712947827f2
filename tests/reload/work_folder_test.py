"""The work folder: deleted, outdated, damaged, or used by two servers."""

import json
import os
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


if __name__ == "__main__":
    unittest.main()
