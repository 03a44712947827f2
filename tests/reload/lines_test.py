"""Code that uses its own line number gets that of the page, even after edits."""

import shutil
import subprocess
import unittest

from support import http
from support.programs import is_sanitized
from support.server import Server, SiteTest
from support.site import PLAIN, Site
from support.waiting import DEADLINE


class OwnLines(SiteTest):
    FILES = {
        "line.page": f"{PLAIN}one\n<%= __LINE__ %> <%= __FILE__ %>",
        "where.h": '#define WHERE (__LINE__ * 10)\n',
        "macro.page": f'{PLAIN}<%@ page import="where.h" %>\n\n<%= WHERE %>',
        "located.h": "#include <source_location>\ninline unsigned line_of_caller(std::source_location at = std::source_location::current()) { return at.line(); }\n",
        "located.page": f'{PLAIN}<%@ page import="located.h" %>\n<%= line_of_caller() %>',
        "assert.page": '<%@ page import="<cassert>" %>\n<% int n = 0;\n  assert(n > 0); %>',
    }

    def assert_moves(self, page, before, after):
        self.assertIn(before, self.assert_status("/" + page, 200).text)
        self.site.write(page, self.site.read(page).replace(PLAIN, PLAIN + "\n\n"))
        self.assertIn(after, self.assert_status("/" + page, 200).text)
        self.server.logged_like(rf"/{page}  code  .*\n(.*\n)*.*/{page}  code  ")

    def test_in_the_page(self):
        self.assert_moves("line.page", "2 line.page", "4 line.page")

    def test_in_a_macro_from_a_header(self):
        self.assert_moves("macro.page", "30", "50")

    def test_in_a_default_argument_from_a_header(self):
        self.assert_moves("located.page", "2", "4")

    def test_other_pages_are_not_recompiled_when_lines_move(self):
        self.site.write("plain.page", f"{PLAIN}<%= 1 %>")
        self.assert_page("/plain.page", "1")
        self.site.write("plain.page", f"{PLAIN}\n<%= 1 %>")
        self.assert_page("/plain.page", "\n1")
        self.server.logged_like(r"/plain\.page  text  ")

    def test_a_failed_assert_names_the_page(self):
        response = self.assert_status("/assert.page", 500)
        self.assertIn("assertion failed: `n &gt; 0` (assert.page:3)", response.words)
        self.assertIn("in assert.page:3:3", response.words)

    def test_errors_have_the_right_location(self):
        self.site.write("wrong.page", f"{PLAIN}<%= __LINE__ %>\n  <%= unknown %>\n<%= struct_() %>")
        text = self.assert_status("/wrong.page", 500).text
        for place in ("wrong.page:2:7", "wrong.page:3:5"):
            self.assertIn(place, text)


@unittest.skipUnless(shutil.which("gdb"), "gdb is not installed")
@unittest.skipIf(is_sanitized(), "gdb takes minutes to read the symbols of a server with sanitizers")
class Debugger(unittest.TestCase):
    def test_a_breakpoint_in_a_page(self):
        page = f"{PLAIN}<%@ page import=\"<string>\" %>\n<%\n  std::string name = \"Ada\";\n  int size = static_cast<int>(name.size());\n%><%= size %>"
        with Site({"hello.page": page}) as site, Server("dev", site.root, "--debug-info") as server:
            self.assertTrue(server.get("/hello.page").text.startswith("\n3"))
            commands = ["set breakpoint pending on", "set pagination off", "break hello.page:5", "continue", "info locals", "bt 1", "detach", "quit"]
            arguments = [word for command in commands for word in ("-ex", command)]
            gdb = subprocess.Popen(["gdb", "-batch", "-nx", "-p", str(server.worker_pid()), *arguments],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
            said = ""
            while "Breakpoint 1 at" not in said:
                line = gdb.stdout.readline()
                self.assertTrue(line, said)
                said += line
            with server.connect() as connection:
                connection.send(http.request("/hello.page"))
                said += gdb.communicate(timeout=2 * DEADLINE)[0]
                self.assertEqual(connection.read_response().status, 200, said)
        self.assertIn("hello.page:5", said)
        self.assertIn('name = "Ada"', said)
        self.assertIn("size = 3", said)

    def test_lines_of_errors(self):
        files = {"fails.page": "<%! static int fail(int n) {\n  if (n > 1)\n    throw n;\n  return n;\n} %>\n<%= fail(2) %>"}
        with Site(files) as site, Server("dev", site.root, "--debug-info") as server:
            text = server.get("/fails.page").words
            self.assertIn("thrown in fails.page:3:5", text)
            self.assertIn("called from fails.page:6:5", text)


if __name__ == "__main__":
    unittest.main()
