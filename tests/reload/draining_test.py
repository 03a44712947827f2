"""Replacing the worker, restarting the server in place, and ending it, while clients ask."""

import os
import re
import signal
import socket
import unittest

from support import http, processes
from support.load import Load
from support.programs import program
from support.server import Server
from support.site import PLAIN, Site
from support.waiting import wait_until

FILES = {
    "webapps/ROOT/a.page": f"{PLAIN}<%= 1 %>",
    "webapps/ROOT/count.page": f'{PLAIN}<%= session.get_or("n", 0) %><% session.set("n", session.get_or("n", 0) + 1); %>',
    "webapps/ROOT/slow.page": f"""{PLAIN}<%@ page import="<unistd.h>" %><% out.raw("slow"); out.flush();
  while (access(application.real_path("/go").c_str(), F_OK) != 0) usleep(2000); %> done""",
}


class RunningServer(unittest.TestCase):
    FILES = FILES

    def setUp(self):
        self.site = Site(self.FILES)
        self.addCleanup(self.site.remove)
        self.server = self.start()
        self.assertEqual(self.server.get("/a.page").text, "1")

    def start(self):
        server = Server("run", "--base", self.site.root, "--address", "127.0.0.1")
        self.addCleanup(server.stop)
        return server

    def replaced(self, before):
        wait_until(lambda: self.server.worker_pid() not in (None, before), lambda: "another worker\n" + self.server.log())
        wait_until(lambda: not processes.is_alive(before), lambda: "the old worker to end\n" + self.server.log())


class Draining(RunningServer):
    def test_no_request_is_lost_while_workers_are_replaced(self):
        with Load(self.server.port, "/a.page", clients=24) as load:
            for _ in range(5):
                load.wait_for(100)
                before = self.server.worker_pid()
                self.server.signal(signal.SIGHUP)
                self.replaced(before)
        self.assertEqual(load.failures, [])

    def test_an_idle_connection_is_answered_once_more(self):
        with self.server.connect() as used, self.server.connect() as unused:
            self.assertEqual(used.get("/a.page").header("Connection"), None)
            before = self.server.worker_pid()
            self.server.signal(signal.SIGHUP)
            self.replaced(before)
            for connection in (used, unused):
                response = connection.get("/a.page")
                self.assertEqual((response.text, response.header("Connection")), ("1", "close"))
                self.assertEqual(connection.read_rest(), b"")

    def test_an_idle_connection_finds_its_session(self):
        with self.server.connect() as connection:
            first = connection.get("/count.page")
            cookie = {"Cookie": re.match(r"[^;]+", first.header("Set-Cookie")).group()}
            for count in range(1, 4):
                before = self.server.worker_pid()
                self.server.signal(signal.SIGHUP)
                self.replaced(before)
                self.assertEqual(http.get(self.server.port, "/count.page", headers=cookie).text, str(count))

    def test_many_idle_connections(self):
        connections = [self.server.connect() for _ in range(400)]
        try:
            for connection in connections:
                self.assertEqual(connection.get("/a.page").status, 200)
            before = self.server.worker_pid()
            self.server.signal(signal.SIGHUP)
            self.replaced(before)
            for connection in connections:
                self.assertEqual(connection.get("/a.page").status, 200)
        finally:
            for connection in connections:
                connection.close()

    def test_clients_are_refused_as_soon_as_the_server_ends(self):
        with self.server.connect() as slow:
            slow.send(http.request("/slow.page"))
            self.assertEqual(slow.read_head()[0], 200)
            with self.server.connect() as idle:
                idle.get("/a.page")
                self.server.signal(signal.SIGTERM)
                wait_until(self.is_refused, "connections to be refused")
                self.site.write("webapps/ROOT/go", "")
                self.assertIn(b" done", slow.read_rest())
                self.assertEqual(idle.read_rest(), b"", "closed in order, not reset")
        self.assertEqual(self.server.wait(), 0)

    def is_refused(self):
        try:
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=5):
                return False
        except ConnectionRefusedError:
            return True

    def test_the_end_has_a_limit(self):
        with self.server.connect() as slow:
            slow.send(http.request("/slow.page"))
            self.assertEqual(slow.read_head()[0], 200)
            self.server.signal(signal.SIGTERM)
            self.assertEqual(self.server.wait(), 0, self.server.log())

    def test_a_server_that_ends_is_not_reloaded(self):
        self.server.signal(signal.SIGTERM)
        self.server.signal(signal.SIGHUP)
        self.assertEqual(self.server.wait(), 0, self.server.log())


