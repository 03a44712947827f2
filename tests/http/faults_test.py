"""Faults in page code: a fault fails its own request and no other."""

import re
import unittest

from support import http
from support.processes import is_alive
from support.server import Server, SiteTest
from support.site import Site
from support.waiting import wait_until

FILES = {
    "null.page": "a\n\n  <% int* volatile p = nullptr; *p = 1; %>",
    "endless.page": "<%! int down(volatile int* n) { volatile char used[512] = {}; used[0] = 1; return down(n) + used[0]; } %>\n"
                    "<% volatile int n = 0; %><%= down(&n) %>",
    "abort.page": '<%@ page import="<cstdlib>" %>\n<% std::abort(); %>',
    "outer.page": 'x\n<% context.include("null.page"); %>',
    "fine.page": '<%@ page contentType="text/plain" %>fine',
    # Runs until the file `go` exists, to keep a request in progress.
    "slow.page": """<%@ page contentType="text/plain" import="<unistd.h>" %><% out.raw("slow"); out.flush();
  while (access(application.real_path("/go").c_str(), F_OK) != 0) usleep(2000); %> done""",
}


class Development(SiteTest):
    FILES = FILES

    def test_a_request_in_progress_is_finished(self):
        supervisor = self.server.supervisor_pid
        with self.server.connect() as slow:
            slow.send(http.request("/slow.page"))
            self.assertEqual(slow.read_head()[0], 200)
            response = self.assert_status("/null.page", 500)
            self.site.write("go", "")
            self.assertIn(b" done", slow.read_rest())
        self.assertIn("null.page:3:36", response.text)
        self.assertIn("SIGSEGV", response.text)
        self.assert_page("/fine.page", "fine")
        self.assertEqual(self.server.supervisor_pid, supervisor)
        self.server.logged("null.page:3:36")


class Kinds(SiteTest):
    FILES = FILES

    def test_every_fault_has_a_location_and_fails_one_request(self):
        for target, words in (("/endless.page", ("stack overflow (SIGSEGV)", "called from endless.page:2:30")),
                              ("/abort.page", ("abort.page:2:4", "SIGABRT")),
                              ("/outer.page", ("in null.page:3:36", "included from outer.page:2:12"))):
            with self.subTest(target):
                before = self.server.worker_pid()
                response = self.assert_status(target, 500)
                for word in words:
                    self.assertIn(word, response.words)
                self.assert_page("/fine.page", "fine")
                # The next fault must hit the next worker.
                wait_until(lambda: not is_alive(before), "another worker took over")
                self.assertNotEqual(self.server.worker_pid(), before)


class Lines(SiteTest):
    """The line in a long scriptlet, and the call stack."""

    FILES = {
        "vector.page": """<%@ page import="<vector>" %>
<%! static int at(const std::vector<int>& all, std::size_t index) {
  return all[index];
} %>
<%
  int sum = 0;
  std::vector<int> v(3);
  for (std::size_t n = 0; n < 9; ++n)
    sum += at(v, n);
%>""",
        "assert.page": '<%@ page import="<cassert>" %>\n<%\n  int n = 0;\n  assert(n > 0 && "more than none");\n%>',
        "terminate.page": """<%@ page import="<stdexcept>" %>
<%! static void close() noexcept {
  int left = 1;
  if (left > 0) throw std::runtime_error("still open");
} %>
<% close(); %>""",
        "division.page": "<%\n  volatile int zero = 0;\n\n  int n = 7;\n  n = n / zero;\n%><%= n %>",
        "header.page": '<%@ page import="shelf.h" %>\n<%= third(nullptr) %>',
        "WEB-INF/src/shelf.h": "inline int third(const int* shelf) {\n  const int offset = 2;\n  return *(shelf + offset);\n}\n",
        "text.page": "<%\n  volatile int zero = 0;\n  zero = 7 / zero;\n%>",
    }

    @classmethod
    def start(cls):
        # File names do not depend on where the server was started.
        return Server("dev", ".", inside=("env", "--chdir=" + cls.site.root))

    def assert_fault(self, target, *words):
        before = self.server.worker_pid()
        response = self.assert_status(target, 500)
        for word in words:
            self.assertIn(word, response.words)
        wait_until(lambda: not is_alive(before), "another worker took over")

    def test_an_index_out_of_range(self):
        self.assert_fault("/vector.page", "assertion failed: `__n &lt; this-&gt;size()` in `const_reference std::vector&lt;int&gt;::operator[]",
                          "in vector.page:3:10", "called from vector.page:9:12")

    def test_a_failed_assert(self):
        self.assert_fault("/assert.page", "assertion failed: `n &gt; 0 &amp;&amp; &#34;more than none&#34;`", "in assert.page:4:3")

    def test_an_exception_thrown_by_a_noexcept_function(self):
        self.assert_fault("/terminate.page", "std::runtime_error: still open", "`noexcept`", "in terminate.page:4:17")

    def test_a_division_by_zero(self):
        self.assert_fault("/division.page", "SIGFPE", "in division.page:5:9")

    def test_a_header_of_the_site(self):
        self.assert_fault("/header.page", "SIGSEGV", "in WEB-INF/src/shelf.h:3:10", "called from header.page:2:5")

    def test_a_text_edit_moves_the_line(self):
        self.assert_fault("/text.page", "in text.page:3:12")
        self.site.write("text.page", "one\ntwo <%\n  volatile int zero = 0;\n  zero = 7 / zero;\n%>")
        self.assert_fault("/text.page", "in text.page:4:12")
        # Nothing was compiled, whichever worker built it.
        self.assertEqual(len(re.findall(r"/text\.page  code  ", self.server.log())), 1)


class Production(unittest.TestCase):
    def test_a_fault_is_a_plain_error(self):
        with Site({f"webapps/ROOT/{path}": text for path, text in FILES.items()}) as site:
            with Server("run", "--base", site.root, "--address", "127.0.0.1") as server:
                response = server.get("/null.page")
                self.assertEqual(response.status, 500)
                self.assertNotIn("null.page", response.text)
                server.logged("null.page:3:6")
                self.assertEqual(server.get("/fine.page").text, "fine")


if __name__ == "__main__":
    unittest.main()
