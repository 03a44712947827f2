"""Sessions outlive processes: workers that are replaced or killed, and the server itself."""

import os
import re
import signal
import stat
import tempfile
import threading
import unittest

from support import processes
from support.programs import run
from support.server import Server
from support.site import PLAIN, Site
from support.waiting import wait_until

COUNT = PLAIN + '<%= session.update<int>("count", [](int& n) { ++n; }) %>'
PAGES = {"count.page": COUNT, "read.page": PLAIN + '<%= session.get_or("count", 0) %>'}
CLIENTS = 4


def cookie_of(response):
    return re.match(r"QSESSION=[0-9A-F]{32}", response.header("Set-Cookie")).group()


class Counter(threading.Thread):
    """Counts up in a session of its own, on new connections and kept ones, until it is stopped."""

    def __init__(self, server):
        super().__init__()
        self._server = server
        self._headers = {"Cookie": cookie_of(server.get("/count.page"))}
        self._last = 1
        # Requests that may have counted although they were not answered.
        self._unsure = 0
        self.count = 0
        self.failures = []
        self.is_stopping = False

    def run(self):
        while not self.is_stopping:
            try:
                with self._server.connect() as connection:
                    for _ in range(20):
                        self._unsure += 1
                        self._judge(connection.get("/count.page", self._headers))
                        if self.is_stopping:
                            break
            except (OSError, ValueError):
                pass  # the worker was killed during this request

    def _judge(self, response):
        if response.status != 200:
            return
        number = int(response.text)
        if not self._last < number <= self._last + self._unsure:
            self.failures.append(f"{number} after {self._last}, with {self._unsure} requests in between")
        if response.header("Set-Cookie"):
            self.failures.append("the cookie was replaced")
        self._last = number
        self._unsure = 0
        self.count += 1


class Counters:
    """Several clients that count, from the beginning of a block to its end."""

    def __init__(self, server):
        self._clients = [Counter(server) for _ in range(CLIENTS)]

    def __enter__(self):
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_):
        for client in self._clients:
            client.is_stopping = True
        for client in self._clients:
            client.join()

    def failures(self):
        return [failure for client in self._clients for failure in client.failures]

    def wait_for_progress(self):
        """Until each client has been answered some more times."""
        before = [client.count for client in self._clients]
        wait_until(lambda: self.failures() or all(client.count >= count + 10 for client, count in zip(self._clients, before)), "answers for all clients")


class InProduction(unittest.TestCase):
    def setUp(self):
        self.site = Site({f"webapps/ROOT/{name}": text for name, text in PAGES.items()})
        self.addCleanup(self.site.remove)

    def start(self):
        server = Server("run", "--base", self.site.root, "--address", "127.0.0.1")
        self.addCleanup(server.stop)
        return server

    def test_a_restart(self):
        server = self.start()
        headers = {"Cookie": cookie_of(server.get("/count.page"))}
        self.assertEqual(server.get("/count.page", headers=headers).text, "2")
        server.stop()
        server = self.start()
        self.assertEqual(server.get("/count.page", headers=headers).text, "3")
        file = self.site.path("work/localhost/ROOT/sessions.mdb")
        self.assertEqual(stat.S_IMODE(os.stat(file).st_mode), 0o600)

    def test_a_new_version_of_the_site(self):
        server = self.start()
        headers = {"Cookie": cookie_of(server.get("/count.page"))}
        os.rename(self.site.path("webapps/ROOT"), self.site.path("old"))
        self.site.write("webapps/ROOT/other.page", COUNT)
        server.signal(signal.SIGHUP)
        wait_until(lambda: server.get("/other.page", headers=headers).text == "2", "the count in the new version")

    def test_killed_workers(self):
        server = self.start()
        with Counters(server) as counters:
            for _ in range(10):
                counters.wait_for_progress()
                worker = server.worker_pid()
                processes.kill(worker)
                wait_until(lambda before=worker: server.worker_pid() not in (None, before), "another worker")
            counters.wait_for_progress()
        self.assertEqual(counters.failures(), [])

    def test_reloads_under_load(self):
        server = self.start()
        with Counters(server) as counters:
            for _ in range(5):
                counters.wait_for_progress()
                worker = server.worker_pid()
                server.signal(signal.SIGHUP)
                wait_until(lambda before=worker: not processes.is_alive(before), "the old worker has ended")
            counters.wait_for_progress()
        self.assertEqual(counters.failures(), [])

    def test_a_damaged_file(self):
        server = self.start()
        headers = {"Cookie": cookie_of(server.get("/count.page"))}
        server.stop()
        self.site.write("work/localhost/ROOT/sessions.mdb", "x" * 100_000)
        server = self.start()
        response = server.get("/count.page", headers=headers)
        self.assertEqual((response.status, response.text), (200, "1"))
        server.logged("sessions.mdb are lost: the file is damaged")
        self.assertTrue(os.path.exists(self.site.path("work/localhost/ROOT/sessions.mdb-aside")))

    def test_a_folder_that_cannot_be_written(self):
        # Even root cannot open a folder as a file.
        self.site.write("work/localhost/ROOT/sessions.mdb-boot/x", "")
        server = self.start()
        headers = {"Cookie": cookie_of(server.get("/count.page"))}
        self.assertEqual(server.get("/count.page", headers=headers).text, "2")
        server.logged("sessions are kept in memory")


class Built(unittest.TestCase):
    def test_a_built_site_that_is_replaced(self):
        with Site({f"site/{name}": text for name, text in PAGES.items()}) as site, tempfile.TemporaryDirectory() as state:
            def start():
                done = run("pagec", "build", site.path("site"), "-o", site.path("out"))
                self.assertEqual(done.returncode, 0, done.stderr)
                return Server("run", site.path("out"), XDG_STATE_HOME=state)

            with start() as server:
                headers = {"Cookie": cookie_of(server.get("/count.page"))}
            site.write("site/count.page", COUNT + " times")
            with start() as server:
                self.assertEqual(server.get("/count.page", headers=headers).text, "2 times")
            self.assertEqual(sorted(name.partition("-")[0] for name in os.listdir(os.path.join(state, "quire/sessions"))), ["out"] * 3)


if __name__ == "__main__":
    unittest.main()
