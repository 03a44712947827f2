"""Who the client is, behind a proxy: nginx in front of `paged run`, and the PROXY protocol."""

import os
import shutil
import socket
import subprocess
import tempfile
import unittest

from support import http
from support.server import Server
from support.service import free_port
from support.site import PLAIN, Site
from support.waiting import wait_until

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
STREAM_MODULE = "/usr/lib/nginx/modules/ngx_stream_module.so"
PAGE = PLAIN + ("<%= request.remote_addr() %> <%= request.scheme() %> <%= request.is_secure() %> <%= request.server_name() %> "
                "<%= request.server_port() %> <%= request.url() %> <%= request.id() %>")
SESSION = PLAIN + '<% session.set("a", 1); %>'


class Nginx:
    """nginx on a free port, in front of another server. `{port}` in `blocks` is its own port."""

    def __init__(self, blocks):
        self._folder = tempfile.mkdtemp(prefix="quire-nginx-")
        self.port = free_port()
        config = os.path.join(self._folder, "nginx.conf")
        paths = " ".join(f"{name}_temp_path {self._folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(config, "w", encoding="ascii") as file:
            file.write(f"{'load_module ' + STREAM_MODULE + ';' if blocks.startswith('stream') else ''}\n"
                       f"daemon off; master_process off; pid {self._folder}/pid; error_log {self._folder}/error.log;\nevents {{}}\n"
                       + blocks.replace("{port}", str(self.port)).replace("{paths}", paths))
        self._process = subprocess.Popen([NGINX, "-p", self._folder, "-c", config, "-e", f"{self._folder}/error.log"])
        wait_until(self._listens, "nginx listens")

    def _listens(self):
        if self._process.poll() is not None:
            raise AssertionError(f"nginx ended with {self._process.returncode}")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def reverse_proxy(upstream, fields):
    """nginx at 127.0.0.2, with kept connections to the server; it passes bodies on as they come."""
    return ("http { access_log off; {paths}\n"
            f"upstream app {{ server 127.0.0.1:{upstream}; keepalive 4; }}\n"
            "server { listen 127.0.0.1:{port}; location / { proxy_pass http://app; proxy_bind 127.0.0.2; proxy_http_version 1.1; "
            f"proxy_set_header Connection \"\"; proxy_request_buffering off; {fields} }} }} }}\n")


X_FORWARDED = ("proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; "
               "proxy_set_header X-Forwarded-Proto https; proxy_set_header X-Forwarded-Host shop.example; "
               "proxy_set_header X-Request-Id $request_id;")


def serve(settings, **files):
    site = Site({"webapps/ROOT/a.page": PAGE, "webapps/ROOT/session.page": SESSION,
                 "webapps/ROOT/echo.page": PLAIN + "<%= request.body().size() %>", "conf/server.toml": settings, **files})
    return site, Server("run", "--base", site.root)


class ProxyTest(unittest.TestCase):
    """Each test has its own server, with its own settings."""

    def serve(self, settings):
        site, server = serve(settings)
        self.addCleanup(site.remove)
        self.addCleanup(server.stop)
        return server

    def test_behind_nginx(self):
        server = self.serve('[proxy]\ntrusted = ["127.0.0.2"]\n')
        with Nginx(reverse_proxy(server.port, X_FORWARDED)) as nginx:
            # What the client itself claims is not believed.
            forged = {"Host": "localhost", "X-Forwarded-For": "6.6.6.6", "X-Forwarded-Port": None, "Forwarded": "for=6.6.6.6;proto=http"}
            told = http.get(nginx.port, "/a.page", headers=forged).text.split(" ")
            self.assertEqual(told[:6], ["127.0.0.1", "https", "true", "shop.example", "443", "https://shop.example/a.page"])
            self.assertRegex(told[6], "^[0-9a-f]{32}$")
            cookie = http.get(nginx.port, "/session.page").header("Set-Cookie")
            self.assertIn("; Secure", cookie)
            with http.Connection(nginx.port) as connection:
                for size in (0, 1, 100_000):
                    self.assertEqual(connection.get("/echo.page", method="POST", body="x" * size).text, str(size))

    def test_proxies_that_are_not_trusted(self):
        server = self.serve('[proxy]\ntrusted = ["10.0.0.0/8"]\n')
        with Nginx(reverse_proxy(server.port, X_FORWARDED)) as nginx:
            told = http.get(nginx.port, "/a.page").text.split(" ")
            self.assertEqual(told[:5], ["127.0.0.2", "http", "false", "localhost", "80"])
            self.assertRegex(told[6], "^[0-9a-f]{24}$")
            self.assertNotIn("Secure", http.get(nginx.port, "/session.page").header("Set-Cookie"))

    def test_values(self):
        server = self.serve('[proxy]\ntrusted = ["127.0.0.0/8", "10.0.0.0/8"]\n')
        for fields, expected in (({"X-Forwarded-For": "6.6.6.6, 192.0.2.7:81, 10.0.0.2"}, ["192.0.2.7", "http"]),
                                 ({"X-Forwarded-For": "[2001:db8::7]:81"}, ["2001:db8::7", "http"]),
                                 ({"X-Forwarded-For": "::ffff:192.0.2.7", "X-Forwarded-Proto": "https"}, ["192.0.2.7", "https"]),
                                 ({"Forwarded": "for=192.0.2.7"}, ["127.0.0.1", "http"]),
                                 ({"X-Request-Id": "<script>"}, ["127.0.0.1", "http"])):
            told = server.get("/a.page", headers=fields).text.split(" ")
            self.assertEqual(told[:2], expected, fields)
        self.assertEqual(server.get("/a.page", headers={"X-Request-Id": "abc-1"}).text.split(" ")[6], "abc-1")
        for fields in ({"X-Forwarded-For": "no address"}, {"X-Forwarded-Proto": "gopher"}, {"X-Forwarded-Host": "a b"}):
            self.assertEqual(server.get("/a.page", headers=fields).status, 400)

    def test_forwarded(self):
        server = self.serve('[proxy]\ntrusted = ["127.0.0.1"]\nheaders = "forwarded"\n')
        fields = {"Forwarded": 'for="[2001:db8::7]:4711";proto=https;host="shop.example:8443"', "X-Forwarded-For": "6.6.6.6"}
        told = server.get("/a.page", headers=fields).text.split(" ")
        self.assertEqual(told[:6], ["2001:db8::7", "https", "true", "shop.example", "8443", "https://shop.example:8443/a.page"])
        self.assertEqual(server.get("/a.page", headers={"Forwarded": "for="}).status, 400)

    @unittest.skipUnless(os.path.exists(STREAM_MODULE), "nginx has no stream module")
    def test_proxy_protocol_of_nginx(self):
        server = self.serve('[[connector]]\nproxy_protocol = true\n')
        with Nginx("stream { server { listen 127.0.0.1:{port}; proxy_protocol on; "
                   f"proxy_pass 127.0.0.1:{server.port}; }} }}\n") as nginx, http.Connection(nginx.port) as connection:
            self.assertEqual(connection.get("/a.page").text.split(" ")[:2], ["127.0.0.1", "http"])
            self.assertEqual(connection.get("/a.page").status, 200)

    def test_proxy_protocol(self):
        server = self.serve('[[connector]]\nproxy_protocol = true\n[log]\nlevel = "debug"\n')
        line = b"PROXY TCP6 2001:db8::7 2001:db8::1 4711 443\r\n"
        # With the extension that says that the client uses TLS.
        binary = b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x14" + bytes([192, 0, 2, 7, 192, 0, 2, 1, 18, 103, 1, 187, 32, 0, 5, 1, 0, 0, 0, 0])
        for header, expected in ((line, ["2001:db8::7", "http"]), (binary, ["192.0.2.7", "https"])):
            with server.connect() as connection:
                connection.send(header)
                self.assertEqual(connection.get("/a.page").text.split(" ")[:2], expected)
        with server.connect() as connection:
            connection.send(http.request("/a.page"))
            self.assertEqual(connection.read_rest(), b"")
        server.logged("closed a connection from 127.0.0.1, which did not begin with a header of the PROXY protocol")


if __name__ == "__main__":
    unittest.main()
