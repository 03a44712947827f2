"""Whatever a page does to the compiler is limited, is reported for that page, and does not affect others."""

import os
import unittest

from support import http, processes
from support.programs import is_sanitized
from support.server import SiteTest
from support.site import PLAIN
from support.waiting import wait_until

# Each step doubles the work, without reaching any of Clang's own limits.
DOUBLING = """<%! template <int N, class T> struct Tree { using type = typename Tree<N - 1, Tree<N, T>>::type; using other = typename Tree<N - 1, Tree<0, T>>::type; };
template <class T> struct Tree<0, T> { using type = T; }; %><% Tree<30, int>::type t; %>"""
HUNGRY = """<%! constexpr long eat() {
  long sum = 0;
  for (int n = 0; n < 10000; ++n) { long* p = new long[90000]{}; p[n] = n; sum += p[n]; if (n < 0) delete[] p; }
  return sum;
}
static_assert(eat() > 0); %>"""


class Isolation(SiteTest):
    FILES = {"good.page": f"{PLAIN}<%= 1 %>"}
    OPTIONS = ("--build-seconds", "4", "--build-memory", "700")

    def assert_mistake(self, page, text, *words):
        self.site.write(page, text)
        response = self.assert_status("/" + page, 500)
        for word in words:
            self.assertIn(word, response.words)
        # The service still works.
        self.site.write("good.page", f"{PLAIN}<%= {len(text)} %>")
        self.assert_page("/good.page", str(len(text)))
        return response

    def setUp(self):
        self.assert_status("/good.page", 200)
        self.service = self.server.service_pid()

    def tearDown(self):
        self.assertEqual(self.server.service_pid(), self.service, "the service lives on")

    def test_crash(self):
        self.assert_mistake("crash.page", "<%! void f() {}\n#pragma clang __debug crash\n %>", "the compiler crashed", "crash.page:1:1")

    def test_endless_templates(self):
        self.assert_mistake("endless.page", "<%! template <int N> struct Down { static constexpr int value = Down<N + 1>::value; }; %>\n<%= Down<0>::value %>",
                            "recursive template instantiation exceeded maximum depth", "endless.page:1:")

    def test_endless_constant_expression(self):
        self.assert_mistake("loop.page", "<%! constexpr int spin() { int n = 0; while (true) n ^= 1; return n; } %>\n<%! static_assert(spin() == 0); %>",
                            "loop.page:2:", "step limit")

    def test_endless_nesting(self):
        self.assert_mistake("deep.page", "<%= " + "(" * 100_000 + "1" + ")" * 100_000 + " %>", "deep.page:1:", "bracket nesting level exceeded")
        self.assert_mistake("blocks.page", "<% " + "{" * 100_000 + "}" * 100_000 + " %>", "blocks.page:1:")

    def test_device(self):
        self.assert_mistake("device.page", '<%@ page import="/dev/zero" %>', "device.page:1:18", "cannot open file `/dev/zero`: it is a device")
        self.site.write("random.h", '#include "/dev/urandom"\n')
        self.assert_mistake("random.page", '<%@ page import="random.h" %>', "random.h:1:10", "cannot open file `/dev/urandom`: it is a device")

    def test_pipe(self):
        os.mkfifo(self.site.path("pipe.h"))
        os.mkfifo(self.site.path("pipe.pagef"))
        self.assert_mistake("pipe.page", '<%@ page import="pipe.h" %>', "pipe.page:1:18", "cannot open file", "not a file")
        self.assert_mistake("inline.page", '<%@ include file="pipe.pagef" %>', "inline.page:1:", "pipe.pagef")

    def test_huge_file(self):
        self.site.write("huge.h", "")
        os.truncate(self.site.path("huge.h"), 1 << 40)
        self.assert_mistake("huge.page", '<%@ page import="huge.h" %>', "huge.page:1:18", "it is larger than 256 MB")

    def test_header_that_includes_itself(self):
        self.site.write("again.h", '#include "again.h"\n')
        self.assert_mistake("again.page", '<%@ page import="again.h" %>', "#include nested too deeply", "again.h:1:")

    @unittest.skipIf(is_sanitized(), "sanitizers cannot run with limited memory")
    def test_memory(self):
        self.assert_mistake("hungry.page", HUNGRY, "compiling needed more than 700 MB of memory and was stopped", "hungry.page:1:1")

    def test_no_build_process_is_left_behind(self):
        self.assert_mistake("last.page", "<%! void f() {}\n#pragma clang __debug crash\n %>", "the compiler crashed")
        wait_until(lambda: {processes.name(pid) for pid in processes.children(self.service)} <= {"pagec spare"}, "only children that wait for a page are left")


class Time(SiteTest):
    """Has its own server, since a slow build also takes a lot of memory."""

    OPTIONS = ("--build-seconds", "3")

    def test_time_limit_while_other_pages_are_served(self):
        self.site.write("doubling.page", DOUBLING)
        with self.server.connect() as connection:
            connection.send(http.request("/doubling.page"))
            wait_until(lambda: os.path.exists(self.site.path("WEB-INF/work/doubling.page.cpp")), "the page to be compiled")
            self.site.write("meanwhile.page", f"{PLAIN}<%= 5 %>")
            self.assert_page("/meanwhile.page", "5")
            self.assertNotIn("/doubling.page  failed", self.server.log())
            response = connection.read_response()
        self.assertEqual(response.status, 500)
        # The second message occurs on a busy machine.
        self.assertRegex(response.text, "compiling (used more than 3 s of processor time|took longer than 6 s) and was stopped")
        self.assertIn("doubling.page:1:1", response.text)


if __name__ == "__main__":
    unittest.main()
