"""`quire_add_site`, `quire_add_pages` and `quire_add_server` in a test project."""

import json
import os
import re
import subprocess
import unittest

from support.cmake_project import GENERATORS, ProjectTest, compilers
from support.server import Server
from support.site import TOP, Site

FILES = {
    "CMakeLists.txt": """cmake_minimum_required(VERSION 3.25)
project(test LANGUAGES CXX)
find_package(Quire REQUIRED)
quire_add_site(shop ROOT site)
quire_add_server(my_shop SITES shop=/shop)
""",
    "site/index.page": '<%@ page import="price.h" %><p><%= price() %></p><%@ include file="part.pagef" %>\n',
    "site/plain.page": "<p>plain</p>\n",
    "site/part.pagef": "<i>part</i>",
    "site/a b/größe.page": '<%@ page import="beside.h" %><%= kBeside %>',
    "site/a b/beside.h": "#pragma once\ninline constexpr int kBeside = 7;\n",
    "site/no/file.page": "no page",
    "site/WEB-INF/web.toml": '[[group]]\npattern = "/no/*"\npages = false\n',
    "site/WEB-INF/src/price.h": "#pragma once\nint price();\n",
    "site/WEB-INF/src/price.cpp": '#include "price.h"\nint price() { return 3; }\n',
    "site/style.css": "p { color: red }",
}


