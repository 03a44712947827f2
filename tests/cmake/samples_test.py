"""Builds and runs the samples that are CMake projects, as described in their READMEs."""

import os
import re
import subprocess
import unittest

from support import http
from support.cmake_project import ProjectTest, compilers
from support.server import Server
from support.site import TOP


class Samples(ProjectTest):
    def built(self, name, compiler, generator):
        project = self.project_in(os.path.join(TOP, "samples", name), compiler=compiler, generator=generator)
        self.good(project.configure())
        self.good(project.build())
        return project

    def test_an_embedded_site(self):
        for compiler, generator in zip(compilers(), ("Unix Makefiles", "Ninja")):
            with self.subTest(compiler=compiler):
                project = self.built("embedded", compiler, generator)
                # Move the program away from all other files.
                program = os.path.join(self.prefix.path, "almanac-" + compiler)
                os.rename(project.path("server"), program)
                project.remove()
                with Server(name=program) as server:
                    page = server.get("/?year=2024")
                    self.assertEqual(page.status, 200, page.text)
                    self.assertIn("<h1>Full moons of 2024</h1>", page.text)
                    self.assertIn("<tr><th>January</th><td>25</td></tr>", page.text)
                    self.assertEqual(server.get("/?year=1").status, 400)
                    self.assertEqual(server.get("/WEB-INF/web.toml").status, 404)
                    style = re.search(r'href="([^"]*)"', page.text).group(1)
                    answer = server.get(style)
                    self.assertEqual((answer.status, answer.header("Content-Type")), (200, "text/css; charset=utf-8"))

    def test_pages_in_your_own_program(self):
        for compiler, generator in zip(compilers(), ("Ninja", "Unix Makefiles")):
            with self.subTest(compiler=compiler):
                project = self.built("in_your_server", compiler, generator)
                printed = project.run("print_page")
                self.assertEqual(printed.stdout, "<h2>Ada &amp; Grace</h2>\n<ul>\n  <li>English</li>\n  <li>COBOL</li>\n</ul>\n")
                self.good(subprocess.run(["ctest", "--test-dir", project.folder], capture_output=True, text=True))
                self.check_server(project)

    def check_server(self, project):
        server = subprocess.Popen([project.path("server"), "0"], stdout=subprocess.PIPE, text=True)
        try:
            port = int(re.search(r":(\d+)$", server.stdout.readline().strip()).group(1))
            answer = http.get(port, "/bob")
            self.assertEqual((answer.status, answer.header("Content-Type")), (200, "text/html;charset=UTF-8"))
            self.assertEqual(answer.text, "<h1>Bob &lt;b&gt;</h1>\n<p>speaks no language yet</p>\n")
            self.assertEqual(http.get(port, "/nobody").status, 404)
        finally:
            server.terminate()
            server.wait()
            server.stdout.close()


if __name__ == "__main__":
    unittest.main()
