"""`pagec build`: a webapp compiled ahead, and again only where it changed."""

import json
import os
import re
import unittest

from support.programs import run
from support.server import Server
from support.site import Site

PAGES = {f"p{n}.page": f'<%@ page import="shared.h" %>page {n} <%= "x" %><%= shared() %>\n' for n in range(4)}
FILES = {**PAGES, "sub/deep.page": '<%= "deep" %>\n<%@ include file="part.pagef" %>', "sub/part.pagef": "part",
         "WEB-INF/src/shared.h": "#pragma once\ninline char shared() { return 'y'; }\n", "style.css": "x"}


class Build(unittest.TestCase):
    def setUp(self):
        self.site = Site(FILES)
        self.addCleanup(self.site.remove)
        self.output = Site()
        self.addCleanup(self.output.remove)

    def build(self, *arguments, level="-O0"):
        return run("pagec", "build", self.site.root, "-o", self.output.path("out"), "-j2", level, *arguments)

    def compiled(self, *arguments, **options):
        """How many pages a good build has compiled, of how many."""
        done = self.build(*arguments, **options)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        match = re.search(r"^(\d+) pages? in \S+, (\d+) of them compiled$", done.stderr, re.MULTILINE)
        return int(match.group(2)), int(match.group(1))

    def manifest(self):
        return json.loads(self.output.read("out/manifest.json"))

    def test_libraries_and_manifest(self):
        self.assertEqual(self.compiled(), (5, 5))
        manifest = self.manifest()
        self.assertTrue(manifest["abi"])
        self.assertEqual([page["page"] for page in manifest["pages"]], [*(f"/p{n}.page" for n in range(4)), "/sub/deep.page"])
        for page in manifest["pages"]:
            record = json.loads(self.output.read("out/" + page["record"]).split("\n", 1)[0])
            folder = os.path.dirname(self.output.path("out/" + page["record"]))
            self.assertEqual(record["page"], page["page"])
            with open(os.path.join(folder, record["library"]), "rb") as library:
                self.assertEqual(library.read(4), b"\x7fELF")
        deep = {dependency["path"] for dependency in manifest["pages"][4]["dependencies"]}
        self.assertLessEqual({self.site.path("sub/deep.page"), self.site.path("sub/part.pagef")}, deep)

    def test_what_did_not_change_is_not_compiled_again(self):
        self.assertEqual(self.compiled(), (5, 5))
        self.assertEqual(self.compiled(), (0, 5))
        os.utime(self.site.path("p0.page"))
        self.assertEqual(self.compiled(), (0, 5))
        self.site.replace("p1.page", '"x"', '"changed"')
        self.assertEqual(self.compiled(), (1, 5))
        self.site.replace("p2.page", "page 2", "text alone")
        self.assertEqual(self.compiled(), (0, 5))
        self.site.write("p9.page", "new <%= 1 %>")
        self.assertEqual(self.compiled(), (1, 6))

    def test_a_header_or_a_part_changes_those_that_use_it(self):
        self.assertEqual(self.compiled(), (5, 5))
        self.site.replace("WEB-INF/src/shared.h", "'y'", "'z'")
        self.assertEqual(self.compiled(), (4, 5))
        self.site.write("sub/part.pagef", "<%= 1 %>")
        self.assertEqual(self.compiled(), (1, 5))

    def test_other_flags_compile_again(self):
        self.assertEqual(self.compiled(level="-O0"), (5, 5))
        self.assertEqual(self.compiled(level="-O2"), (5, 5))
        self.assertEqual(self.compiled(level="-O2"), (0, 5))

    def test_mistakes(self):
        self.assertEqual(self.compiled(), (5, 5))
        self.site.write("p1.page", "<%= bad %>")
        self.site.write("p2.page", "<%@ page sesion='x' %>")
        done = self.build()
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("p1.page:1:5: error: ", done.stderr)
        self.assertIn("p2.page:1:10: error: ", done.stderr)
        self.assertIn("2 errors in 2 pages of 5", done.stderr)
        self.site.write("p1.page", PAGES["p1.page"])
        self.site.write("p2.page", PAGES["p2.page"])
        self.compiled()

    def test_a_folder_is_whole_only_with_its_manifest(self):
        self.site.write("p1.page", "<%= bad %>")
        self.assertEqual(self.build().returncode, 1)
        self.assertFalse(os.path.exists(self.output.path("out/manifest.json")))

    def test_an_output_within_the_site_is_no_part_of_it(self):
        for _ in range(2):
            done = run("pagec", "build", self.site.root, "-o", self.site.path("out"), "-O0")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("5 pages in ", done.stderr)

    def test_depfile(self):
        self.assertEqual(self.compiled("--depfile", self.output.path("deps.d")), (5, 5))
        text = self.output.read("deps.d")
        self.assertTrue(text.startswith(self.output.path("out/manifest.json") + ":"), text)
        for path in ("p0.page", "sub/deep.page", "sub/part.pagef", "WEB-INF/src/shared.h"):
            self.assertIn(self.site.path(path), text)

    def test_what_is_built_is_what_is_served(self):
        # The work folder of `paged dev` has the same form.
        done = run("pagec", "build", self.site.root, "-o", self.site.path("WEB-INF/work"), "-O0")
        self.assertEqual(done.returncode, 0, done.stderr)
        with Server("dev", self.site.root) as server:
            self.assertTrue(server.get("/p3.page").text.startswith("page 3 xy\n"))
            self.assertTrue(server.get("/sub/deep.page").text.startswith("deep\npart"))
            self.assertNotIn("  code  ", server.log())

    def test_output_that_cannot_be(self):
        self.output.write("file", "in the way")
        done = run("pagec", "build", self.site.root, "-o", self.output.path("file"))
        self.assertEqual(done.returncode, 1)
        self.assertIn(self.output.path("file"), done.stderr)

    def test_bad_usage(self):
        with Site({"x.txt": ""}) as empty:
            for arguments in ((), (self.site.root,), (self.site.path("none"), "-o", "x"), (self.site.path("p0.page"), "-o", "x"),
                              (empty.root, "-o", empty.path("out")), (self.site.root, "-o", "x", "-O1"), (self.site.root, "-o", "x", "-j", "x")):
                with self.subTest(arguments):
                    done = run("pagec", "build", *arguments)
                    self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                    self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
