"""`paged run` on the output of `pagec build`: needs no compiler and no sources, and refuses modified files."""

import json
import os
import shutil
import signal
import tempfile
import unittest

from support import processes
from support.native import shared_library, static_library
from support.programs import run
from support.server import Server
from support.site import Site
from support.waiting import wait_until

FILES = {
    "index.page": '<%@ page contentType="text/plain" %><jsp:include page="cart/view.page"/>, <%= application.init_param("owner") %>',
    "cart/view.page": "cart",
    "cart/broken.page": "before\n<% throw std::runtime_error(\"no stock\"); %>\n",
    "docs/index.html": "<p>docs</p>",
    "WEB-INF/web.toml": '[params]\nowner = "Ann"\n',
}
MANIFEST = "WEB-INF/quire/manifest.json"


class Built:
    """The output of `pagec build` for some files, in a temporary folder."""

    def __init__(self, files=None, prepare=lambda site: None):
        self._folder = tempfile.TemporaryDirectory()
        self.root = os.path.join(self._folder.name, "out")
        with Site(files or FILES) as site:
            prepare(site)
            done = run("pagec", "build", site.root, "-o", self.root)
        if done.returncode != 0:
            raise AssertionError(done.stderr)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def path(self, name):
        return os.path.join(self.root, name)

    def library(self):
        with open(self.path(MANIFEST), encoding="utf-8") as file:
            return self.path("WEB-INF/quire/" + json.load(file)["libraries"][0]["file"])


class Serving(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.built = cls.enterClassContext(Built())
        cls.server = Server("run", cls.built.root)
        cls.addClassCleanup(cls.server.stop)

    def test_pages_and_files(self):
        self.assertEqual(self.server.get("/index.page").text, "cart, Ann")
        self.assertEqual(self.server.get("/docs/").text, "<p>docs</p>")

    def test_folders_and_welcome_pages_without_sources(self):
        self.assertEqual(self.server.get("/").text, "cart, Ann")
        self.assertEqual(self.server.get("/cart").header("Location"), "/cart/")
        self.assertEqual(self.server.get("/cart/").status, 404)
        self.assertEqual(self.server.get("/none.page").status, 404)

    def test_built_files_are_not_served(self):
        self.assertEqual(self.server.get("/" + MANIFEST).status, 404)

    def test_errors_have_locations(self):
        self.assertEqual(self.server.get("/cart/broken.page").status, 500)
        wait_until(lambda: "/cart/broken.page: std::runtime_error: no stock at cart/broken.page:2:4" in self.server.log(),
                   self.server.log)

    def test_no_compile_service(self):
        self.assertIsNone(self.server.service_pid())
        self.assertEqual(len(processes.children(self.server.supervisor_pid)), 1)


class Changes(unittest.TestCase):
    def test_an_exchanged_folder_is_loaded_without_losing_requests(self):
        with Built() as built, Built({"index.page": "second"}) as other, Server("run", built.root) as server:
            first = server.worker_pid()
            shutil.rmtree(built.root)
            # A page that has not been requested yet, in a folder that is gone.
            self.assertEqual(server.get("/index.page").text, "cart, Ann")
            os.rename(other.root, built.root)
            server.signal(signal.SIGHUP)

            def is_taken_up():
                response = server.get("/index.page")
                self.assertEqual(response.status, 200, response)
                return response.text == "second"

            wait_until(is_taken_up, server.log)
            self.assertNotEqual(server.worker_pid(), first)
            self.assertEqual(server.get("/cart/view.page").status, 404)

    def test_pages_and_files_of_one_build(self):
        with Site({"index.page": "<%= 1 %>", "a.txt": "first"}) as site, tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "out")
            self.build(site, out)
            with Server("run", out) as server:
                self.assertEqual((server.get("/index.page").text, server.get("/a.txt").text), ("1", "first"))
                site.write("index.page", "<%= 2 %>")
                site.write("a.txt", "second")
                site.write("b.txt", "new")
                self.build(site, out)
                # A file that has not been requested yet, too.
                self.assertEqual((server.get("/index.page").text, server.get("/a.txt").text, server.get("/b.txt").status), ("1", "first", 404))
                self.assertEqual(len(os.listdir(folder)), 2, "the old build is kept for the server")
                before = server.worker_pid()
                server.signal(signal.SIGHUP)
                wait_until(lambda: not processes.is_alive(before), server.log)
                self.assertEqual((server.get("/index.page").text, server.get("/a.txt").text, server.get("/b.txt").text), ("2", "second", "new"))
                site.write("a.txt", "third")
                self.build(site, out)
            site.write("a.txt", "fourth")
            self.build(site, out)
            self.assertEqual(os.listdir(folder), ["out"], "and removed once it is not used")

    def build(self, site, out):
        done = run("pagec", "build", site.root, "-o", out)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_link_to_another_build(self):
        with Built() as built, Built({"index.page": "second"}) as other, tempfile.TemporaryDirectory() as folder:
            link = os.path.join(folder, "current")
            os.symlink(built.root, link)
            with Server("run", link) as server:
                self.assertEqual(server.get("/index.page").text, "cart, Ann")
                os.symlink(other.root, link + ".new")
                os.rename(link + ".new", link)
                server.signal(signal.SIGHUP)
                wait_until(lambda: server.get("/index.page").text == "second", server.log)

    def test_the_old_worker_keeps_serving_if_the_new_build_is_broken(self):
        with Built() as built, Server("run", built.root) as server:
            os.truncate(built.path(MANIFEST), 10)
            server.signal(signal.SIGHUP)
            wait_until(lambda: "the new worker failed to start (exit code 1); the old one keeps serving" in server.log(),
                       server.log)
            server.logged("manifest.json is damaged; build the site again")
            self.assertEqual(server.get("/index.page").text, "cart, Ann")

    def test_a_page_that_cannot_be_loaded(self):
        with Built({"broken.page": '<%! static const int n = std::stoi("x"); %><%= n %>', "a.txt": "text"}) as built, \
             Server("run", built.root) as server:
            for _ in range(2):
                self.assertEqual(server.get("/broken.page").status, 500)
            wait_until(lambda: server.log().count("/broken.page cannot be served: a static object of the page threw `std::invalid_argument`") == 2,
                       server.log)
            self.assertEqual(server.get("/a.txt").text, "text")


