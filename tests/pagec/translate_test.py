"""`pagec translate`: C++ for people and other compilers."""

import os
import shutil
import subprocess
import unittest

from support.programs import environment, run
from support.site import Site
from support.waiting import DEADLINE

PAGE = """<%@ page import="<vector>, own.h" %><%!
int twice(int n) { return 2 * n; }
%><ul><% for (int n : std::vector<int>{1, 2}) { %>
  <li class="<%= n %>"><%- twice(n) + own() %></li><% } %>
</ul><%@ include file="part.pagef" %>
"""
FILES = {"p.page": PAGE, "own.h": "inline int own() { return 1; }\n", "part.pagef": '<% session.set("n", 1); %>\n<%= request.path() %>\n'}


class Translate(unittest.TestCase):
    def setUp(self):
        self.site = Site(FILES)
        self.addCleanup(self.site.remove)

    def test_lines_point_into_the_page(self):
        done = run("pagec", "translate", self.site.path("p.page"))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        lines = done.stdout.splitlines()
        for directive, code in (('#line 1 "p.page"', "int twice(int n)"), ('#line 3 "p.page"', "for (int n :"), ('#line 4 "p.page"', " n "),
                                ('#line 1 "part.pagef"', 'session.set("n", 1);')):
            self.assertTrue(any(line == directive and code in "".join(lines[number + 1:number + 3]) for number, line in enumerate(lines)),
                            f"{directive} before {code} in\n{done.stdout}")

    def test_code_keeps_its_column(self):
        lines = run("pagec", "translate", self.site.path("p.page")).stdout.splitlines()
        at = lines.index('#line 3 "p.page"')
        self.assertEqual(lines[at + 1].index("for (int n"), PAGE.splitlines()[2].index("for (int n"))

    def test_to_a_file(self):
        output = self.site.path("out.cpp")
        done = run("pagec", "translate", self.site.path("p.page"), "-o", output)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual(self.site.read("out.cpp"), run("pagec", "translate", self.site.path("p.page")).stdout)

    @unittest.skipUnless(shutil.which("g++"), "g++ is not installed")
    def test_another_compiler_accepts_the_output(self):
        self.site.write("out.cpp", run("pagec", "translate", self.site.path("p.page")).stdout)
        done = self.compile("out.cpp")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    @unittest.skipUnless(shutil.which("g++"), "g++ is not installed")
    def test_another_compiler_reports_the_location(self):
        self.site.write("wrong.page", "one\n\n  <p><%= wrong_name %></p>")
        self.site.write("out.cpp", run("pagec", "translate", self.site.path("wrong.page")).stdout)
        done = self.compile("out.cpp")
        self.assertEqual(done.returncode, 1)
        self.assertIn("wrong.page:3:10: error: ", done.stderr)

    def compile(self, file):
        headers = os.path.join(os.path.dirname(os.environ["QUIRE_BIN"]), "include")
        return subprocess.run(
            ["g++", "-std=c++20", "-fsyntax-only", "-Wall", "-I", headers, "-I", self.site.root, self.site.path(file)],
            env=environment(LC_ALL="C"), timeout=2 * DEADLINE, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")

    def test_errors_go_to_standard_error(self):
        self.site.write("bad.page", "<%@ page sesion='true' %><%= 1")
        done = run("pagec", "translate", self.site.path("bad.page"))
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertIn("bad.page:1:10: error: ", done.stderr)
        self.assertIn("bad.page:1:26: error: ", done.stderr)

    def test_the_output_is_deterministic(self):
        self.assertEqual(*[run("pagec", "translate", self.site.path("p.page")).stdout for _ in range(2)])

    def test_depfile(self):
        done = run("pagec", "translate", self.site.path("p.page"), "-o", self.site.path("out.cpp"), "--depfile", self.site.path("out.d"))
        self.assertEqual(done.returncode, 0)
        text = self.site.read("out.d")
        self.assertTrue(text.startswith(self.site.path("out.cpp") + ":"), text)
        self.assertIn(self.site.path("part.pagef"), text)

    def test_bad_usage(self):
        for arguments in ((), (self.site.path("none.page"),), (self.site.root,), (self.site.path("p.page"), "stray"), ("--no-such",)):
            with self.subTest(arguments):
                done = run("pagec", "translate", *arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
