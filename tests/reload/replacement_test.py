"""Workers that page code damages are replaced, while requests are answered."""

import re
import signal
import unittest

from support import http, processes
from support.load import Load
from support.server import ProductionTest
from support.waiting import wait_until

FILES = {
    "fine.page": '<%@ page contentType="text/plain" %>fine',
    # A page each, because one that crashes too often is not run any more.
    **{f"null{n}.page": f"<% int* volatile p = nullptr; *p = {n}; %>" for n in range(15)},
    "past.page": '<%@ page import="<vector>" %><%@ param name="n" type="int" default="0" %><% std::vector<int> v(3); v[n] = 1; %>written <%= v[n] %>',
    "count.page": '<%@ page contentType="text/plain" %><%= session.get_or("n", 0) %><% session.set("n", session.get_or("n", 0) + 1); %>',
    "dies.page": '<%@ page import="<csignal>, <unistd.h>" %><% kill(getpid(), SIGKILL); %>',
    "closes.page": '<%@ page import="<unistd.h>" %><% close_range(3, ~0U, 0); %>',
    "deaf.page": '<%@ page import="<sys/socket.h>, <unistd.h>" %><% for (int n = 3; n < 1000; ++n) { int on = 0; socklen_t size = sizeof on;'
                 ' if (getsockopt(n, SOL_SOCKET, SO_ACCEPTCONN, &on, &size) == 0 && on) close(n); } %>closed',
    "replaces.page": '<%@ page import="<fcntl.h>, <sys/socket.h>, <unistd.h>" %><% int null = open("/dev/null", O_RDWR);'
                     ' for (int n = 3; n < 1000; ++n) { int on = 0; socklen_t size = sizeof on;'
                     ' if (getsockopt(n, SOL_SOCKET, SO_ACCEPTCONN, &on, &size) == 0 && on) dup2(null, n); } %>replaced',
    "slow.page": """<%@ page contentType="text/plain" import="<unistd.h>" %><% out.raw("slow"); out.flush();
  while (access(application.real_path("/go").c_str(), F_OK) != 0) usleep(2000); %> done""",
}


class Replacement(ProductionTest):
    FILES = {**{f"webapps/ROOT/{path}": text for path, text in FILES.items()}, "conf/server.toml": "[timeouts]\nretire = \"5 s\"\n"}

    def setUp(self):
        self.assert_page("/fine.page", "fine")
        wait_until(lambda: len(self.server.worker_pids()) == 1, "a single worker")
        self.before = self.server.worker_pid()

    def assert_replaced(self, word):
        wait_until(lambda: self.server.worker_pid() not in (None, self.before), lambda: "another worker\n" + self.server.log())
        wait_until(lambda: not processes.is_alive(self.before), lambda: "the old worker to end\n" + self.server.log())
        self.assert_page("/fine.page", "fine")
        wait_until(lambda: len(self.server.worker_pids()) == 1, "a single worker")
        wait_until(lambda: word in self.server.log(), self.server.log)

    def test_a_faulting_page_does_not_disturb_others(self):
        with Load(self.server.port, "/fine.page", clients=4) as load:
            for n in range(12):
                load.wait_for(20)
                self.assertEqual(self.get(f"/null{n}.page").status, 500)
        self.assertEqual(load.failures, [])
        self.assert_replaced("a fault in a page stopped a worker thread; a new worker takes over")

    def test_an_access_past_the_end_is_a_fault(self):
        self.assertEqual(self.get("/past.page?n=2").text, "written 1")
        self.assertEqual(self.get("/past.page?n=7").status, 500)
        self.assert_replaced("a fault in a page stopped a worker thread; a new worker takes over")

    def test_sessions_survive_a_fault(self):
        with self.server.connect() as connection:
            cookie = re.match(r"[^;]+", connection.get("/count.page").header("Set-Cookie")).group()
        self.assertEqual(self.get("/null12.page").status, 500)
        self.assert_replaced("a fault in a page")
        self.assertEqual(self.get("/count.page", headers={"Cookie": cookie}).text, "1")

    def test_a_request_in_a_damaged_worker_is_finished(self):
        with self.server.connect() as slow:
            slow.send(http.request("/slow.page"))
            self.assertEqual(slow.read_head()[0], 200)
            self.assertEqual(self.get("/null13.page").status, 500)
            wait_until(lambda: self.server.worker_pid() != self.before, "another worker")
            self.assert_page("/fine.page", "fine")
            self.site.write("webapps/ROOT/go", "")
            self.assertIn(b" done", slow.read_rest())
        self.site.delete("webapps/ROOT/go")
        self.assert_replaced("a fault in a page")

    def test_a_worker_dies_again_and_again(self):
        for _ in range(10):
            with self.server.connect() as connection:
                connection.send(http.request("/dies.page"))
                self.assertEqual(connection.read_rest(), b"")
            # A connection that waits in the listening socket is not lost.
            self.assert_page("/fine.page", "fine")
        self.assert_replaced("the worker died (Killed, signal 9)")

    def test_a_page_that_closes_all_descriptors(self):
        with self.server.connect() as connection:
            connection.send(http.request("/closes.page"))
            connection.read_rest()
        # How this is found out depends on which descriptors are in use.
        self.assert_replaced("; a new worker takes over")

    def test_a_page_that_closes_the_listening_sockets(self):
        self.assertEqual(self.get("/deaf.page").text, "closed")
        self.assert_replaced("a page closed a descriptor of the server")

    def test_a_page_that_replaces_the_listening_sockets(self):
        self.assertEqual(self.get("/replaces.page").text, "replaced")
        self.assert_replaced("a page closed a descriptor of the server")

    def test_a_worker_that_does_not_answer(self):
        processes.kill(self.before, signal.SIGSTOP)
        wait_until(lambda: processes.is_stopped(self.before), "the worker to stop")
        # As no more is accepted, this waits for the next worker.
        self.assert_page("/fine.page", "fine")
        self.assert_replaced("the worker has stopped answering; a new worker takes over")
        self.server.logged("a worker took too long to finish and is killed")

    def test_a_page_that_never_ends_does_not_keep_its_worker(self):
        with self.server.connect() as slow:
            slow.send(http.request("/slow.page"))
            self.assertEqual(slow.read_head()[0], 200)
            self.server.signal(signal.SIGHUP)
            wait_until(lambda: not processes.is_alive(self.before), "the old worker to end")
            slow.read_rest()
        self.assert_replaced("")

    def test_logs_are_reopened_without_harm(self):
        self.server.signal(signal.SIGUSR1)
        self.server.signal(signal.SIGHUP)
        self.assert_replaced("")


if __name__ == "__main__":
    unittest.main()