class Functions(ProjectTest):
    def project(self, files=None, **options):
        site = Site({**FILES, **(files or {})})
        self.addCleanup(site.remove)
        return site, self.project_in(site.root, **options)

    def compiled(self, project):
        """The sources compiled by a build, which must succeed."""
        return sorted(os.path.basename(name) for name in
                      re.findall(r"Building CXX object \S*?([^/\s]+)\.o\b", self.good(project.build())))

    def test_only_sources_affected_by_an_edit_are_recompiled(self):
        for generator in GENERATORS:
            with self.subTest(generator=generator):
                site, project = self.project(generator=generator)
                self.good(project.configure())
                self.assertIn("index.page.cpp", self.compiled(project))
                self.assertEqual(self.compiled(project), [])
                site.write("site/plain.page", "<p>other</p>\n")
                self.assertEqual(self.compiled(project), ["plain.page.cpp"])
                site.write("site/part.pagef", "<i>other</i>")
                self.assertEqual(self.compiled(project), ["index.page.cpp"])
                site.write("site/WEB-INF/src/price.h", "#pragma once\nint price();  // in cents\n")
                self.assertEqual(self.compiled(project), ["index.page.cpp", "price.cpp"])
                site.write("site/style.css", "p { color: green }")
                self.assertEqual(self.compiled(project), ["site.cpp"])
                site.write("site/new.page", "<p>new</p>")
                compiled = self.compiled(project)
                # Make recompiles a target when its list of sources changes.
                if generator == "Ninja":
                    self.assertEqual(compiled, ["new.page.cpp", "site.cpp"])
                self.assertEqual(self.compiled(project), [])
                with Server(name=project.path("my_shop")) as server:
                    self.assertEqual(server.get("/shop/index.page").text, "<p>3</p><i>other</i>\n")
                    self.assertEqual(server.get("/shop/new.page").text, "<p>new</p>")
                    self.assertEqual(server.get("/shop/a%20b/gr%C3%B6%C3%9Fe.page").text, "7")
                    self.assertEqual(server.get("/shop/style.css").text, "p { color: green }")
                    self.assertEqual(server.get("/shop/no/file.page").status, 404)
                    self.assertEqual(server.get("/index.page").status, 404)
                site.delete("site/new.page")
                self.assertIn("site.cpp", self.compiled(project))

    def test_errors_point_to_the_page(self):
        site, project = self.project({"site/index.page": "<% if (", "site/plain.page": '<%@ page sesion="x" %>'})
        self.good(project.configure())
        done = project.build()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("index.page:1:1: error: ", done.stdout + done.stderr)
        # Editors jump to full paths, wherever the build runs.
        self.assertIn(site.path("site/plain.page") + ":1:10: error: unknown page attribute `sesion`", done.stdout + done.stderr)
        site.write("site/plain.page", "<p>\n<%= nowhere %>")
        site.write("site/index.page", "")
        done = project.build()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(site.path("site/plain.page") + ":2:5: error: ", done.stdout + done.stderr)

    def test_generated_units_are_in_the_compile_commands(self):
        _, project = self.project()
        self.good(project.configure())
        with open(project.path("compile_commands.json")) as file:
            units = {os.path.basename(entry["file"]): entry["command"] for entry in json.load(file)}
        self.assertIn("index.page.cpp", units)
        self.assertIn("WEB-INF/src", units["index.page.cpp"])
        self.assertNotIn("main.cpp", units)

    def test_a_server_with_two_sites(self):
        files = {"CMakeLists.txt": FILES["CMakeLists.txt"].replace("SITES shop=/shop", "SITES shop=/shop admin") +
                 "", "admin/index.page": "<%! int twice(int n) { return 2 * n; } %><%= twice(2) %>",
                 "site/index.page": "<%! int twice(int n) { return 2 * n; } %><%= twice(3) %>"}
        added = "quire_add_site(admin ROOT admin NAMESPACE admin_pages)\n"
        files["CMakeLists.txt"] = files["CMakeLists.txt"].replace("quire_add_server", added + "quire_add_server")
        site, project = self.project(files)
        self.good(project.configure())
        self.good(project.build())
        with Server(name=project.path("my_shop")) as server:
            self.assertEqual(server.get("/shop/index.page").text, "6")
            self.assertEqual(server.get("/index.page").text, "4")
        site.replace("CMakeLists.txt", " NAMESPACE admin_pages", "")
        done = project.configure()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("have their pages in namespace `pages`", " ".join(done.stderr.split()))
        site.replace("CMakeLists.txt", "shop=/shop", "shop")
        self.assertIn("two sites would be served at `/`", " ".join(project.configure().stderr.split()))

    def test_pages_can_call_pages_as_functions(self):
        _, project = self.project({
            "site/row.page": '<%@ page import="<stdexcept>" %><%@ argument name="n" type="int" %>'
                             '<% if (n < 0) throw std::runtime_error("below"); %><li><%= n %></li>',
            "site/index.page": '<%@ page import="<pages/row.h>" %><% for (int n : {2, 1}) pages::row(out, {.n = n}); %>',
            "site/bad.page": '<%@ page import="<pages/row.h>" %>\n<% pages::row(out, {.n = -1}); %>'})
        self.good(project.configure())
        self.good(project.build())
        with Server(name=project.path("my_shop")) as server:
            self.assertEqual(server.get("/shop/index.page").text, "<li>2</li><li>1</li>")
            self.assertEqual(server.get("/shop/row.page").status, 404)
            self.assertEqual(server.get("/shop/bad.page").status, 500)
            server.logged("std::runtime_error: below at bad.page:2:4")

    def test_libraries_requested_by_pages_are_linked(self):
        for generator in GENERATORS:
            with self.subTest(generator=generator):
                page = '<%@ page link="-lz" %><%! extern "C" const char* zlibVersion(); %><%= zlibVersion()[1] %>'
                site, project = self.project({"site/plain.page": page}, generator=generator)
                self.good(project.configure())
                self.good(project.build())
                with Server(name=project.path("my_shop")) as server:
                    self.assertEqual(server.get("/shop/plain.page").text, ".")
                site.replace("site/plain.page", "-lz", "-lnowhere")
                done = project.build()
                self.assertNotEqual(done.returncode, 0)
                self.assertIn("nowhere", done.stdout + done.stderr)

    def test_what_web_toml_adds(self):
        page = '<%@ page import="<sqlite3.h>" %><%= sqlite3_libversion_number() > 0 %> <%= PRICE %>'
        source = '#include "price.h"\nint price() { return PRICE; }\n'
        for generator in GENERATORS:
            with self.subTest(generator=generator):
                site, project = self.project({
                    "site/plain.page": page, "site/WEB-INF/src/price.cpp": source,
                    "site/WEB-INF/web.toml": '[build]\npackages = ["sqlite3"]\ndefinitions = "PRICE=4"\n'}, generator=generator)
                self.good(project.configure())
                self.good(project.build())
                site.replace("site/WEB-INF/web.toml", "PRICE=4", "PRICE=5")
                self.assertEqual(self.compiled(project)[-2:], ["price.cpp", "site.cpp"])
                with Server(name=project.path("my_shop")) as server:
                    self.assertEqual(server.get("/shop/plain.page").text, "true 5")
                    self.assertEqual(server.get("/shop/index.page").text, "<p>5</p><i>part</i>\n")
        site.write("site/WEB-INF/web.toml", '[build]\npackages = ["no-such-package"]\n')
        done = project.build()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("WEB-INF/web.toml:2:14: error: package `no-such-package` is not installed", done.stdout + done.stderr)

    def test_a_build_folder_with_any_characters(self):
        for generator in GENERATORS:
            with self.subTest(generator=generator):
                _, project = self.project({"site/plain.page": '<%@ page link="-lz" %><%! extern "C" const char* zlibVersion(); %><%= zlibVersion()[1] %>'},
                                          generator=generator, below="it's (b), c")
                self.good(project.configure())
                self.good(project.build())
                with Server(name=project.path("my_shop")) as server:
                    self.assertEqual(server.get("/shop/plain.page").text, ".")

    def test_pages_with_the_same_name_in_cpp_are_served(self):
        _, project = self.project({"site/关于.page": "about", "site/ü.page": "umlaut", "site/user-list.page": "list", "site/user/list.page": "other list"})
        self.good(project.configure())
        self.good(project.build())
        with Server(name=project.path("my_shop")) as server:
            for path, text in (("%E5%85%B3%E4%BA%8E", "about"), ("%C3%BC", "umlaut"), ("user-list", "list"), ("user/list", "other list")):
                self.assertEqual(server.get(f"/shop/{path}.page").text, text)

    def test_pages_are_relative_to_their_root_as_well(self):
        _, project = self.project({"CMakeLists.txt": FILES["CMakeLists.txt"] + "quire_add_pages(mails ROOT mail PAGES welcome.page mail/bye.page)\n",
                                   "mail/welcome.page": "hello", "mail/bye.page": "bye"})
        self.good(project.configure())
        self.good(project.build("--target", "mails"))

    def test_a_removed_include_does_not_stop_make(self):
        site, project = self.project(generator="Unix Makefiles")
        self.good(project.configure())
        self.good(project.build())
        site.write("site/index.page", "no include")
        site.delete("site/part.pagef")
        self.assertIn("index.page.cpp", self.compiled(project))

    def test_invalid_arguments_are_reported(self):
        for call, words in (("quire_add_site(x ROOT nowhere)", "nowhere is not a folder"),
                            ("quire_add_site(x)", "missing ROOT"),
                            ("quire_add_pages(x PAGES site/nowhere.page)", "site/nowhere.page is not a page in"),
                            ("quire_add_pages(x PAGES ../outside.page)", "../outside.page is not a page in"),
                            ("quire_add_server(x SITES nowhere)", "there is no site nowhere"),
                            ("quire_add_server(x SITES shop=shop/)", "must start with /")):
            with self.subTest(call=call):
                _, project = self.project({"CMakeLists.txt": FILES["CMakeLists.txt"] + call + "\n"})
                done = project.configure()
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(words, " ".join(done.stderr.split()))

    def test_cross_compiling_uses_a_pagec_of_the_build_machine(self):
        site, project = self.project()
        cross = ["-DCMAKE_SYSTEM_NAME=Linux", "-DCMAKE_SYSTEM_PROCESSOR=x86_64"]
        done = project.configure(*cross)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("set QUIRE_PAGEC to one that runs here", " ".join(done.stderr.split()))
        self.good(project.configure(*cross, f"-DQUIRE_PAGEC={self.prefix.path}/bin/pagec"))
        self.good(project.build("--target", "shop"))

    def test_the_source_tree_as_a_subproject(self):
        for use in (f'add_subdirectory("{TOP}" quire)',
                    f'include(FetchContent)\nFetchContent_Declare(Quire SOURCE_DIR "{TOP}")\nFetchContent_MakeAvailable(Quire)'):
            with self.subTest(use=use):
                _, project = self.project({"CMakeLists.txt": FILES["CMakeLists.txt"].replace("find_package(Quire REQUIRED)", use)})
                self.good(project.configure())
                plan = subprocess.run(["ninja", "-C", project.folder, "-t", "commands", "my_shop"], capture_output=True, text=True)
                self.assertEqual(plan.returncode, 0, plan.stdout)
                self.assertRegex(plan.stdout, r"bin/pagec generate .*/site ")
                self.assertIn(" -o my_shop ", plan.stdout)

    def test_other_build_systems_can_use_pkg_config(self):
        site, project = self.project()
        variables = {**os.environ, "PKG_CONFIG_PATH": self.folder_of("quire.pc")}

        def ask(*arguments):
            return subprocess.run(["pkg-config", *arguments, "quire"], env=variables, capture_output=True, text=True,
                                  check=True).stdout.split()

        self.good(subprocess.run([*ask("--variable=pagec"), "generate", site.path("site"), "-o", project.path("gen"),
                                  "--pages-only"], capture_output=True, text=True))
        site.write("main.cpp", """#include <pages.h>
#include <cstdio>
int main() { quire::Writer out; pages::plain(out); std::fwrite(out.text().data(), 1, out.text().size(), stdout); }
""")
        library, = [flag[2:] for flag in ask("--libs") if flag.startswith("-L")]
        program = project.path("program")
        self.good(subprocess.run([compilers()[-1], *ask("--cflags"), "-I", project.path("gen/include"), site.path("main.cpp"),
                                  project.path("gen/plain.page.cpp"), "-o", program, *ask("--libs"), f"-Wl,-rpath,{library}",
                                  "-Wl,--allow-shlib-undefined"], capture_output=True, text=True))
        if not os.environ.get("QUIRE_SANITIZE"):
            self.assertEqual(project.run("program").stdout, "<p>plain</p>\n")

    def folder_of(self, name):
        for at, _, names in os.walk(self.prefix.path):
            if name in names:
                return at
        raise AssertionError(f"{name} is not installed")


if __name__ == "__main__":
    unittest.main()
