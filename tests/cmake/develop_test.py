"""`paged dev --cmake` and `pagec check --cmake`: a site with the libraries of its CMake project."""

import os
import unittest

from support.cmake_project import ProjectTest
from support.programs import run
from support.server import Server, without_live_script
from support.site import PLAIN, Site
from support.waiting import wait_until

FILES = {
    "CMakeLists.txt": """cmake_minimum_required(VERSION 3.25)
project(test LANGUAGES CXX)
find_package(Quire REQUIRED)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_library(model STATIC model.cpp)
target_include_directories(model PUBLIC include)
target_compile_definitions(model PUBLIC "NAME=\\"a b\\"")
target_compile_options(model PUBLIC -fconcepts-diagnostics-depth=3)
add_library(view SHARED view.cpp)
target_link_libraries(view PUBLIC model)
quire_add_site(shop ROOT site LIBRARIES view sqlite3)
quire_add_site(other ROOT other)
""",
    "include/model.h": "#pragma once\nint price();\nint width();\n",
    "model.cpp": "int price() { return 3; }\n",
    "view.cpp": "int width() { return 5; }\n",
    "site/a.page": PLAIN + '<%@ page import="<model.h>, <sqlite3.h>" %><%= NAME %> <%= price() %> <%= width() %><%= sqlite3_libversion_number() > 0 %>',
    "other/a.page": "other",
}


class Develop(ProjectTest):
    def setUp(self):
        self.site = Site(FILES)
        self.addCleanup(self.site.remove)
        # Its libraries are built without sanitizers, and with an option that Clang does not know.
        self.project = self.project_in(self.site.root, compiler="g++-12")

    def check(self, *cmake, folder="site"):
        return run("pagec", "check", self.site.path(folder), "--cmake", *cmake)

    def refused(self, code, sentence, *cmake, **options):
        done = self.check(*cmake, **options)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(sentence, done.stderr)

    def assert_page(self, server, text):
        wait_until(lambda: without_live_script(server.get("/a.page").text) == text, lambda: server.get("/a.page").words + server.log())

    def test_changed_libraries_are_used(self):
        self.good(self.project.configure())
        with Server("dev", self.site.path("site"), "--cmake", self.project.folder) as server:
            self.assert_page(server, "a b 3 5true")
            server.logged("note: option `-fconcepts-diagnostics-depth=3` is left out: Clang reports: unknown argument")
            self.site.replace("model.cpp", "3", "4")
            self.good(self.project.build("--target", "shop_libraries"))
            self.assert_page(server, "a b 4 5true")
            self.site.replace("view.cpp", "5", "6")
            self.good(self.project.build("--target", "shop_libraries"))
            self.assert_page(server, "a b 4 6true")
            self.site.replace("include/model.h", "int price();", "inline int price() { return 9; }")
            self.assert_page(server, "a b 9 6true")

    def test_check(self):
        self.assertEqual(run("pagec", "check", self.site.path("site")).returncode, 1)
        self.good(self.project.configure())
        for cmake in ((self.project.folder,), (self.project.folder, "shop")):
            self.assertEqual(self.check(*cmake).returncode, 0)
        # A reply exists, and the project has changed since.
        self.site.write("CMakeLists.txt", FILES["CMakeLists.txt"].replace("a b", "c"))
        self.site.write("site/a.page", PLAIN + "<% static_assert(sizeof(NAME) == 2); %>")
        self.assertEqual(self.check(self.project.folder).returncode, 0)

    def test_build_folders_that_cannot_be_used(self):
        self.refused(2, "not a build folder of CMake; create it with `cmake -S PROJECT -B ", self.project.folder)
        self.good(self.project.configure())
        self.refused(2, "no target `shp` was made by quire_add_site; targets: other, shop", self.project.folder, "shp")
        self.site.write("third/a.page", "third")
        self.refused(2, "no target of quire_add_site has the folder " + self.site.path("third"), self.project.folder, folder="third")
        self.site.replace("model.cpp", "return 3;", "return")
        self.refused(1, "the libraries of `shop` cannot be built", self.project.folder)
        described = self.project.path("shop.quire/site.json")
        self.site.replace("model.cpp", "return", "return 3;")
        with open(described, encoding="utf-8") as file:
            text = file.read()
        self.assertIn(self.site.path("site"), text)
        with open(described, "w", encoding="utf-8") as file:
            file.write(text.replace('"quire": "', '"quire": "0.'))
        self.refused(2, "the project was configured with Quire 0.", self.project.folder)
        self.site.write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.25)\nproject(test LANGUAGES CXX)\nadd_library(x model.cpp)\n")
        self.good(self.project.configure())
        self.refused(2, "the project has no target made by quire_add_site; its targets are x", self.project.folder)

    def test_the_server_does_not_start_without_the_target(self):
        self.good(self.project.configure())
        done = run("paged", "dev", self.site.path("site"), "--port", "0", "--cmake", self.project.folder, "none")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("no target `none` was made by quire_add_site", done.stderr)
        self.assertFalse(os.path.exists(self.site.path("site/WEB-INF/work/WEB-INF/cmake.json")))


if __name__ == "__main__":
    unittest.main()
