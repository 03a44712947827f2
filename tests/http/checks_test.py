"""`paged dev --check`: errors found by sanitizers in pages are reported with their lines."""

import os
import unittest

from support.processes import is_alive
from support.programs import is_thread_sanitized, run
from support.server import SiteTest
from support.site import Site
from support.waiting import wait_until

FILES = {
    "fine.page": '<%@ page contentType="text/plain" import="<vector>" %><% std::vector<int> v(3, 4); %><%= v.at(1) %>',
    "header.page": '<%@ page contentType="text/plain" import="site.h" %><%= site() %>',
    "WEB-INF/src/site.h": '#include "more.h"\ninline int site() { return more(); }\n',
    "WEB-INF/src/more.h": "inline int more() { return 5; }\n",
    "heap.page": """<%@ page import="<memory>" %>
<%
  auto a = std::make_unique<int[]>(3);
  volatile int n = 3;
  a[n] = 7;
%>""",
    "freed.page": "<%\n  int* p = new int(4);\n  delete p;\n%>\n<%= *p %>",
    "overflow.page": "<%\n  volatile int n = 2147483647;\n  int m = n + 1;\n%><%= m %>",
    "stack.page": "<%\n  volatile int n = 5;\n  int all[4] = {};\n  all[n] = 1;\n%>",
    "deep.page": "<%! static int down(volatile int* n) { volatile char used[512] = {}; used[0] = 1; return down(n) + used[0]; } %>\n"
                 "<% volatile int n = 0; %><%= down(&n) %>",
    "included.page": '\n<% context.include("heap.page"); %>',
}


class Checks(SiteTest):
    FILES = FILES

    def assert_report(self, target, *words):
        before = self.server.worker_pid()
        response = self.assert_status(target, 500)
        for word in words:
            self.assertIn(word, response.words)
        wait_until(lambda: not is_alive(before), "another worker took over")
        self.assert_page("/fine.page", "4")


@unittest.skipIf(is_thread_sanitized(), "no other sanitizer can be beside that of threads")
class Both(Checks):
    OPTIONS = ("--check=address,undefined",)

    def test_access_past_the_end(self):
        self.assert_report("/heap.page", "AddressSanitizer: heap-buffer-overflow: WRITE of size 4", "in heap.page:5:8",
                           "0 bytes after 12-byte region", "allocated by thread", "    heap.page:3:12")

    def test_headers_of_the_site(self):
        self.assert_page("/header.page", "5")

    def test_use_after_free(self):
        self.assert_report("/freed.page", "AddressSanitizer: heap-use-after-free: READ of size 4", "in freed.page:5:5",
                           "freed by thread", "    freed.page:3:3", "    freed.page:2:12")

    def test_signed_overflow(self):
        self.assert_report("/overflow.page", "UndefinedBehaviorSanitizer: Signed integer overflow: 2147483647 + 1 cannot be represented",
                           "in overflow.page:3:13")

    def test_in_an_included_page(self):
        self.assert_report("/included.page", "heap-buffer-overflow", "in heap.page:5:8", "included from included.page:2:12")


@unittest.skipIf(is_thread_sanitized(), "no other sanitizer can be beside that of threads")
class Address(Checks):
    OPTIONS = ("--check=address",)

    def test_a_local_array(self):
        self.assert_report("/stack.page", "AddressSanitizer: stack-buffer-overflow: WRITE of size 4", "in stack.page:4:10")

    def test_stack_overflow(self):
        self.assert_report("/deep.page", "stack overflow (SIGSEGV)", "called from deep.page:2:30")


@unittest.skipIf(is_thread_sanitized(), "no other sanitizer can be beside that of threads")
class Undefined(Checks):
    OPTIONS = ("--check=undefined",)

    def test_an_index_past_the_end(self):
        self.assert_report("/stack.page", "UndefinedBehaviorSanitizer: Index 5 out of bounds for type &#39;int[4]&#39;", "in stack.page:4:10")


class Usage(unittest.TestCase):
    def refuse(self, *words, check):
        with Site({"a.page": "a"}) as site:
            done = run("paged", "dev", site.root, "--port", "0", "--check=" + check)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            for word in words:
                self.assertIn(word, done.stderr)
            self.assertFalse(os.path.exists(site.path("WEB-INF")))

    def test_unknown_checks_are_refused(self):
        self.refuse("unknown sanitizer `memory`", "`address` or `undefined`", check="address,memory")

    def test_the_thread_sanitizer_needs_another_build(self):
        self.refuse("the thread sanitizer must cover the whole server", "tools/build --sanitize thread", check="thread")


if __name__ == "__main__":
    unittest.main()
