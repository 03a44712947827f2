"""What a page may do to its server in production: fail its own request, and no other."""

import unittest

from support import http
from support.processes import is_alive
from support.server import ProductionTest, Server, SiteTest
from support.site import PLAIN, Site
from support.waiting import wait_until

# Runs until the file `go` exists, to keep a request in progress. It writes, so it has no deadline.
SLOW = PLAIN + """<%@ page import="<unistd.h>" %><% out.raw("slow"); out.flush();
  while (access(application.real_path("/go").c_str(), F_OK) != 0) { usleep(5000); out.raw("."); out.flush(); } %> done"""
FINE = PLAIN + "fine"


def calls(header, text):
    return f'<%@ page import="{header}" %>\n<% {text} %>'


def webapp(files):
    return {f"webapps/ROOT/{path}": text for path, text in files.items()}


def others_go_on(test, target, status):
    """Asks for `target` while another request is in progress, which must be finished."""
    with test.server.connect() as slow:
        slow.send(http.request("/slow.page", {"Connection": "close"}))
        test.assertEqual(slow.read_head()[0], 200)
        response = test.assert_status(target, status)
        test.site.write("webapps/ROOT/go", "")
        test.assertIn(b" done", slow.read_rest())
    test.site.delete("webapps/ROOT/go")
    test.assertEqual(test.get("/fine.page").text, "fine")
    return response


class Exits(ProductionTest):
    """Functions that end the process or the thread."""

    FILES = webapp({
        "exit.page": calls("<cstdlib>", "std::exit(0);"),
        "_exit.page": calls("<unistd.h>", "_exit(0);"),
        "_Exit.page": calls("<cstdlib>", "std::_Exit(0);"),
        "quick_exit.page": calls("<cstdlib>", "std::quick_exit(0);"),
        "pthread_exit.page": calls("<pthread.h>", "pthread_exit(nullptr);"),
        "terminate.page": calls("<exception>", "std::terminate();"),
        "child.page": PLAIN + """<%@ page import="<sys/wait.h>,<unistd.h>" %><%
  const pid_t child = fork();
  if (child == 0) _exit(7);
  int status = 0;
  waitpid(child, &status, 0); %><%= WEXITSTATUS(status) %>""",
        "slow.page": SLOW,
        "fine.page": FINE,
    })

    def test_ending_the_process_is_a_fault_of_the_page(self):
        for name in ("exit", "_exit", "_Exit", "quick_exit", "pthread_exit", "terminate"):
            with self.subTest(name):
                before = self.server.worker_pid()
                others_go_on(self, f"/{name}.page", 500)
                self.server.logged_like(rf"{name}\.page: the page called `{name}`.* at {name}\.page:2" if name != "terminate"
                                 else r"terminate\.page: std::terminate was called.* at terminate\.page:2")
                wait_until(lambda: not is_alive(before), "another worker took over")

    def test_a_process_that_a_page_has_forked_may_end(self):
        self.assertEqual(self.get("/child.page").text, "7")


class Breaker(unittest.TestCase):
    FILES = webapp({"crash.page": "<% int* volatile p = nullptr; *p = 1; %>", "fine.page": FINE})

    def crash(self, server, times):
        connections = [server.connect() for _ in range(times)]
        for connection in connections:
            connection.send(http.request("/crash.page"))
        for connection in connections:
            self.assertIn(connection.read_response().status, (500, 503))
            connection.close()

    def test_a_page_that_keeps_crashing_is_not_run_until_it_changes(self):
        with Site(self.FILES) as site, Server("run", "--base", site.root, "--address", "127.0.0.1") as server:
            self.assertEqual(server.get("/fine.page").text, "fine")
            before = server.worker_pid()
            self.crash(server, 8)
            wait_until(lambda: not is_alive(before), "another worker took over")
            # The next worker knows.
            worker = server.worker_pid()
            response = server.get("/crash.page")
            self.assertEqual((response.status, response.header("Retry-After")), (503, "60"))
            self.assertEqual(server.get("/fine.page").text, "fine")
            self.assertEqual(server.worker_pid(), worker)
            site.write("webapps/ROOT/crash.page", PLAIN + "mended")
            wait_until(lambda: server.get("/crash.page").text == "mended", "the new version")


class StaticObjects(unittest.TestCase):
    """Constructors of static objects that crash or never end."""

    FILES = webapp({
        "crash.page": """<%! static int fail() { int* volatile p = nullptr;
  return *p; }
static const int value = fail(); %><%= value %>""",
        "slow.page": SLOW,
        "fine.page": FINE,
    })

    def test_a_crash_fails_the_page_and_nothing_else(self):
        with Site(self.FILES) as site, Server("run", "--base", site.root, "--address", "127.0.0.1") as server:
            self.site, self.server = site, server
            self.get = server.get
            others_go_on(self, "/crash.page", 500)
            server.logged_like(r"crash\.page: a static object of the page failed: segmentation fault")
            site.write("webapps/ROOT/crash.page", PLAIN + "<%! static const int value = 3; %><%= value %>")
            wait_until(lambda: server.get("/crash.page").text == "3", "the new version")

    def assert_status(self, target, status):
        response = self.server.get(target)
        self.assertEqual(response.status, status, response)
        return response


