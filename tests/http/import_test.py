"""`c:import` of other sites: which URLs web.toml allows, what becomes of what they answer, and what limits them."""

import gzip
import html
import http.server
import os
import re
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

from support.programs import run
from support.server import Server
from support.site import Site

HEAD = '<%@ page pageEncoding="UTF-8" %><%@ taglib prefix="c" uri="quire:core" %>'
IMPORT = HEAD + '<c:catch var="e"><c:import url="${param.u}" charEncoding="${param.e}"/></c:catch>${e.message ?? ""}'
# What `/NAME` answers: status, headers, body.
ANSWERS = {
    "plain": (200, {"Content-Type": "text/plain"}, b"<b>plain</b>"),
    "page": (200, {"Content-Type": "text/html; charset=utf-8"}, "<b>é</b>".encode()),
    "latin": (200, {"Content-Type": "text/html; charset=ISO-8859-1"}, b"caf\xe9"),
    "undeclared": (200, {"Content-Type": "text/html"}, b"caf\xe9"),
    "strange": (200, {"Content-Type": "text/html; charset=../../x"}, b"a"),
    "empty": (204, {}, b""),
    "packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"packed")),
    "bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 1_000_000)),
    "large": (200, {}, b"x" * 20_001),
    "full": (200, {}, b"x" * 20_000),
    "missing": (404, {}, b"not here"),
    "broken": (500, {}, b"broken"),
    "cookie": (200, {"Set-Cookie": "a=b", "Content-Type": "text/plain"}, b"cookie"),
    "head": (200, {f"X-{number}": "x" * 8000 for number in range(60)}, b"head"),
    "relative": (302, {"Location": "plain"}, b"x"),
    "loop": (302, {"Location": "/v1/loop"}, b""),
    "up": (302, {"Location": "/secret"}, b""),
    "file": (302, {"Location": "file:///etc/passwd"}, b""),
    "unknown": (200, {"Content-Type": "text/html; charset=IBM1047"}, b"a"),
    "choices": (300, {}, b"choose"),
    "unchanged": (304, {}, b""),
    "nowhere": (303, {}, b"x"),
    "grows": (200, {"Content-Type": "text/plain; charset=latin1"}, b"\xe9" * 10_001),
}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        name = self.path.partition("?")[0].rpartition("/")[2]
        if name == "echo":
            status, fields, body = 200, {"Content-Type": "text/plain"}, self.path.encode()
        elif name.isdigit():
            status, fields, body = 302, {"Location": "plain" if name == "1" else str(int(name) - 1)}, b""
        elif name == "other":
            status, fields, body = 302, {"Location": self.server.other}, b""
        else:
            status, fields, body = ANSWERS.get(name, (404, {}, b""))
        self.send_response(status)
        for field, value in fields.items():
            self.send_header(field, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass  # The client had enough.

    def log_message(self, *_):
        pass


class Remote:
    """A server on a free port; with `context`, by HTTPS."""

    def __init__(self, context=None):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.seen, self.server.other = [], ""
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        # Failed handshakes are part of the tests.
        self.server.handle_error = lambda *_: None
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def certificate(folder, name):
    """A certificate that nobody has signed but itself."""
    key, path = os.path.join(folder, "key.pem"), os.path.join(folder, "cert.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", path, "-days", "2",
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, key)
    return path, context


class Import(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.remote = Remote()
        cls.addClassCleanup(cls.remote.stop)
        # Accepts connections and never answers.
        cls.silent = socket.create_server(("127.0.0.1", 0))
        cls.addClassCleanup(cls.silent.close)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.ca, context = certificate(folder.name, "localhost")
        cls.secure = Remote(context)
        cls.addClassCleanup(cls.secure.stop)
        cls.at = f"http://127.0.0.1:{cls.remote.port}/v1/"
        silent = f"http://127.0.0.1:{cls.silent.getsockname()[1]}/"
        cls.allow = [cls.at, f"http://LOCALHOST:{cls.remote.port}/exact", silent, f"https://localhost:{cls.secure.port}/", f"https://127.0.0.1:{cls.secure.port}",
                     "http://127.0.0.1:1/", "http://name.invalid/"]
        cls.settings = f'[import]\nallow = {cls.allow}\nmax_body = 20000\ntimeout = '.replace("'", '"')
        cls.site = Site({
            "WEB-INF/web.toml": cls.settings + '"20 s"\n',
            "import.page": IMPORT,
            "var.page": HEAD + '<c:import url="${param.u}" var="x" scope="request"/>${x} ${requestScope.x}',
            "params.page": HEAD + f'<c:import url="{cls.at}echo?z=1#part"><c:param name="q" value="a&b ä"/></c:import>',
            "thrown.page": HEAD + '\n<c:import url="${param.u}"/>',
            "local.page": HEAD + '<c:import url="part.page"/><c:import url="/part.page?x=http://a/" charEncoding="utf-8"/>',
            "part.page": "[part]",
        })
        cls.addClassCleanup(cls.site.remove)
        # No proxy of the environment is used.
        cls.server = Server("dev", cls.site.root, http_proxy="http://127.0.0.1:1", HTTPS_PROXY="http://127.0.0.1:1", ALL_PROXY="http://127.0.0.1:1")
        cls.addClassCleanup(cls.server.stop)

    def text(self, url, page="import", encoding="", server=None):
        answer = (server or self.server).get(f"/{page}.page?u=" + "".join(f"%{byte:02X}" for byte in url.encode()) + f"&e={encoding}")
        self.assertEqual(answer.status, 200, re.sub("<style>.*</style>", "", answer.text, flags=re.DOTALL))
        return answer.text.partition("<script")[0]

    def refusal(self, url, **options):
        return html.unescape(self.text(url, **options))

    def test_bodies_are_printed_as_they_are(self):
        self.assertEqual(self.text(self.at + "plain"), "<b>plain</b>")
        self.assertEqual(self.text(self.at + "page"), "<b>é</b>")
        self.assertEqual(self.text(self.at + "packed"), "packed")
        self.assertEqual(self.text(self.at + "full"), "x" * 20_000)
        self.assertEqual(self.text(self.at + "empty"), "")

    def test_in_a_variable_html_stays_html_and_other_text_is_escaped(self):
        self.assertEqual(self.text(self.at + "page", "var"), "<b>é</b> <b>é</b>")
        self.assertEqual(self.text(self.at + "plain", "var"), "&lt;b&gt;plain&lt;/b&gt; &lt;b&gt;plain&lt;/b&gt;")

    def test_encodings(self):
        self.assertEqual(self.text(self.at + "latin"), "café")
        self.assertEqual(self.text(self.at + "latin", encoding="utf-8"), "café")
        self.assertEqual(self.text(self.at + "undeclared", encoding="ISO-8859-1"), "café")
        self.assertEqual(self.text(self.at + "undeclared"), "caf\ufffd")
        self.assertIn("has the encoding `../../x`, which browsers do not know either", self.refusal(self.at + "strange"))
        self.assertIn("has the encoding `IBM1047`, which browsers do not know either", self.refusal(self.at + "unknown"))
        self.assertIn("has the encoding `no-such`", self.refusal(self.at + "undeclared", encoding="no-such"))

    def test_parameters_are_part_of_the_query(self):
        self.assertEqual(self.text("", "params"), "/v1/echo?q=a%26b%20%C3%A4&z=1")

    def test_what_is_sent(self):
        self.text(self.at + "cookie")
        self.text(self.at + "cookie")
        path, fields = self.remote.server.seen[-1]
        self.assertEqual(path, "/v1/cookie")
        self.assertEqual(fields.pop("Accept-Encoding").split(",")[0], "deflate")
        self.assertEqual(fields, {"Host": f"127.0.0.1:{self.remote.port}", "User-Agent": "Quire", "Accept": "*/*"})

    def test_failures(self):
        for name, message in (("missing", "answered with status 404"), ("broken", "answered with status 500"),
                              ("choices", "answered with status 300"), ("unchanged", "answered with status 304"), ("nowhere", "answered with status 303"),
                              ("grows", "has more than 20000 bytes as UTF-8 (`[import] max_body` in web.toml)"), ("large", "has more than 20000 bytes (`[import] max_body` in web.toml)"), ("bomb", "has more than 20000 bytes (`[import] max_body` in web.toml)"),
                              ("head", "has a head of more than 262144 bytes")):
            self.assertEqual(self.refusal(self.at + name), f"`{self.at}{name}` {message}")
        self.assertIn("`http://127.0.0.1:1/` cannot be fetched: Failed to connect", self.refusal("http://127.0.0.1:1"))
        self.assertIn("cannot be fetched: Could not resolve host: name.invalid", self.refusal("http://name.invalid/"))

    def test_errors_that_are_not_caught_have_their_place(self):
        answer = self.server.get("/thrown.page?u=" + self.at + "missing")
        self.assertEqual(answer.status, 500)
        text = re.sub("<[^>]*>", "", answer.text)
        self.assertIn("/v1/missing answered with status 404", text)
        self.assertIn("thrown.page:2:", text)

    def test_redirects_within_the_list(self):
        self.assertEqual(self.text(self.at + "relative"), "<b>plain</b>")
        self.assertEqual(self.text(self.at + "5"), "<b>plain</b>")
        self.assertIn("was redirected more than 5 times", self.refusal(self.at + "6"))
        self.assertIn("was redirected more than 5 times", self.refusal(self.at + "loop"))

    def test_redirects_out_of_the_list(self):
        self.assertIn(f"`{self.at}up` redirects to `http://127.0.0.1:{self.remote.port}/secret`, which belongs to another site, which `[import] allow`",
                      self.refusal(self.at + "up"))
        self.assertIn("redirects to `file:///etc/passwd`, which cannot be imported: it does not begin with `https://` or `http://`", self.refusal(self.at + "file"))
        for other in (f"http://127.0.0.1:{self.remote.port}/v1/../secret", f"http://127.0.0.1:{self.remote.port}/v1/%2e%2e/secret", "//example.org/",
                      f"http://a@127.0.0.1:{self.remote.port}/v1/", f"http://127.0.0.1.example.org:{self.remote.port}/v1/"):
            self.remote.server.other = other
            before = len(self.remote.server.seen)
            self.assertIn(" redirects to `", self.refusal(self.at + "other"), other)
            self.assertEqual(len(self.remote.server.seen), before + 1)

    def test_what_the_list_does_not_have_is_never_requested(self):
        before = len(self.remote.server.seen)
        port = self.remote.port
        self.assertEqual(self.refusal(f"http://127.0.0.1:{port}/secret?a=b"),
                         f"`http://127.0.0.1:{port}/secret?…` belongs to another site, which `[import] allow` in WEB-INF/web.toml does not list; "
                         f"to import from there, add `\"http://127.0.0.1:{port}/\"` to the list")
        for url in (f"http://127.0.0.1:{port}/v1", f"http://127.0.0.1:{port}/V1/plain", f"http://127.1:{port}/v1/plain", f"http://2130706433:{port}/v1/plain",
                    f"http://127.0.0.1.:{port}/v1/plain", f"http://localhost:{port}/v1/plain", f"http://localhost:{port}/exactly", f"https://127.0.0.1:{port}/v1/",
                    "http://[::1]/", f"http://[::ffff:127.0.0.1]:{port}/v1/plain"):
            self.assertIn("belongs to another site, which `[import] allow`", self.refusal(url), url)
        for url in (f"http://127.0.0.1:{port}/v1/../secret", f"http://127.0.0.1:{port}/v1/%2e%2e/secret", f"http://127.0.0.1:{port}/v1/x%2f..%2f..%2fsecret",
                    f"http://127.0.0.1:{port}/v1/..;/secret", f"http://127.0.0.1:{port}/v1\\..\\secret", f"http://127.0.0.1:{port}@example.org/v1/",
                    f"http://user:pw@127.0.0.1:{port}/v1/plain", f"http://１２７.0.0.1:{port}/v1/plain", f"http://127.0.0.1:{port}/v1/\r\nX: y", "file:///etc/passwd",
                    f"ftp://127.0.0.1:{port}/v1/", f"//127.0.0.1:{port}/v1/plain", "javascript:alert(1)", f"http://127.0.0.1:{port}:80/v1/"):
            self.assertIn("` cannot be imported: ", self.refusal(url), url)
        self.assertEqual(len(self.remote.server.seen), before)

    def test_other_forms_of_listed_urls(self):
        self.assertEqual(self.text(f"HTTP://127.0.0.1:{self.remote.port}/v1/plain#x"), "<b>plain</b>")
        self.assertEqual(self.text(f"{self.at}echo?q=ä b\"<>"), "/v1/echo?q=%C3%A4%20b%22%3C%3E")
        self.assertIn("status 404", self.refusal(f"http://LocalHost:{self.remote.port}/exact"))

    def test_https_needs_a_certificate_that_is_trusted(self):
        secure = f"https://localhost:{self.secure.port}/plain"
        self.assertRegex(self.refusal(secure), "cannot be fetched: SSL certificate problem: self.signed certificate")
        with Site({"import.page": IMPORT, "WEB-INF/web.toml": self.settings + f'"20 s"\nca_file = "{self.ca}"\n'}) as site, Server("dev", site.root) as server:
            self.assertEqual(self.text(secure, server=server), "<b>plain</b>")
            # It is that of another host.
            self.assertIn("cannot be fetched: SSL: ", self.refusal(f"https://127.0.0.1:{self.secure.port}/plain", server=server))

    def test_a_proxy(self):
        settings = self.settings + f'"20 s"\nproxy = "http://127.0.0.1:{self.remote.port}"\n'
        with Site({"import.page": IMPORT, "WEB-INF/web.toml": settings}) as site, Server("dev", site.root) as server:
            self.assertEqual(self.text("http://name.invalid/plain?a=b", server=server), "<b>plain</b>")
        self.assertEqual(self.remote.server.seen[-1][0], "http://name.invalid/plain?a=b")

    def test_messages_do_not_show_passwords_and_keys(self):
        for url in (self.at + "missing?key=secret", "http://name:secret@127.0.0.1/", "http://127.0.0.1/other?key=secret", self.at + "ä?secret#secret"):
            self.assertNotIn("secret", self.refusal(url))
        self.assertIn("v1/%C3%A4?…`", self.refusal(self.at + "ä?secret"))

    def test_a_server_that_does_not_answer(self):
        silent = f"http://127.0.0.1:{self.silent.getsockname()[1]}/"
        with Site({"import.page": IMPORT, "WEB-INF/web.toml": self.settings + '"300 ms"\n'}) as site, Server("dev", site.root) as server:
            self.text(self.at + "plain", server=server)
            begin = time.monotonic()
            self.assertEqual(self.refusal(silent, server=server), f"`{silent}` has not answered within 300 ms (`[import] timeout` in web.toml)")
            self.assertGreater(time.monotonic() - begin, 0.25)

    def test_other_requests_are_answered_while_pages_wait(self):
        silent = f"http://127.0.0.1:{self.silent.getsockname()[1]}/"
        with Site({"import.page": IMPORT, "part.page": "[part]", "WEB-INF/web.toml": self.settings + '"5 s"\n'}) as site, Server("dev", site.root) as server:
            server.get("/part.page")
            self.text(self.at + "plain", server=server)
            with server.connect() as first, server.connect() as second:
                for waiting in (first, second):
                    waiting.send(f"GET /import.page?u={silent} HTTP/1.1\r\nHost: localhost\r\n\r\n")
                # Answered before those that wait.
                self.assertIn("[part]", server.get("/part.page").text)
                for waiting in (first, second):
                    self.assertIn("has not answered within 5000 ms", waiting.read_response().text)

    def test_pages_of_this_site(self):
        self.assertEqual(self.text("", "local"), "[part][part]")

    def test_a_site_without_a_list(self):
        with Site({"import.page": IMPORT}) as site, Server("dev", site.root) as server:
            self.assertIn("to import from there, write `allow = [\"https://example.org/\"]` below `[import]`", self.refusal("https://example.org/x/y", server=server))

    def test_built_and_rendered(self):
        with tempfile.TemporaryDirectory() as place:
            out = os.path.join(place, "out")
            built = run("pagec", "build", self.site.root, "-o", out)
            self.assertEqual(built.returncode, 0, built.stderr)
            with Server("run", out) as server:
                self.assertEqual(self.text(self.at + "plain", server=server), "<b>plain</b>")
        done = run("pagec", "render", self.site.path("import.page"), "--param", "u=" + self.at + "plain")
        self.assertEqual((done.stdout, done.stderr, done.returncode), ("<b>plain</b>", "", 0))


class Check(unittest.TestCase):
    """`pagec check` knows which URLs the list has."""

    def check(self, url, settings):
        with Site({"p.page": HEAD + f'\n<c:import url="{url}"/>', "WEB-INF/web.toml": settings}) as site:
            done = run("pagec", "check", site.root)
            return done.returncode, done.stderr

    def test_urls(self):
        allow = '[import]\nallow = ["https://api.example.com/v1/"]\n'
        self.assertEqual(self.check("https://API.example.com/v1/x", allow), (0, ""))
        self.assertEqual(self.check("${'https://example.org/'}", allow), (0, ""))
        code, text = self.check("https://api.example.com/v2/x", allow)
        self.assertEqual(code, 1)
        self.assertIn("p.page:2:16: error: `https://api.example.com/v2/x` belongs to another site, which `[import] allow` in WEB-INF/web.toml does not list; "
                      "to import from there, add `\"https://api.example.com/\"` to the list\n<c:import url=\"https://api.example.com/v2/x\"/>\n               ^~~~", text)
        code, text = self.check("https://a@b/", allow)
        self.assertEqual(code, 1)
        self.assertIn("p.page:2:16: error: attribute `url` is `https://a@b/`; it cannot be imported: names and passwords do not belong in URLs", text)

    def test_mistakes_in_the_list(self):
        code, text = self.check("/p.page", '[import]\nallow = ["https://*.example.com/"]\n')
        self.assertEqual(code, 1)
        self.assertIn("WEB-INF/web.toml:2:11: error: `https://*.example.com/` cannot be imported from: its host is not valid", text)


if __name__ == "__main__":
    unittest.main()
