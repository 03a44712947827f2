"""Serves the samples and checks what their README describes."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

from support import http, processes
from support.programs import environment
from support.server import Server
from support.site import TOP, Site
from support.waiting import DEADLINE, wait_until


class Components(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site.of_sample("components")
        cls.addClassCleanup(cls.site.remove)
        cls.server = Server("dev", cls.site.root)
        cls.addClassCleanup(cls.server.stop)

    def test_layout_and_slots(self):
        text = self.server.get("/index.page").text
        self.assertIn("<title>Components: tags &amp; layouts</title>", text)
        self.assertIn("<aside>This text fills a slot of <code>main.tag</code>.</aside>", text)
        self.assertTrue(text.startswith("<!DOCTYPE html>\n<html"), text)

    def test_tag_files(self):
        text = self.server.get("/index.page").text
        self.assertIn('<section class="card" id="first">\n<h2>A tag file</h2>', text)
        self.assertIn("<footer>and its <em>footer</em></footer>", text)
        self.assertIn("<h3>Typed: 42</h3>", text)
        self.assertEqual(text.count("<footer>"), 1)
        self.assertRegex(text, r"<li>site\s*<ul>\s*<li>WEB-INF\s*<ul>\s*<li>src\s*</li>")

    def test_tags_of_cpp(self):
        text = self.server.get("/index.page").text
        self.assertIn('<p class="notice warn">A C++ tag in the body of a tag file.</p>', text)
        self.assertIn('<meter value="0.6" max="1"></meter>', text)

    def test_bean(self):
        first = self.server.get("/guest.page?name=%3CAda%3E")
        self.assertIn("Hello, &lt;Ada&gt;: visit 1.", first.text)
        cookie = first.header("Set-Cookie").split(";")[0]
        again = self.server.get("/guest.page", headers={"Cookie": cookie})
        self.assertIn("Hello, &lt;Ada&gt;: visit 2.", again.text)

    def test_fragment_and_parameter(self):
        rows = "".join(f"<tr><td>{n}</td><td>{n * n}</td></tr>\n" for n in (4, 5, 6))
        fragment = self.server.get("/rows.page?fragment=rows&from=4").text
        # The development server adds its own script.
        self.assertEqual(fragment.split("<script", 1)[0].strip("\n"), rows.strip("\n"))
        refused = self.server.get("/rows.page?from=0")
        self.assertEqual(refused.status, 400)
        self.assertIn("parameter `from` is `0`; it must be at least 1", refused.words)

    def test_error_page(self):
        missing = self.server.get("/nowhere")
        self.assertEqual(missing.status, 404)
        self.assertIn("There is no page at <code>/nowhere</code>.", missing.text)


class Script:
    """`samples/cluster/run` with these options on free ports, once it serves."""

    def __init__(self, *options):
        self._output = tempfile.TemporaryFile()
        # The folder with everything that it writes.
        self.folder = tempfile.TemporaryDirectory(prefix="quire-test-")
        self._process = subprocess.Popen(
            [os.path.join(TOP, "samples", "cluster", "run"), "--port", "0", "--bin", os.environ["QUIRE_BIN"], *options],
            env=environment(TMPDIR=self.folder.name), stdin=subprocess.PIPE, stdout=self._output, stderr=self._output)
        self._seen = 0
        self.pids = {}
        try:
            self.port = int(re.search(r"^  http://127\.0\.0\.1:(\d+)/  nginx", self.read_state(), re.MULTILINE).group(1))
        except BaseException:
            self.end()
            raise

    def output(self):
        return os.pread(self._output.fileno(), os.fstat(self._output.fileno()).st_size, 0).decode()

    def read_state(self):
        """Waits until the script has printed how to kill its parts, and returns what it has printed since the last time."""

        def told():
            if self._process.poll() is not None:
                raise AssertionError(f"the script ended with {self._process.returncode}:\n{self.output()}")
            text = self.output()[self._seen:]
            return text if "Press Enter" in text else None

        text = wait_until(told, lambda: f"the state in:\n{self.output()}")
        self._seen += len(text)
        self.pids = {part: int(pid) for part, pid in re.findall(r"^  (\w+) +port \d+ +to kill it: kill -9 (\d+)$", text, re.MULTILINE)}
        return text

    def kill(self, part):
        """As the script says."""
        known = [self.pids[part], *processes.descendants(self.pids[part])]
        os.kill(self.pids[part], signal.SIGKILL)
        wait_until(lambda: not any(map(processes.is_alive, known)), f"{part} ends")

    def press_enter(self):
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()
        self.read_state()

    def end(self):
        """Ctrl-C. Returns the exit status and the processes that are left."""
        known = processes.descendants(self._process.pid)
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(DEADLINE)
        finally:
            self._process.kill()
            self._process.stdin.close()
        left = [pid for pid in known if processes.is_alive(pid)]
        for pid in left:
            processes.kill(pid)
        self._output.close()
        return self._process.returncode, left


class Cluster(unittest.TestCase):
    def start(self, *options):
        script = Script(*options)
        self.addCleanup(script.folder.cleanup)
        self.addCleanup(lambda: self.assertEqual((script.end(), os.listdir(script.folder.name)), ((0, []), [])))
        self.script = script
        self.cookie = ""
        self.cart = {}
        return script

    def get(self, target, **options):
        """As the browser, which keeps its cookie and follows redirections."""
        headers = {"Cookie": self.cookie, **options.pop("headers", {})}
        response = http.get(self.script.port, target, headers=headers, **options)
        if response.header("Set-Cookie"):
            self.cookie = response.header("Set-Cookie").split(";")[0]
        return self.get("/" + response.header("Location").rpartition("/")[2]) if response.status == 302 else response

    def put(self, article):
        """Puts something into the cart, and returns the answer, in which it is."""
        response = self.get("/cart.page", **http.form(f"article={article}"))
        self.cart[article] = self.cart.get(article, 0) + 1
        return response

    def put_patiently(self, article):
        """The same until it is acknowledged, while a replica catches up: what is not acknowledged may have been
        made or not, and what has been made may be shown and lost with the primary."""
        def acknowledged():
            response = self.put(article)
            return response if response.status == 200 else None

        response = wait_until(acknowledged, f"an acknowledged change: {article}")
        self.cart[article] = int(dict(self.shown(response))[article])
        return response

    def cart_page(self):
        response = self.get("/cart.page")
        return response if response.status == 200 else None

    @staticmethod
    def shown(response):
        return re.findall(r"<tr><td>(.*?)</td><td>(\d+)</td></tr>", response.text)

    def assert_cart(self, response):
        self.assertEqual(response.status, 200, response)
        self.assertEqual({article: int(number) for article, number in self.shown(response)}, self.cart)

    def node(self):
        return re.search(r'class="node">(\w+)<', self.get("/session.page").text).group(1)

    def lose_each(self, *parts):
        """The cart is complete after the loss of each part, and can be added to."""
        for part in parts:
            cookie = self.cookie
            self.script.kill(part)
            for _ in range(2):
                self.assert_cart(self.get("/cart.page"))
            self.assert_cart(self.put("after_" + part))
            self.assertEqual(self.cookie, cookie)
            self.script.press_enter()
            self.assert_cart(self.put("with_" + part))

    def test_memcached(self):
        self.start()
        self.assertIn("<b class=\"node\">", self.put("kiwi").text)
        self.assert_cart(self.put("kiwi"))
        self.assertEqual({self.node() for _ in range(4)}, {"web1", "web2"})
        self.assertIn("<td>text.a&lt;b</td><td>c&amp;d</td>", self.get("/session.page", **http.form("name=a%3Cb&value=c%26d")).text)
        self.assertEqual(self.get("/images/basket.svg").header("Cache-Control"), "max-age=3600")
        self.lose_each("n1", "n2", "web1", "web2")
        # Nobody answers without nginx, but nothing is lost.
        self.script.kill("nginx")
        self.assertRaises(ConnectionRefusedError, self.get, "/cart.page")
        self.script.press_enter()
        self.assert_cart(self.get("/cart.page"))

        # With both copies, the sessions are lost; until then, no new one takes their place.
        for part in ("n1", "n2"):
            self.script.kill(part)
        self.assertEqual(self.get("/cart.page").status, 503)
        self.script.press_enter()
        self.cart = {}
        self.assert_cart(self.get("/cart.page"))

    def test_redis(self):
        self.start("--store", "redis")
        self.put("kiwi")
        self.lose_each("s1", "web1", "s2", "web2")
        # The other redis becomes the primary. Alone, it accepts no changes, which could be lost.
        for part, other in (("r1", 6), ("r2", 5)):
            self.script.kill(part)
            primary = f'node_up{{store="redis",node="quire",address="127.0.0.1:{self.script.port + other}"}} 1'
            for web in (1, 2):
                wait_until(lambda text=primary, port=self.script.port + 2 + web: text in http.get(port, "/metrics").text, f"web{web} has found {primary}")
            self.assertEqual(self.get("/cart.page", **http.form("article=refused")).status, 503)
            self.script.press_enter()
            self.assert_cart(wait_until(self.cart_page, "the cart"))
            self.assert_cart(self.put_patiently("with_" + part))

    def test_sessions_of_each_server(self):
        self.start("--store", "memory")
        # The other server does not know the session, and begins a new one.
        self.put("kiwi")
        ids = [re.search(r'class="id">(\w+)<', self.get("/session.page").text).group(1) for _ in range(4)]
        self.assertEqual(len(set(ids)), 4)

    def test_by_address(self):
        self.start("--store", "memory", "--balance", "ip-hash")
        for _ in range(4):
            self.assert_cart(self.put("kiwi"))
        self.script.kill(self.node())
        self.cart = {}
        self.assert_cart(self.get("/cart.page"))

    def test_usage(self):
        for options, status, text in ((("--help",), 0, "usage: samples/cluster/run"), (("--store", "disk"), 2, "unknown store `disk`"),
                                      (("--port",), 2, "--port requires a value"), (("--port", "x"), 2, "`x` is not a port"),
                                      (("--bin", "/nowhere", "--nothing"), 2, "unknown option `--nothing`")):
            done = subprocess.run([os.path.join(TOP, "samples", "cluster", "run"), *options], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, status, done)
            self.assertIn(text, done.stdout + done.stderr)

    def test_programs_that_are_missing(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("bash", "cat", "dirname"):
                os.symlink(shutil.which(name), os.path.join(folder, name))
            done = subprocess.run([os.path.join(TOP, "samples", "cluster", "run"), "--store", "redis"], capture_output=True, text=True, check=False,
                                  env={"PATH": folder})
        self.assertEqual(done.returncode, 1, done)
        self.assertRegex(done.stderr, "programs are missing; to install them: apt-get install( nginx-light)? curl redis-server redis-tools\n$")


if __name__ == "__main__":
    unittest.main()
