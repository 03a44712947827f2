"""The memory of all connections together, in `paged run`: clients that send or read slowly."""

import re
import unittest

from support import http
from support.http import request
from support.server import Server
from support.site import PLAIN, Site
from support.waiting import wait_until

MB = 1 << 20
FILES = {
    "conf/server.toml": '[limits]\nmemory = "1 MB"\n[metrics]\nport = 0\n',
    "webapps/ROOT/a.page": PLAIN + "hello",
    "webapps/ROOT/size.page": PLAIN + "<%= request.body().size() %>",
    "webapps/ROOT/form.page": PLAIN + '<%= request.param("a").size() %> <%= request.files().size() %>',
    "webapps/ROOT/large.page": '<%@ page contentType="text/plain" import="<string>" %><% out.raw(std::string(900000, \'l\')); %>',
}
BOUNDARY = {"Content-Type": "multipart/form-data; boundary=x"}


def part(disposition, content):
    return f"--x\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}"


class Memory(unittest.TestCase):
    def setUp(self):
        site = Site(FILES)
        self.addCleanup(site.remove)
        self.server = Server("run", "--base", site.root, "--address", "127.0.0.1")
        self.addCleanup(self.server.stop)
        for target in ("/a.page", "/size.page", "/form.page", "/large.page"):
            self.assertEqual(self.server.get(target).status, 200)

    def connect(self, count):
        connections = [self.server.connect() for _ in range(count)]
        for connection in connections:
            self.addCleanup(connection.close)
        return connections

    def used(self):
        url = re.search(r"^metrics are at http://127\.0\.0\.1:(\d+)/", self.server.output(), re.MULTILINE)
        text = http.get(int(url.group(1)), "/metrics").text
        return int(re.search(r"^quire_connection_memory_bytes (\d+)$", text, re.MULTILINE).group(1))

    def test_unfinished_bodies(self):
        connections = self.connect(200)
        for connection in connections:
            connection.send(request("/size.page", {"Content-Length": "60001"}, "POST") + b"b" * 60000)
        # All together are 12 MB; each may keep 16 KB.
        wait_until(lambda: 0 < self.used() <= MB + 200 * 16384, lambda: f"{self.used()} bytes in memory")
        self.assertEqual(self.server.get("/a.page").text, "hello")
        for connection in connections:
            connection.send("b")
            self.assertEqual(connection.read_response().text, "60001")
        wait_until(lambda: self.used() == 0, lambda: f"{self.used()} bytes in memory")

    def test_slow_readers(self):
        connections = self.connect(40)
        for connection in connections:
            connection.send(request("/large.page"))
        wait_until(lambda: 0 <= self.used() <= MB + 40 * 16384, lambda: f"{self.used()} bytes in memory")
        self.assertEqual(self.server.get("/a.page").text, "hello")
        for connection in connections:
            self.assertEqual(len(connection.read_response().body), 900000)

    def test_files_of_forms(self):
        connections = self.connect(60)
        head = request("/form.page", {**BOUNDARY, "Content-Length": None, "Transfer-Encoding": "chunked"}, "POST")
        body = "".join(part(f'name="f{n}"; filename="{n}"', "f" * 50000 + "\r\n") for n in range(3))
        for connection in connections:
            connection.send(head + f"{len(body):x}\r\n{body}\r\n".encode())
        wait_until(lambda: 0 < self.used() <= MB + 60 * 16384, lambda: f"{self.used()} bytes in memory")
        end = part('name="a"', "123\r\n--x--\r\n")
        for connection in connections:
            connection.send(f"{len(end):x}\r\n{end}\r\n0\r\n\r\n")
            self.assertEqual(connection.read_response().text, "3 3")

    def test_fields_of_forms_are_refused(self):
        # These are always in memory.
        connections = self.connect(20)
        content = part('name="a"', "a" * 100000)
        statuses = []
        for connection in connections:
            connection.send(request("/form.page", {**BOUNDARY, "Content-Length": "500000"}, "POST") + content.encode())
        for connection in connections:
            rest = "a" * (500000 - len(content) - len("\r\n--x--\r\n")) + "\r\n--x--\r\n"
            try:
                connection.send(rest)
                answer = connection.read_response()
            except (ConnectionError, BrokenPipeError):
                continue
            statuses.append(answer.status)
            if answer.status == 503:
                self.assertIn("the server has no memory left for the body", answer.text)
        self.assertIn(503, statuses)
        self.assertIn(200, statuses)
        wait_until(lambda: self.used() == 0, lambda: f"{self.used()} bytes in memory")
        self.assertEqual(self.server.get("/a.page").text, "hello")


if __name__ == "__main__":
    unittest.main()
