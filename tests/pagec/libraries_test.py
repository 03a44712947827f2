"""`[build]` in web.toml: libraries, folders, macros and flags for the site's C++."""

import os
import subprocess
import unittest

from support.native import shared_library, static_library
from support.programs import run
from support.site import PLAIN, Site

HEADER = "#pragma once\nint answer();\nint calls();\n"
CODE = "static int count = 0;\nint answer() { return %d; }\nint calls() { return ++count; }\n"
PAGE = PLAIN + '<%@ page import="<answer.h>" %><%= answer() %>'
SQLITE = PLAIN + '<%@ page import="<sqlite3.h>" %><%= sqlite3_libversion_number() > 3000000 %>'
VENDOR = '[build]\ninclude_dirs = "WEB-INF/vendor"\nlibraries = ["WEB-INF/lib/%s"]\n'


class Libraries(unittest.TestCase):
    def site(self, settings, files):
        site = Site({"WEB-INF/vendor/answer.h": HEADER, "WEB-INF/web.toml": settings, **files})
        self.addCleanup(site.remove)
        return site

    def good(self, *arguments, **changes):
        done = run("pagec", *arguments, **changes)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def refused(self, site, *sentences, command="check", **changes):
        done = run("pagec", command, site.root, *changes.pop("arguments", ()), **changes)
        self.assertEqual(done.returncode, 1, done.stderr)
        for sentence in sentences:
            self.assertIn(sentence, done.stderr)
        return done.stderr

    def test_a_package(self):
        source = "#include <sqlite3.h>\nint version() { return sqlite3_libversion_number(); }\n"
        site = self.site('[build]\npackages = ["sqlite3"]\n', {"a.page": SQLITE, "WEB-INF/src/v.cpp": source})
        self.assertEqual(self.good("check", site.root), "")
        self.assertEqual(self.good("render", site.path("a.page")), "true")
        with Site() as output:
            self.good("build", site.root, "-o", output.path("out"), "-O0", "--work", output.path("state"))
            self.good("generate", site.root, "-o", output.path("gen"))
            self.assertIn("INPUT(-lsqlite3)", output.read("gen/libraries.ld"))

    def test_a_package_in_a_folder_of_its_own(self):
        with Site({"include/answer.h": HEADER.replace("int answer();", "int answer();\n#define ANSWER X\n")}) as vendor:
            shared_library(vendor.path("lib/libanswer.so"), CODE % 42)
            vendor.write("answer.pc", f"Name: answer\nDescription: x\nVersion: 1\nCflags: -I{vendor.path('include')} -DX=7 -fno-strange\n"
                                      f"Libs: -L{vendor.path('lib')} -lanswer\n")
            site = self.site('[build]\npackages = "answer"\n', {"a.page": PAGE + "<%= ANSWER %>"})
            self.assertEqual(self.good("render", site.path("a.page"), PKG_CONFIG_PATH=vendor.root), "427")

    def test_shared_and_static_libraries_of_the_site(self):
        for name, make in (("libanswer.so", shared_library), ("libanswer.a", static_library)):
            with self.subTest(name):
                site = self.site(VENDOR % name, {"a.page": PAGE, "b.page": PAGE})
                make(site.path("WEB-INF/lib/" + name), CODE % 42)
                self.assertEqual(self.good("check", site.root), "")
                self.assertEqual(self.good("render", site.path("a.page")), "42")

    def test_folders_macros_and_flags(self):
        site = self.site('[build]\ninclude_dirs = "WEB-INF/vendor"\ndefinitions = ["N=3", "S=\\"a b\\""]\nflags = ["-Wextra", "-Wno-unused-variable"]\n',
                         {"a.page": PLAIN + '<%@ page import="<answer.h>" %><% int unused = 0; %><%= N %><%= S %>'})
        self.assertEqual(self.good("check", site.root), "")
        self.assertEqual(self.good("render", site.path("a.page")), "3a b")
        with Site() as output:
            self.good("generate", site.root, "-o", output.path("gen"))
            self.assertEqual(output.read("gen/compile.txt").splitlines(),
                             [f'"-I{site.path("WEB-INF/vendor")}"', '"-DN=3"', r'"-DS=\"a b\""', '"-Wextra"', '"-Wno-unused-variable"'])

    def test_changes_are_built(self):
        site = self.site('[build]\ndefinitions = "N=1"\n' , {"a.page": PLAIN + "<%= N %>", "WEB-INF/src/n.cpp": "int n = N;\n"})
        with Site() as output:
            build = ["build", site.root, "-o", output.path("out"), "-O0", "--work", output.path("state")]
            compiled = lambda: run("pagec", *build).stderr.rsplit(" of them", 1)[0].rsplit(" ", 1)[1]
            self.assertEqual([compiled(), compiled()], ["1", "0"])
            site.write("WEB-INF/web.toml", '[build]\ndefinitions = "N=2"\n')
            self.assertEqual([compiled(), compiled()], ["1", "0"])

    def test_a_library_that_defines_a_missing_symbol_is_named(self):
        remedy = 'the library `sqlite3` does: write `libraries = ["sqlite3"]` below `[build]` in WEB-INF/web.toml'
        site = self.site("", {"a.page": SQLITE})
        done = run("pagec", "render", site.path("a.page"))
        self.assertIn("undefined symbol `sqlite3_libversion_number`", done.stderr)
        self.assertIn(remedy, done.stderr)
        site.write("WEB-INF/src/v.cpp", "#include <sqlite3.h>\nint version() { return sqlite3_libversion_number(); }\n")
        self.assertIn(remedy, run("pagec", "render", site.path("a.page")).stderr)

    def test_settings_that_are_wrong_have_their_place(self):
        for settings, place, sentence in (
                ('packages = ["nothing-of-that-name"]', "2:14", "package `nothing-of-that-name` is not installed: pkg-config finds no `nothing-of-that-name.pc`"),
                ('libraries = ["nothing_of_that_name"]', "2:15", "library `nothing_of_that_name` is not installed"),
                ('libraries = "WEB-INF/lib/libx.so"', "2:14", "/WEB-INF/lib/libx.so` does not exist"),
                ('libraries = "WEB-INF/vendor/answer.h.so"', "2:14", "it is neither a library nor an archive"),
                ('include_dirs = "WEB-INF/absent"', "2:17", "/WEB-INF/absent` does not exist"),
                ('include_dirs = "../outside"', "2:17", "a relative path must stay in the site"),
                ('flags = "-std=c++23"', "2:10", "does not fit the headers that are precompiled for all sites"),
                ('flags = "-fno-exceptions"', "2:10", "does not fit the headers that are precompiled for all sites"),
                ('flags = "-march=native"', "2:10", "does not fit"),
                ('flags = "-fsanitize=address"', "2:10", "does not fit"),
                ('flags = "-Wno-nonsence"', "2:10", "unknown warning option `-Wno-nonsence`; did you mean `"),
                ('flags = "-fstrange"', "2:10", "Clang reports: unknown argument: `-fstrange`"),
                ('flags = "-fsyntax-only"', "2:10", "it would keep the compiler from compiling"),
                ('definitions = "_GLIBCXX_DEBUG"', "2:16", "are precompiled for all sites, without `_GLIBCXX_DEBUG`"),
                ('package = "sqlite3"', "2:1", "unknown setting `package`; did you mean `packages`?")):
            with self.subTest(settings):
                site = self.site("[build]\n" + settings + "\n", {"a.page": "a", "b.page": "b", "WEB-INF/vendor/answer.h.so": "x"})
                told = self.refused(site, f"WEB-INF/web.toml:{place}: error: ", sentence, f"\n{settings}\n")
                self.assertEqual(told.count("error: "), 1, told)
                with Site() as output:
                    self.refused(site, f"WEB-INF/web.toml:{place}: error: ", command="build", arguments=["-o", output.path("out")])

    def test_the_debian_package_of_a_missing_package(self):
        with Site() as tools:
            tools.write("apt-cache", "#!/bin/sh\necho libother-dev\necho liborange-dev\n")
            os.chmod(tools.path("apt-cache"), 0o755)
            site = self.site('[build]\npackages = ["orange"]\n', {"a.page": "a"})
            self.refused(site, "try `apt install liborange-dev`", PATH=tools.root + ":" + os.environ["PATH"])

    def test_a_library_for_another_processor(self):
        site = self.site(VENDOR % "libanswer.so", {"a.page": PAGE})
        os.makedirs(site.path("WEB-INF/lib"))
        subprocess.run(["clang++-19", "--target=aarch64-linux-gnu", "-shared", "-nostdlib", "-fuse-ld=lld", "-x", "c", "-",
                        "-o", site.path("WEB-INF/lib/libanswer.so")], input="int f;", text=True, check=True)
        self.refused(site, "web.toml:3:15: error: library `", "cannot be linked: it is for aarch64, and this machine is ")

    def test_a_static_library_that_cannot_be_shared(self):
        site = self.site(VENDOR % "libanswer.a", {"a.page": PAGE})
        static_library(site.path("WEB-INF/lib/libanswer.a"), CODE % 42, "-fno-pic", "-fno-pie", "-mcmodel=medium")
        done = run("pagec", "render", site.path("a.page"))
        if done.returncode != 0:
            self.assertIn("recompile with -fPIC", done.stderr)


