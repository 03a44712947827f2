"""Sessions that several servers share: two `paged run` with memcached, and how a server leaves its cluster."""

import os
import re
import signal
import unittest

from support import http
from support.programs import run
from support.server import Server
from support.service import Service, free_port
from support.site import PLAIN, Site
from support.waiting import wait_until

PAGES = {
    "count.page": PLAIN + '<%= session.update<int>("n", [](int& n) { ++n; }) %>',
    "set.page": PLAIN + '<% session.set("v", std::string(request.param("v"))); %>set',
    "get.page": PLAIN + '<%= session.get_or("v", std::string("none")) %> <%= session.is_new() %>',
    "id.page": PLAIN + "<%= session.id() %>",
    "login.page": PLAIN + '<% session.rotate_id(); session.set("user", "me"); %>in',
    "logout.page": PLAIN + "<% session.invalidate(); %>out",
    "user.page": PLAIN + '<%= session.get_or("user", std::string("nobody")) %>',
    "age.page": PLAIN + "<%= session.last_accessed() - session.created() %>",
    "plain.page": PLAIN + "plain",
    "caught.page": PLAIN + '<% try { session.get<int>("n"); } catch (const std::exception&) {} session.set("v", "new"); %>',
    "large.page": PLAIN + "\n<%\nsession.set(\"large\", std::string(3'000'000, 'x')); %>",
}


class Memcached:
    """A memcached on a free port, which can be killed and started again there."""

    def __init__(self):
        self.port = free_port()
        self.start()

    def start(self):
        user = ["-u", "root"] if os.getuid() == 0 else []
        self._service = Service("memcached", "-l", "127.0.0.1", "-p", str(self.port), *user, address=self.port)

    def kill(self):
        self._service.kill()


class Browser:
    """Keeps its cookie, and asks the servers in turn."""

    def __init__(self, *servers):
        self.servers = servers
        self.cookie = ""
        self._asked = 0

    def ask(self, path):
        server = self.servers[self._asked % len(self.servers)]
        self._asked += 1
        response = server.get(path, headers={"Cookie": f"QSESSION={self.cookie}"} if self.cookie else {})
        if cookie := response.header("Set-Cookie"):
            self.cookie = re.match(r"QSESSION=([^;]*)", cookie).group(1)
        return response

    def text(self, path):
        response = self.ask(path)
        assert response.status == 200, response
        return response.text