class Libraries(unittest.TestCase):
    def test_libraries_in_the_site_are_served_from_any_folder(self):
        page = '<%@ page import="a.h" contentType="text/plain" %><%= shared() %> <%= calls() %>'
        files = {"a.page": page, "b.page": page, "WEB-INF/src/a.h": "#pragma once\nint shared();\nint calls();\n",
                 "WEB-INF/web.toml": '[build]\nlibraries = ["WEB-INF/lib/libshared.so", "WEB-INF/lib/libstatic.a"]\n'}

        def make_libraries(site):
            shared_library(site.path("WEB-INF/lib/libshared.so"), "int shared() { return 42; }\n")
            static_library(site.path("WEB-INF/lib/libstatic.a"), "int calls() { static int n = 0; return ++n; }\n")

        with Built(files, make_libraries) as built, tempfile.TemporaryDirectory() as folder:
            shutil.copytree(built.root, os.path.join(folder, "copy"))
            shutil.rmtree(built.root)
            with Server("run", os.path.join(folder, "copy")) as server:
                self.assertEqual(server.get("/a.page").text, "42 1")
                # Both pages have the same copy of the static library's variables.
                self.assertEqual(server.get("/b.page").text, "42 2")


class Refusals(unittest.TestCase):
    def refused(self, built):
        done = run("paged", "run", built.root, "--port", "0")
        self.assertEqual((done.returncode, done.stdout), (1, ""), done.stderr)
        return done.stderr

    def test_a_modified_file(self):
        with Built() as built:
            with open(built.library(), "ab") as library:
                library.write(b"x")
            self.assertRegex(self.refused(built), r" error .*\.so has \d+ bytes, but had \d+ when it was built; run `pagec build` again\n.* error the worker failed to start")
            os.remove(built.library())
            self.assertIn(", part of the build, is missing; run `pagec build` again", self.refused(built))

    def test_an_edited_manifest(self):
        with Built() as built:
            with open(built.path(MANIFEST), encoding="utf-8") as file:
                text = file.read()
            with open(built.path(MANIFEST), "w", encoding="utf-8") as file:
                file.write(text.replace("/cart/", "/card/"))
            self.assertIn("manifest.json was changed after the build; build the site again", self.refused(built))

    def test_invalid_settings(self):
        with Built() as built:
            with open(built.path("WEB-INF/web.toml"), "w", encoding="utf-8") as file:
                file.write("welcome = 7\n")
            self.assertIn("web.toml:1:11: ", self.refused(built))

    def test_a_built_folder_cannot_be_used_with_dev(self):
        with Built() as built:
            done = run("paged", "dev", built.root, "--port", "0")
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertIn(f"is the output of `pagec build`, so edits in it have no effect; serve it with `paged run {built.root}`", done.stderr)


class Mixed(unittest.TestCase):
    def test_a_built_and_a_source_web_application(self):
        with Built() as built, Site({"webapps/ROOT/a.page": "compiled"}) as site:
            shutil.move(built.root, site.path("webapps/shop"))
            with Server("run", site.root) as server:
                self.assertEqual(server.get("/a.page").text, "compiled")
                self.assertEqual(server.get("/shop/index.page").text, "cart, Ann")
                self.assertEqual([name for name in os.listdir(site.path("work/localhost/shop")) if not name.startswith("sessions.mdb")], [])

    def test_an_archive_in_webapps_causes_a_message(self):
        with Site({"webapps/ROOT/index.html": "root", "webapps/shop.war": "PK"}) as base:
            with Server("run", "--base", base.root) as server:
                self.assertEqual(server.get("/").text, "root")
                server.logged(base.path("webapps/shop.war") + " is an archive and is not served; unpack it")


if __name__ == "__main__":
    unittest.main()