class Stack(ProductionTest):
    FILES = webapp({
        "large.page": PLAIN + """<%@ page import="<alloca.h>" %><%@ param name="n" type="int" default="1" %><%
  volatile char* const memory = static_cast<char*>(alloca(n)); memory[0] = 1; %><%= static_cast<int>(memory[0]) %>""",
        "slow.page": SLOW,
        "fine.page": FINE,
    })

    def test_large_local_variables_do_not_reach_other_stacks(self):
        self.assertEqual(self.get("/large.page?n=1000").text, "1")
        for size in (9_000_000, 40_000_000):
            before = self.server.worker_pid()
            others_go_on(self, f"/large.page?n={size}", 500)
            self.server.logged("stack overflow")
            wait_until(lambda: not is_alive(before), "another worker took over")


class Threads(ProductionTest):
    FILES = {**webapp({"slow.page": SLOW, "fine.page": FINE}),
             "conf/server.toml": "[threads]\nloops = 1\nmax = 16\n[pages]\nconcurrency = 8\n"}
    # Eight run, eight wait, and the rest is refused.
    MANY = 20

    def test_a_page_cannot_hold_all_threads(self):
        connections = [self.server.connect() for _ in range(self.MANY)]
        try:
            for connection in connections:
                connection.send(http.request("/slow.page"))
            # Refused without running the page.
            refused = connections[-1].read_response()
            self.assertEqual((refused.status, refused.header("Retry-After")), (503, "1"))
            self.assertEqual(self.get("/fine.page").text, "fine")
            self.site.write("webapps/ROOT/go", "")
            statuses = [connection.read_response().status for connection in connections[:-1]]
            self.assertEqual(set(statuses), {200, 503})
            self.assertGreaterEqual(statuses.count(200), 16)
        finally:
            for connection in connections:
                connection.close()


ENDLESS = """<%! static volatile bool goes_on = true; %>
<% while (goes_on) {
   } %>"""
# Waits in a system call.
WAITING = '<%@ page import="<unistd.h>" %>\n<% for (;;) pause(); %>'


class Deadline(ProductionTest):
    FILES = {**webapp({"endless.page": ENDLESS, "waiting.page": WAITING, "slow.page": SLOW, "fine.page": FINE,
                       "outer.page": '\n<% context.include("waiting.page"); %>',
                       "writing.page": PLAIN + """<%@ page import="<unistd.h>" %><%
  for (int n = 0; n < 40; ++n) { out.raw("."); out.flush(); usleep(50000); } %>"""}),
             "conf/server.toml": '[pages]\ndeadline = "1 s"\nstuck = "300 ms"\n'}

    def test_a_page_that_never_ends_is_stopped(self):
        self.assertEqual(self.get("/fine.page").text, "fine")
        worker = self.server.worker_pid()
        for page, place in (("endless", "endless.page:2:"), ("waiting", "waiting.page:2:"), ("outer", "waiting.page:2:")):
            with self.subTest(page):
                response = others_go_on(self, f"/{page}.page", 503)
                self.assertEqual(response.header("Retry-After"), "60")
                self.server.logged_like(rf"/{page}\.page: it has been running for \d+ s at {place}")
                self.server.logged_like(rf"/{page}\.page: the page was stopped after \d+ s without any output.* at {place}")
        self.server.logged("from outer.page:2:")
        self.assertEqual(self.server.worker_pid(), worker, "a few lost threads do not cost the worker")
        # This one takes two seconds, but sends something.
        self.assertEqual(self.get("/writing.page").text, "." * 40)
        # Many do.
        connections = [self.server.connect() for _ in range(8)]
        for connection in connections:
            connection.send(http.request("/endless.page"))
        for connection in connections:
            self.assertEqual(connection.read_response().status, 503)
            connection.close()
        wait_until(lambda: not is_alive(worker), "another worker took over")
        self.assertEqual(self.get("/fine.page").text, "fine")


class Abandoned(ProductionTest):
    FILES = {**webapp({"endless.page": ENDLESS, "fine.page": FINE}), "conf/server.toml": '[pages]\nstuck = "300 ms"\n'}

    def test_a_page_whose_client_has_left_is_stopped_earlier(self):
        with self.server.connect() as connection:
            connection.send(http.request("/endless.page"))
            wait_until(lambda: "/endless.page: it has been running" in self.server.log(), "a page that is stuck")
        wait_until(lambda: "its client has left, or the server ends at endless.page:2:" in self.server.log(), "the page is stopped")
        self.assertEqual(self.get("/fine.page").text, "fine")


class Headers(SiteTest):
    FILES = {
        "date.page": '\n<% response.set_header("Date", "today"); %>',
        "own.page": '<% response.set_header("X-Content-Type-Options", "own"); %>',
        "fine.page": FINE,
    }

    def test_what_the_server_decides_is_an_error_at_its_line(self):
        response = self.assert_status("/date.page", 500)
        self.assertIn("a page cannot set the header field `Date`", response.words)
        self.assertIn("date.page:2:", response.words)

    def test_browsers_do_not_guess_the_type(self):
        self.assertEqual(self.get("/fine.page").headers("X-Content-Type-Options"), ["nosniff"])
        self.assertEqual(self.get("/own.page").headers("X-Content-Type-Options"), ["own"])
        self.assertEqual(len(self.get("/fine.page").headers("Date")), 1)


if __name__ == "__main__":
    unittest.main()