class ClusterTest(unittest.TestCase):
    def setUp(self):
        self.first, self.second = Memcached(), Memcached()
        self.addCleanup(self.first.kill)
        self.addCleanup(self.second.kill)

    def serve(self, route="web1", settings="", cluster=""):
        site = Site({f"webapps/ROOT/{name}": text for name, text in PAGES.items()})
        self.addCleanup(site.remove)
        site.write("conf/server.toml", f"""[session]
store = "memcached"
nodes = ["n1:127.0.0.1:{self.first.port}", "n2:127.0.0.1:{self.second.port}"]
store_timeout = "10 s"
{settings}
[cluster]
route = "{route}"
{cluster}
[metrics]
port = 0
""")
        server = Server("run", "--base", site.root)
        self.addCleanup(server.stop)
        told = wait_until(lambda: re.search(r"^metrics are at http://127\.0\.0\.1:(\d+)/", server.output(), re.MULTILINE), "metrics")
        server.base = site.root
        server.metrics_port = int(told.group(1))
        return server

    def metrics(self, server):
        text = http.get(server.metrics_port, "/metrics").text
        return {name: int(value) for name, value in re.findall(r"^(quire_session_store_\w+\{\S*\}) (\d+)$", text, re.MULTILINE)}

    def wait_in_sync(self, *servers):
        for server in servers:
            wait_until(lambda: [value for name, value in self.metrics(server).items() if "in_sync" in name] == [1, 1],
                       lambda: f"all copies: {self.metrics(server)}\n{server.log()}")

    def test_two_servers_share_sessions(self):
        web1, web2 = self.serve("web1"), self.serve("web2")
        browser = Browser(web1, web2)
        self.assertEqual([browser.text("/count.page") for _ in range(4)], ["1", "2", "3", "4"])
        self.assertRegex(browser.cookie, r"^[0-9A-F]{32}-n[12]\.web1$")
        self.assertEqual(browser.text("/id.page"), browser.cookie[:32])
        # What a balancer has appended, and nodes and routes that do not exist, are only hints.
        for suffix in ("", "-n9", ".other", "-n9.other"):
            other = Browser(web2)
            other.cookie = browser.cookie[:32] + suffix
            self.assertEqual(other.ask("/get.page").text, "none false")
        # An id that a client has made up is not taken.
        forged = Browser(web1)
        forged.cookie = "0" * 32 + "-n1.web1"
        forged.text("/set.page?v=x")
        self.assertNotIn("0" * 32, forged.cookie)

    def test_log_out_and_ids_hold_everywhere(self):
        web1, web2 = self.serve("web1"), self.serve("web2")
        browser = Browser(web1, web2)
        browser.text("/set.page?v=kept")
        before = browser.cookie
        browser.text("/login.page")
        self.assertNotEqual(browser.cookie[:32], before[:32])
        self.assertEqual(browser.text("/get.page"), "kept false")
        self.assertEqual(browser.text("/user.page"), "me")
        old = Browser(web1)
        old.cookie = before
        self.assertEqual(old.text("/user.page"), "nobody")
        browser.text("/logout.page")
        for _ in range(2):
            self.assertEqual(browser.text("/user.page"), "nobody")

    def test_each_part_may_die(self):
        web1, web2 = self.serve("web1"), self.serve("web2")
        browser, count = Browser(web1, web2), 0
        for memcached in (self.first, self.second, self.first):
            self.wait_in_sync(web1, web2)
            memcached.kill()
            for _ in range(4):
                count += 1
                self.assertEqual(browser.text("/count.page"), str(count))
            memcached.start()
        self.wait_in_sync(web1, web2)
        os.kill(web1.worker_pid(), signal.SIGKILL)
        browser.servers = (web2,)
        self.assertEqual(browser.text("/count.page"), str(count + 1))
        self.assertIn("cannot be used", web1.logged("cannot be used"))
        self.assertIn("answers again", web2.logged("answers again"))

    def test_no_store_keeps_the_cookie(self):
        web = self.serve()
        browser = Browser(web)
        browser.text("/set.page?v=kept")
        cookie = browser.cookie
        self.first.kill()
        self.second.kill()
        for page in ("/get.page", "/count.page", "/set.page?v=x", "/caught.page"):
            response = browser.ask(page)
            self.assertEqual((response.status, response.header("Set-Cookie")), (503, None), page)
            self.assertIsNotNone(response.header("Retry-After"))
        self.assertEqual(Browser(web).ask("/count.page").status, 503)
        self.assertEqual(browser.text("/plain.page"), "plain")
        self.assertEqual(browser.cookie, cookie)
        self.assertIn("503", web.logged("are answered with 503 until it is back"))
        # Each node is reported once, and so are the requests.
        self.assertEqual(web.log().count("cannot be used"), 2)
        self.assertEqual(web.log().count("quire::SessionError"), 1)
        self.first.start()
        self.second.start()
        self.wait_in_sync(web)
        # Now it is certain that the session has gone with both.
        self.assertEqual(browser.text("/get.page"), "none true")
        self.assertEqual(browser.text("/count.page"), "1")

    def test_a_store_that_is_down_at_the_start(self):
        self.first.kill()
        self.second.kill()
        web = self.serve()
        self.assertIn("cannot be used", web.logged("cannot be used"))
        self.assertEqual(web.get("/plain.page").text, "plain")
        self.assertEqual(web.get("/count.page").status, 503)
        self.second.start()
        browser = Browser(web)
        wait_until(lambda: browser.ask("/count.page").status == 200, web.log)
        self.assertRegex(browser.cookie, r"-n2\.web1$")

    def test_values_that_are_too_large_name_the_line(self):
        web = self.serve()
        self.assertEqual(web.get("/large.page").status, 500)
        self.assertIn("large.page:3", web.logged("large.page:3"))

    def test_requests_that_do_not_prolong(self):
        web = self.serve(settings="timeout = 2\nignore = '/get\\.page'\n")
        browser = Browser(web)
        browser.text("/set.page?v=kept")
        wait_until(lambda: browser.text("/get.page") == "none true", "its end")

    def test_metrics(self):
        web = self.serve()
        browser = Browser(web)
        for _ in range(3):
            browser.text("/count.page")
        self.wait_in_sync(web)
        metrics = self.metrics(web)
        up = f'quire_session_store_node_up{{store="memcached",node="n1",address="127.0.0.1:{self.first.port}"}}'
        self.assertEqual(metrics[up], 1)
        # A new session and its first change; then a read and a change each.
        self.assertEqual(metrics['quire_session_store_duration_seconds_bucket{store="memcached",le="+Inf"}'], 6)
        self.assertEqual(metrics['quire_session_store_failures_total{store="memcached"}'], 0)

    def test_development_has_sessions_in_memory(self):
        with Site({"count.page": PAGES["count.page"], "WEB-INF/web.toml": '[session]\nstore = "redis"\n'}) as site:
            with Server("dev", site.root) as server:
                self.assertEqual(Browser(server).text("/count.page"), "1")

    def test_clusters_with_other_prefixes(self):
        one, other = self.serve(), self.serve(settings='prefix = "other"')
        browser = Browser(one)
        browser.text("/set.page?v=mine")
        browser.servers = (other,)
        self.assertEqual(browser.text("/get.page"), "none true")

    def test_a_restart_keeps_sessions(self):
        web = self.serve()
        browser = Browser(web)
        browser.text("/set.page?v=kept")
        before = web.worker_pid()
        web.signal(signal.SIGHUP)
        wait_until(lambda: web.worker_pid() not in (before, None), "a new worker")
        self.assertEqual(browser.text("/get.page"), "kept false")

    def test_operators_see_sessions(self):
        web = self.serve()
        self.check_operators(web, Browser(web))

    def test_operators_see_sessions_in_a_file(self):
        site = Site({f"webapps/shop/{name}": text for name, text in PAGES.items()})
        self.addCleanup(site.remove)
        web = Server("run", "--base", site.root)
        self.addCleanup(web.stop)
        web.base = site.root
        self.check_operators(web, Browser(web), "/shop")
        self.assertIn("no site has the path /news", run("paged", "sessions", "list", "--base", site.root, "--site", "/news").stderr)

    def check_operators(self, web, browser, context=""):
        def sessions(*arguments):
            done = run("paged", "sessions", *arguments, "--base", web.base)
            return done.returncode, done.stdout + done.stderr

        self.assertEqual(sessions("list"), (0, "0 sessions\n"))
        browser.text(context + "/set.page?v=secret")
        browser.text(context + "/count.page")
        idle = Browser(web)
        idle.text(context + "/count.page")
        code, listed = sessions("list")
        self.assertEqual((code, listed.splitlines()[-1]), (0, "2 sessions"))
        self.assertRegex(listed, rf"{browser.cookie[:32]}  \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d +\d+ +2 +\d+  {context or '/'}\n")
        self.assertIn("see --limit", sessions("list", "--limit", "1")[1])
        # To look at a session is no use of it.
        wait_until(lambda: re.search(rf"{browser.cookie[:32]} .*:\d\d +[1-9]\d* +2 ", sessions("list")[1]), "an idle session")
        code, shown = sessions("show", browser.cookie)
        self.assertEqual(code, 0)
        self.assertIn("  n: int\n  v: std::string\n", shown)
        self.assertNotIn("secret", shown)
        self.assertIn('  n: int = 1\n  v: std::string = "secret"\n', sessions("show", browser.cookie[:32], "--values")[1])
        self.assertEqual(sessions("expire", browser.cookie), (0, "1 session has ended\n"))
        self.assertEqual(browser.text(context + "/get.page"), "none true")
        self.assertEqual(sessions("show", browser.cookie)[0], 1)
        self.assertEqual(sessions("expire", browser.cookie)[0], 1)
        self.assertEqual(sessions("expire", "--idle", "1000"), (0, "0 sessions have ended\n"))
        self.assertEqual(sessions("expire", "--idle", "0"), (0, "1 session has ended\n"))
        self.assertEqual(idle.text(context + "/get.page"), "none true")
        for wrong in (["expire"], ["show"], ["list", "--limit", "0"], ["drop"], []):
            self.assertEqual(sessions(*wrong)[0], 2, wrong)

    def test_leaving(self):
        web = self.serve(cluster='drain = "4 s"')
        self.assertEqual(http.get(web.metrics_port, "/health").status, 200)
        web.signal(signal.SIGTERM)
        wait_until(lambda: http.get(web.metrics_port, "/health").status == 503, "503")
        # Connections are still accepted.
        self.assertEqual(web.get("/plain.page").text, "plain")
        self.assertEqual(web.wait(), 0)


if __name__ == "__main__":
    unittest.main()
