"""Start and end of `paged`, and messages if it cannot start."""

import os
import signal
import socket
import subprocess
import unittest

from support import http, processes
from support.programs import program, run
from support.server import Server
from support.site import Site
from support.waiting import wait_until


class Start(unittest.TestCase):
    def test_port_in_use(self):
        with Site({"a.page": "a"}) as site, socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            done = run("paged", "dev", site.root, "--port", port)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn(f"cannot listen on 127.0.0.1, port {port}: the port is in use", done.stderr)

    def test_missing_folder(self):
        with Site({"file": ""}) as site:
            for arguments in (("dev", site.path("none")), ("dev", site.path("file")), ("run", "--base", site.path("none")),
                              ("run", "--base", site.root)):
                with self.subTest(arguments[0]):
                    done = run("paged", *arguments, "--port", "0")
                    self.assertEqual((done.returncode, done.stdout), (2, ""))
                    self.assertIn(arguments[-1], done.stderr)

    def test_bad_usage(self):
        with Site() as site:
            for arguments in ((), ("serve",), ("dev", "--no-such-option"), ("dev", site.root, "--port", "x"), ("dev", site.root, "--port", "70000"),
                              ("dev", site.root, "another"), ("run", "stray")):
                with self.subTest(arguments):
                    done = run("paged", *arguments)
                    self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                    self.assertNotEqual(done.stderr, "")

    def test_bad_address(self):
        with Site() as site:
            done = run("paged", "dev", site.root, "--address", "no.address.invalid", "--port", "0")
            self.assertEqual(done.returncode, 1)
            self.assertIn("no.address.invalid", done.stderr)

    def test_help_has_examples(self):
        for arguments in (("--help",), ("dev", "--help"), ("run", "--help")):
            done = run("paged", *arguments)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("paged dev site/", run("paged", "--help").stdout)
        self.assertRegex(run("paged", "--version").stdout, r"^paged \d+\.\d+")

    def test_production_listens_on_all_addresses(self):
        with Site({"webapps/ROOT/a.page": "a"}) as site, Server("run", "--base", site.root) as server:
            self.assertEqual(server.get("/a.page").text, "a")
            self.assertEqual(server.output(), f"listening on http://localhost:{server.port}\n")

    def test_only_the_address_is_printed_to_standard_output(self):
        with Site({"a.page": "a"}) as site, Server("dev", site.root) as server:
            self.assertEqual(server.get("/a.page").status, 200)
            self.assertEqual(server.output(), f"listening on http://127.0.0.1:{server.port}\n")


class End(unittest.TestCase):
    """No processes are left behind, however the server ends."""

    def setUp(self):
        self.site = Site({"a.page": "<%= 1 %>", "webapps/ROOT/a.page": "<%= 1 %>"})
        self.addCleanup(self.site.remove)

    def start(self, *arguments):
        server = Server(*arguments)
        self.addCleanup(server.stop)
        self.assertEqual(server.get("/a.page").status, 200)
        return server

    def assert_all_gone(self, pids):
        self.assertGreaterEqual(len(pids), 3, "supervisor, service and worker")
        wait_until(lambda: not any(processes.is_alive(pid) for pid in pids), lambda: f"all of {pids} have ended")

    def test_signals(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(number.name):
                server = self.start("dev", self.site.root)
                pids = [server.supervisor_pid, *processes.descendants(server.supervisor_pid)]
                with server.connect() as idle:
                    idle.get("/a.page")
                    server.signal(number)
                    self.assertEqual(server.wait(), 0, server.log())
                self.assert_all_gone(pids)

    def test_a_killed_supervisor(self):
        server = self.start("dev", self.site.root)
        pids = [server.supervisor_pid, *processes.descendants(server.supervisor_pid)]
        server.signal(signal.SIGKILL)
        server.wait()
        self.assert_all_gone(pids)

    def test_a_supervisor_that_is_killed_at_any_time(self):
        # Its children may not have come far.
        for step in range(12):
            process = subprocess.Popen([program("paged"), "dev", self.site.root, "--port", "0"], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            pids = wait_until(lambda: processes.descendants(process.pid), "a child")
            if step % 3 == 2:
                pids = wait_until(lambda: len(processes.descendants(process.pid)) >= 2 and processes.descendants(process.pid), "children")
            process.kill()
            process.wait()
            for pid in pids:
                wait_until(lambda pid=pid: not processes.is_alive(pid), lambda: f"{processes.arguments(pid)} to end")

    def test_a_supervisor_is_killed_while_its_worker_hangs(self):
        server = self.start("dev", self.site.root)
        pids = [server.supervisor_pid, *processes.descendants(server.supervisor_pid)]
        with server.connect() as connection:
            self.site.write("webapps/ROOT/hangs.page", '<%@ page import="<unistd.h>" %><% for (;;) sleep(1000); %>')
            for _ in range(3):
                connection.send(http.request("/hangs.page"))
            wait_until(lambda: os.path.exists(self.site.path("work/localhost/ROOT/hangs.page.record")), "the page")
            server.signal(signal.SIGKILL)
            server.wait()
            self.assert_all_gone(pids)

    def test_the_first_process_of_a_container(self):
        unshare = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
        if subprocess.run([*unshare, "true"], check=False, stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("no new process namespace can be created here")
        self.site.write("webapps/ROOT/orphan.page", """<%@ page contentType="text/plain" import="<cstdlib>" %><% std::system("sleep 0 & sleep 0 &"); %><%=
  getppid() %>""".replace("<cstdlib>", "<cstdlib>, <unistd.h>"))
        server = Server("run", "--base", self.site.root, "--address", "127.0.0.1", inside=unshare)
        self.addCleanup(server.stop)
        self.assertEqual(server.get("/orphan.page").text, "1", "the supervisor is process 1")
        first = wait_until(lambda: processes.children(server.supervisor_pid), "process 1")[0]
        wait_until(lambda: all(processes.is_alive(pid) for pid in processes.children(first)), "no zombies")
        processes.kill(first, signal.SIGHUP)
        wait_until(lambda: server.get("/a.page").status == 200, "an answer")
        processes.kill(first, signal.SIGTERM)
        self.assertEqual(server.wait(), 0, server.log())

    def test_a_request_in_progress_is_finished(self):
        self.site.write("webapps/ROOT/slow.page", """<%@ page contentType="text/plain" import="<unistd.h>" %><% out.raw("slow"); out.flush();
  while (access(application.real_path("/go").c_str(), F_OK) != 0) usleep(2000); %> done""")
        server = self.start("run", "--base", self.site.root, "--address", "127.0.0.1")
        with server.connect() as connection:
            connection.send(http.request("/slow.page"))
            self.assertEqual(connection.read_head()[0], 200)
            server.signal(signal.SIGTERM)
            wait_until(lambda: self.refuses(server.port), "the server to stop accepting")
            self.site.write("webapps/ROOT/go", "")
            self.assertIn(b" done\r\n0\r\n\r\n", connection.read_rest())
        self.assertEqual(server.wait(), 0)

    @staticmethod
    def refuses(port):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as probe:
                probe.sendall(b"GET /a.page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return not probe.recv(1)
        except OSError:
            return True

    def test_sighup_replaces_the_worker_in_production(self):
        server = self.start("run", "--base", self.site.root, "--address", "127.0.0.1")
        before = server.worker_pid()
        server.signal(signal.SIGHUP)
        wait_until(lambda: not processes.is_alive(before), "the old worker to exit")
        self.assertEqual(server.get("/a.page").text, "1")
        self.assertNotEqual(server.worker_pid(), before)


if __name__ == "__main__":
    unittest.main()
