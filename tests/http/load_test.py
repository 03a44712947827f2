"""Many clients at once: some that read nothing, and pages that block."""

import os
import resource
import unittest

from support.http import request
from support.server import SiteTest
from support.site import PLAIN

SIZE = 6 << 20
MANY = 80


class Load(SiteTest):
    FILES = {
        "a.page": PLAIN + "hello",
        "large.bin": bytes(range(256)) * (SIZE // 256),
        "large.page": """<%@ page contentType="text/plain" import="<string>" %><%
  const std::string line(1 << 20, 'l'); for (int n = 0; n < 6; ++n) out.raw(line); %>""",
        # Waits until as many requests as `n` are in it.
        "meet.page": PLAIN + """<%@ page import="<atomic>" %><%@ param name="n" type="int" %><%! std::atomic<int> inside{0}; %><%
  ++inside; inside.notify_all();
  for (int seen = inside; seen < n; seen = inside) inside.wait(seen); %>met""",
    }

    def test_clients_that_read_nothing_do_not_stop_others(self):
        connections = [self.server.connect() for _ in range(MANY)]
        try:
            for number, connection in enumerate(connections):
                connection.send(request("/large.bin" if number % 2 else "/large.page", {"Connection": "close"}))
            self.assert_page("/a.page", "hello")
            page, file = (connection.read_response() for connection in connections[:2])
            self.assertEqual((page.text, file.body), ("l" * SIZE, self.FILES["large.bin"]))
        finally:
            for connection in connections:
                connection.close()

    def test_clients_are_refused_when_there_are_no_descriptors(self):
        worker = self.server.worker_pid()
        soft, hard = resource.prlimit(worker, resource.RLIMIT_NOFILE)
        self.assert_page("/a.page", "hello")
        # Some connections must be there before one can give way to another.
        limit = max(int(name) for name in os.listdir(f"/proc/{worker}/fd")) + 9
        resource.prlimit(worker, resource.RLIMIT_NOFILE, (limit, hard))
        connections = []
        try:
            # Idle connections give way to new ones.
            for _ in range(limit):
                connections.append(self.server.connect())
                connections[-1].send(request("/a.page"))
                self.assertEqual(connections[-1].read_response().status, 200)
            # Those that are asked for a body do not.
            status = 100
            while status == 100 and len(connections) < 3 * limit:
                connections.append(self.server.connect())
                connections[-1].send(request("/a.page", {"Content-Length": "1", "Expect": "100-continue"}, "POST"))
                status = connections[-1].read_head()[0]
            self.assertEqual(status, 503)
        finally:
            resource.prlimit(worker, resource.RLIMIT_NOFILE, (soft, hard))
            for connection in connections:
                connection.close()
        self.assert_page("/a.page", "hello")
        self.server.logged("no file descriptors are left")
        self.assertEqual(self.server.log().count("no file descriptors are left"), 1)

    def test_pages_that_block_run_beside_each_other(self):
        # The second time, the page is known to be slow.
        for n, more in ((10, 10), (40, 30)):
            connections = [self.server.connect() for _ in range(more)]
            try:
                for connection in connections[:-1]:
                    connection.send(request(f"/meet.page?n={n}"))
                self.assert_page("/a.page", "hello")
                connections[-1].send(request(f"/meet.page?n={n}"))
                for connection in connections:
                    self.assertEqual(connection.read_response().text, "met")
            finally:
                for connection in connections:
                    connection.close()


if __name__ == "__main__":
    unittest.main()
