"""Faults in page code: one costs its own request, and no other."""

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
    # Runs until the file `go` is there, so that a request is under way meanwhile.
    "slow.page": """<%@ page contentType="text/plain" import="<unistd.h>" %><% out.raw("slow"); out.flush();
  while (access(application.real_path("/go").c_str(), F_OK) != 0) usleep(2000); %> done""",
}


class Development(SiteTest):
    FILES = FILES

    def test_a_request_under_way_is_finished(self):
        supervisor = self.server.supervisor_pid
        with self.server.connect() as slow:
            slow.send(http.request("/slow.page"))
            self.assertEqual(slow.read_head()[0], 200)
            response = self.assert_status("/null.page", 500)
            self.site.write("go", "")
            self.assertIn(b" done", slow.read_rest())
        self.assertIn("null.page:3:6", response.text)
        self.assertIn("SIGSEGV", response.text)
        self.assert_page("/fine.page", "fine")
        self.assertEqual(self.server.supervisor_pid, supervisor)
        self.assertIn("null.page:3:6", self.server.log())


class Kinds(SiteTest):
    FILES = FILES

    def test_every_fault_tells_its_place_and_costs_one_request(self):
        for target, words in (("/endless.page", ("endless.page:2:30", "SIGSEGV")), ("/abort.page", ("abort.page:2:4", "SIGABRT")),
                              ("/outer.page", ("null.page:3:6", "outer.page:2:4"))):
            with self.subTest(target):
                before = self.server.worker_pid()
                response = self.assert_status(target, 500)
                for word in words:
                    self.assertIn(word, response.text)
                self.assert_page("/fine.page", "fine")
                # The next fault shall meet the next worker.
                wait_until(lambda: not is_alive(before), "another worker took over")
                self.assertNotEqual(self.server.worker_pid(), before)


class Production(unittest.TestCase):
    def test_a_fault_is_a_plain_error(self):
        with Site({f"webapps/ROOT/{path}": text for path, text in FILES.items()}) as site:
            with Server("run", "--base", site.root, "--address", "127.0.0.1") as server:
                response = server.get("/null.page")
                self.assertEqual(response.status, 500)
                self.assertNotIn("null.page", response.text)
                self.assertIn("null.page:3:6", server.log())
                self.assertEqual(server.get("/fine.page").text, "fine")


if __name__ == "__main__":
    unittest.main()