class Ignored(unittest.TestCase):
    FILES = {"a.page": "a", "README.md": "x", "docs/README.md": "x", "WEB-INF/data/shop.db": "x", "WEB-INF/data/shop.db-wal": "x",
             "docs/CVS/Entries": "x", "image.psd": "x", "drafts/b.page": "b"}

    def built(self, settings):
        with Site({**self.FILES, "WEB-INF/web.toml": settings}) as site, Site() as output:
            done = run("pagec", "build", site.root, "-o", output.path("out"), "-O0", "--work", output.path("state"))
            self.assertEqual(done.returncode, 0, done.stderr)
            return {os.path.relpath(os.path.join(place, name), output.path("out"))
                    for place, _, names in os.walk(output.path("out")) for name in names if "/WEB-INF/quire" not in place} - {"WEB-INF/web.toml"}

    def test_data_and_the_readme_are_left_out(self):
        self.assertEqual(self.built(""), {"docs/README.md", "image.psd"})

    def test_patterns_of_the_site(self):
        self.assertEqual(self.built('[build]\nignore = ["*.psd", "/drafts", "WEB-INF/data/*-wal", "*.toml"]\n'),
                         {"README.md", "docs/README.md", "docs/CVS/Entries", "WEB-INF/data/shop.db"})


if __name__ == "__main__":
    unittest.main()
