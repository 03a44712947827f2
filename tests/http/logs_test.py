"""Access log, server log and metrics of `paged run`."""

import json
import os
import re
import signal
import unittest

from support import http
from support.server import Server
from support.site import PLAIN, Site
from support.waiting import wait_until

FILES = {
    "webapps/ROOT/a.page": PLAIN + "<%= request.id() %>",
    "webapps/ROOT/throw.page": '<%@ page import="<stdexcept>" %><% throw std::runtime_error("first\\n2026-01-01 forged \\x1b[2J\\xff"); %>',
    "webapps/ROOT/notes.page": PLAIN + '<% request.set_attribute("colour", "red\\n"); session.set("user", std::string("ada")); %>ok',
    "webapps/ROOT/pieces.page": PLAIN + "<% out.flush(); %>12345",
    "webapps/ROOT/x.txt": "0123456789",
}


class LogsTest(unittest.TestCase):
    """Each test has its own server, with its own settings."""

    def serve(self, settings, **files):
        self.site = Site({**FILES, "conf/server.toml": settings, **files})
        self.addCleanup(self.site.remove)
        server = Server("run", "--base", self.site.root, "--address", "127.0.0.1")
        self.addCleanup(server.stop)
        return server

    def lines(self, path, count):
        """Waits for that many lines of a log."""

        def read():
            text = self.site.read(path) if os.path.exists(self.site.path(path)) else ""
            return text.splitlines() if text.count("\n") >= count else None

        return wait_until(read, lambda: f"{count} lines in {path}")

    def has(self, path, text):
        """Whether a log has this text now."""
        try:
            return text in self.site.read(path)
        except FileNotFoundError:
            # It is being renamed.
            return False

    def test_access_log(self):
        server = self.serve('[threads]\nloops = 1\n[log]\naccess = "logs/access.log"\n')
        server.get("/a.page?q=1", headers={"User-Agent": 'x"\\', "Referer": "\x1b[31m".replace("\x1b", "\u009b")})
        server.get("/x.txt", method="HEAD")
        server.get("/missing")
        lines = self.lines("logs/access.log", 3)
        when = r"\[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\]"
        self.assertRegex(lines[0], rf'^127\.0\.0\.1 - - {when} "GET /a\.page\?q=1 HTTP/1\.1" 200 24 "\\xc2\\x9b\[31m" "x\\"\\\\"$')
        self.assertRegex(lines[1], rf'^127\.0\.0\.1 - - {when} "HEAD /x\.txt HTTP/1\.1" 200 - "-" "-"$')
        self.assertRegex(lines[2], rf'^127\.0\.0\.1 - - {when} "GET /missing HTTP/1\.1" 404 \d+ "-" "-"$')

    def test_a_large_answer_is_logged_once_it_is_sent(self):
        size = 30 << 20
        server = self.serve('[log]\naccess = "logs/a.log"\naccess_format = "%U %s %b %X"\n', **{"webapps/ROOT/large.bin": b"x" * size})
        self.assertEqual(len(server.get("/large.bin").body), size)
        self.assertEqual(self.lines("logs/a.log", 1), [f"/large.bin 200 {size} +"])
        with server.connect() as connection:
            connection.send(http.request("/large.bin"))
            self.assertEqual(connection.read_head()[0], 200)
        path, status, sent, end = self.lines("logs/a.log", 2)[1].split()
        self.assertEqual((path, status, end), ("/large.bin", "200", "X"))
        self.assertLess(int(sent), size)

    def test_pattern(self):
        server = self.serve('[threads]\nloops = 1\n[log]\naccess = "logs/a.log"\n'
                            'access_format = "%s %b %X %{colour}r %{user}s %{Content-Type}o %{c}c %p %v %H %m %U%q %S"\n')
        server.get("/notes.page?x", headers={"Cookie": "c=1", "Host": "shop.example:81"})
        server.get("/pieces.page", headers={"Connection": "close"})
        lines = self.lines("logs/a.log", 2)
        self.assertRegex(lines[0], r"^200 2 \+ red\\n ada text/plain\S* 1 81 shop\.example HTTP/1\.1 GET /notes\.page\?x [0-9A-F]{32}$")
        self.assertRegex(lines[1], r"^200 5 - - - text/plain\S* - 80 localhost HTTP/1\.1 GET /pieces\.page -$")

    def test_json_and_ids(self):
        server = self.serve('[threads]\nloops = 1\n[log]\naccess = "logs/a.log"\naccess_format = "json"\nserver = "logs/server.log"\nformat = "json"\n')
        shown = server.get("/a.page").text
        self.assertRegex(shown, "^[0-9a-f]{24}$")
        error = server.get("/throw.page")
        shown_error = re.search(r"Request ([0-9a-f]{24})<", error.text).group(1)
        access = [json.loads(line) for line in self.lines("logs/a.log", 2)]
        self.assertEqual([line["id"] for line in access], [shown, shown_error])
        self.assertEqual([line["status"] for line in access], [200, 500])

        def logged():
            entries = [json.loads(line) for line in self.site.read("logs/server.log").splitlines()]
            return [entry for entry in entries if entry.get("request") == shown_error]

        (entry,) = wait_until(logged, "the error is logged")
        self.assertEqual(entry["level"], "error")
        self.assertIn("first\\n2026-01-01 forged \\x1b[2J\\xff", entry["message"])

    def test_a_page_that_cannot_be_built_has_an_id(self):
        server = self.serve("", **{"webapps/ROOT/broken.page": "<%= unknown %>"})
        shown = re.search(r"Request ([0-9a-f]{24})<", server.get("/broken.page").text).group(1)
        server.logged(f" error {shown} /broken.page cannot be built")

    def test_server_log(self):
        server = self.serve('[log]\nserver = "logs/server.log"\n')
        server.get("/throw.page")

        def told():
            return [line for line in self.site.read("logs/server.log").splitlines() if "first" in line]

        (line,) = wait_until(told, "the error is logged")
        self.assertRegex(line, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \d+ error [0-9a-f]{24} /throw\.page: "
                               r"std::runtime_error: first\\n2026-01-01 forged \\x1b\[2J\\xff at throw\.page:1:")
        self.assertNotIn("first", server.log())

    def test_what_pages_log_is_information(self):
        server = self.serve("", **{"webapps/ROOT/log.page": '<% application.log("noted"); %>'})
        server.get("/log.page")
        server.logged_like(r"(?m)^\S+ \S+ \d+ info noted$")

    def test_output_of_pages(self):
        page = '<%@ page import="<cstdio>, <iostream>" %><% std::cerr << "an error \\x1b[2J" << std::endl; std::puts("2026 forged"); std::fflush(stdout); %>'
        server = self.serve('[log]\nserver = "logs/server.log"\n', **{"webapps/ROOT/print.page": page})
        server.get("/print.page")
        wait_until(lambda: " warning output of a worker: an error \\x1b[2J\n" in self.site.read("logs/server.log")
                   and " warning output of a worker: 2026 forged\n" in self.site.read("logs/server.log"), "both lines are logged")

    def test_refused_requests(self):
        server = self.serve('[log]\naccess = "logs/a.log"\naccess_format = "%s \\"%r\\" %X"\n')
        for raw in (b"GET /\x1b[2J HTTP/1.1\r\nHost: localhost\r\n\r\n", b"GET /a.page HTTP/1.1\r\n\r\n"):
            with server.connect() as connection:
                connection.send(raw)
                connection.read_rest()
        # Loops do not wait for each other.
        self.assertEqual(sorted(self.lines("logs/a.log", 2)), [r'400 "GET /\x1b[2J HTTP/1.1" -', '400 "GET /a.page HTTP/1.1" -'])

    def test_standard_output(self):
        server = self.serve('[log]\naccess = "-"\naccess_format = "common"\n')
        server.get("/x.txt")
        wait_until(lambda: '"GET /x.txt HTTP/1.1" 200 10\n' in server.output(), lambda: f"a line\n{server.output()}")

    def test_renamed_log(self):
        server = self.serve('[log]\naccess = "logs/a.log"\naccess_format = "%U"\n')
        server.get("/x.txt?1")
        self.lines("logs/a.log", 1)
        os.rename(self.site.path("logs/a.log"), self.site.path("logs/old.log"))
        os.kill(server.worker_pid(), signal.SIGUSR1)
        wait_until(lambda: os.path.exists(self.site.path("logs/a.log")), "the log is there again")
        server.get("/a.page")
        self.assertEqual(self.lines("logs/a.log", 1), ["/a.page"])

    def test_rotation(self):
        server = self.serve('[log]\naccess = "logs/a.log"\naccess_format = "%U%q"\nrotate_size = 20\nkeep = 2\n')
        # Two lines fit.
        for number in range(8):
            server.get(f"/x.txt?{number}")
            wait_until(lambda: self.has("logs/a.log", f"?{number}\n"), f"line {number}")

        def count():
            return len(os.listdir(self.site.path("logs"))) == 3

        wait_until(count, "one log and two older ones")

    def test_old_and_new_worker(self):
        server = self.serve('[log]\naccess = "logs/a.log"\naccess_format = "%U"\n')
        server.get("/x.txt")
        before = server.worker_pid()
        server.signal(signal.SIGHUP)
        wait_until(lambda: server.worker_pid() not in (before, None), "a new worker")
        server.get("/a.page")
        self.assertCountEqual(self.lines("logs/a.log", 2), ["/x.txt", "/a.page"])

    def metrics(self, server, path="/metrics"):
        url = wait_until(lambda: re.search(r"^metrics are at http://127\.0\.0\.1:(\d+)(/\S+)$", server.output(), re.MULTILINE), "metrics")
        return http.get(int(url.group(1)), path)

    def test_metrics(self):
        server = self.serve("[metrics]\nport = 0\n")
        server.get("/a.page")
        server.get("/a.page")
        server.get("/missing")
        self.assertEqual(self.metrics(server, "/health").text, "ok\n")
        answer = self.metrics(server)
        self.assertEqual(answer.header("Content-Type"), "application/openmetrics-text; version=1.0.0; charset=utf-8")
        for line in ('quire_requests_total{class="2xx"} 2', 'quire_requests_total{class="4xx"} 1',
                     'quire_request_duration_seconds_count{page="/a.page"} 2', "quire_worker_starts_total 1",
                     "quire_sites 1", "quire_connection_memory_bytes 0"):
            self.assertIn(line + "\n", answer.text)
        self.assertRegex(answer.text, r'quire_page_builds_total\{result="ok"\} [1-9]')
        self.assertTrue(answer.text.endswith("# EOF\n"))
        self.assertEqual(self.metrics(server, "/other").status, 404)
        # A new worker continues to count.
        before = server.worker_pid()
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: server.worker_pid() not in (before, None), "a new worker")
        server.get("/a.page")
        text = self.metrics(server).text
        self.assertIn('quire_request_duration_seconds_count{page="/a.page"} 3\n', text)
        self.assertIn("quire_worker_deaths_total 1\n", text)

    def test_wrong_settings(self):
        with Site({**FILES, "conf/server.toml": '[log]\naccess_format = "%h %z"\n'}) as site:
            with self.assertRaisesRegex(AssertionError, r"server\.toml:2:18: column 4 of the pattern: there is no code `%z`"):
                Server("run", "--base", site.root).stop()


if __name__ == "__main__":
    unittest.main()