class WithoutPatience(RunningServer):
    """The server itself ends at once, but a worker that is replaced does not."""

    FILES = {**FILES, "conf/server.toml": "[timeouts]\ndrain = 0\n",
             "webapps/ROOT/silent.page": f"""{PLAIN}<%@ page import="<fcntl.h>, <unistd.h>" %><%
  close(open(application.real_path("/begun").c_str(), O_CREAT | O_WRONLY, 0600));
  while (access(application.real_path("/go").c_str(), F_OK) != 0) usleep(2000); %>done"""}

    def begin_in_a_worker_that_is_replaced(self, slow):
        slow.send(http.request("/slow.page"))
        self.assertEqual(slow.read_head()[0], 200)
        before = self.server.worker_pid()
        self.server.signal(signal.SIGHUP)
        wait_until(lambda: self.server.worker_pid() not in (None, before), lambda: "another worker\n" + self.server.log())

    def test_a_replaced_worker_finishes_its_requests(self):
        with self.server.connect() as slow:
            self.begin_in_a_worker_that_is_replaced(slow)
            self.assertEqual(self.server.get("/a.page").text, "1")
            self.site.write("webapps/ROOT/go", "")
            self.assertIn(b" done", slow.read_rest())

    def test_the_end_does_not_wait_for_a_replaced_worker(self):
        with self.server.connect() as slow:
            self.begin_in_a_worker_that_is_replaced(slow)
            self.server.signal(signal.SIGTERM)
            self.assertEqual(self.server.wait(), 0, self.server.log())

    def test_a_request_without_an_answer_gets_one_at_the_end(self):
        with self.server.connect() as silent:
            silent.send(http.request("/silent.page"))
            wait_until(lambda: os.path.exists(self.site.path("webapps/ROOT/begun")), "the page to run")
            self.server.signal(signal.SIGTERM)
            response = silent.read_response()
            self.assertEqual((response.status, response.header("Connection")), (503, "close"))
        self.assertEqual(self.server.wait(), 0, self.server.log())


class Restart(RunningServer):
    """SIGUSR2: the program is replaced, in the same process."""

    FILES = {**FILES, "conf/server.toml": "[metrics]\nport = 0\n"}

    def start(self):
        os.makedirs(self.site.path("bin"), exist_ok=True)
        self.link(program("paged"))
        server = Server("run", "--base", self.site.root, "--address", "127.0.0.1", path=self.site.path("bin/paged"))
        self.addCleanup(server.stop)
        return server

    def link(self, target):
        os.symlink(target, self.site.path("bin/new"))
        os.rename(self.site.path("bin/new"), self.site.path("bin/paged"))

    def restarted(self):
        before = self.server.worker_pid()
        service = self.server.service_pid()
        self.server.signal(signal.SIGUSR2)
        self.replaced(before)
        wait_until(lambda: not processes.is_alive(service), "the old compile service to end")

    def test_no_request_is_lost_while_workers_are_replaced(self):
        with Load(self.server.port, "/a.page", clients=24) as load:
            for _ in range(3):
                load.wait_for(100)
                self.restarted()
        self.assertEqual(load.failures, [])
        self.assertTrue(processes.is_alive(self.server.supervisor_pid))
        self.assertEqual(self.server.output().count("listening"), 1)
        # What is still missing is compiled by the new service.
        self.site.write("webapps/ROOT/new.page", f"{PLAIN}<%= 2 %>")
        self.assertEqual(self.server.get("/new.page").text, "2")

    def test_an_idle_connection_is_answered_once_more(self):
        with self.server.connect() as connection:
            connection.get("/a.page")
            self.restarted()
            self.assertEqual(connection.get("/a.page").header("Connection"), "close")

    def test_sessions_are_kept(self):
        first = self.server.get("/count.page")
        cookie = {"Cookie": re.match(r"[^;]+", first.header("Set-Cookie")).group()}
        self.restarted()
        self.assertEqual(self.server.get("/count.page", headers=cookie).text, "1")
        self.restarted()
        self.assertEqual(self.server.get("/count.page", headers=cookie).text, "2")

    def test_counters_are_kept(self):
        port = int(re.search(r"^metrics are at http://[^:]+:(\d+)/", self.server.output(), re.MULTILINE).group(1))
        self.restarted()
        self.server.get("/a.page")
        text = http.get(port, "/metrics").text
        self.assertIn('quire_request_duration_seconds_count{page="/a.page"} 2\n', text)
        self.assertIn("quire_worker_starts_total 2\n", text)

    def test_the_work_folder_stays_locked(self):
        self.restarted()
        with self.assertRaisesRegex(AssertionError, "is in use by another paged"):
            Server("run", "--base", self.site.root, "--address", "127.0.0.1")

    def test_a_program_that_does_not_start_is_refused(self):
        before = self.server.worker_pid()
        self.link("/bin/false")
        self.server.signal(signal.SIGUSR2)
        wait_until(lambda: "cannot restart: " in self.server.log(), "a refusal")
        self.assertEqual(self.server.get("/a.page").text, "1")
        self.assertEqual(self.server.worker_pid(), before)
        self.link(program("paged"))
        self.site.write("conf/server.toml", "[limts]\n")
        self.server.signal(signal.SIGUSR2)
        self.server.logged("server.toml:1:2: unknown setting `limts`; did you mean `limits`?")
        self.assertEqual(self.server.get("/a.page").text, "1")
        self.site.write("conf/server.toml", self.FILES["conf/server.toml"])
        self.restarted()
        self.assertEqual(self.server.get("/a.page").text, "1")

    def test_a_worker_that_died_before(self):
        processes.kill(self.server.worker_pid())
        self.server.signal(signal.SIGUSR2)
        wait_until(lambda: "restarting as " in self.server.log(), "a restart")
        self.assertEqual(self.server.get("/a.page").text, "1")


if __name__ == "__main__":
    unittest.main()
