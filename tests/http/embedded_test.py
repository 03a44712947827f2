"""Servers with embedded sites: `quire::serve` for sites that are constant data in a program."""

import os
import shutil
import signal
import tempfile
import unittest

from support.programs import program, run
from support.server import Server
from support.waiting import wait_until

STYLE = "/shop/css/style.css"


class Shop(unittest.TestCase):
    """`embedded/shop.cpp`: `shop` at /shop, `docs` at the root."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server("--address", "127.0.0.1", name="embedded_shop")
        cls.addClassCleanup(cls.server.stop)

    def get(self, target, status=200, **options):
        response = self.server.get(target, **options)
        self.assertEqual(response.status, status, response)
        return response

    def log_of(self, text):
        return wait_until(lambda: text in self.server.log() and self.server.log(), lambda: f"log with {text}")

    def test_each_site_has_its_context_path(self):
        self.assertEqual(self.get("/").text, "<p>manual</p>")
        self.assertEqual(self.get("/shop/").text, "<p>front</p>")
        self.assertEqual(self.get("/shop", 302).header("Location"), "/shop/")

    def test_a_folder_that_contains_only_pages(self):
        self.assertEqual(self.get("/shop/cart?x=1", 302).header("Location"), "/shop/cart/?x=1")
        self.assertEqual(self.get("/shop/cart/").text, "shop at /shop: Ann &amp; Co")

    def test_settings_are_part_of_the_program(self):
        for target in ("/shop/none", "/shop/none.page", "/shop/css/"):
            with self.subTest(target):
                self.assertEqual(self.get(target, 404).text, "nothing here")
        self.assertIn("404 Not Found", self.get("/none", 404).text)

    def test_errors_have_a_location(self):
        self.assertIn("500 Internal Server Error", self.get("/shop/cart/broken.page", 500).text)
        self.log_of("/cart/broken.page: std::runtime_error: no stock at WEB-INF/part.pagef:2:7")

    def test_paths_do_not_lead_to_files_on_disk(self):
        self.get("/shop/path.page", 500)
        self.log_of('real_path("/data.txt"): the site is embedded in the program')

    def test_a_page_compiled_with_other_headers_is_refused(self):
        self.get("/shop/old.page", 500)
        self.log_of("/old.page cannot be served: it was compiled for another version of Quire (page API 0000000000000000")
        self.get("/shop/missing.page")

    def test_the_encoding_that_the_client_prefers(self):
        for accepted, coding, body in (
                ("br, gzip", "br", "as brotli"), ("gzip, deflate", "gzip", "as gzip"), ("zstd;q=1, br;q=0.9", "zstd", "as zstd"),
                ("gzip;q=0.5, *;q=0.1", "gzip", "as gzip"), ("*", "br", "as brotli"), ("identity;q=0, gzip", "gzip", "as gzip")):
            with self.subTest(accepted):
                response = self.get(STYLE, headers={"Accept-Encoding": accepted})
                self.assertEqual((response.header("Content-Encoding"), response.text), (coding, body))
                self.assertEqual(response.header("Vary"), "Accept-Encoding")
                self.assertIsNone(response.header("Accept-Ranges"))
        for accepted in ("", "deflate", "identity", "gzip;q=0", "br;q=0.5, identity"):
            with self.subTest(accepted):
                response = self.get(STYLE, headers={"Accept-Encoding": accepted})
                self.assertEqual((response.header("Content-Encoding"), response.text), (None, "body { color: black }\n"))
                self.assertEqual(response.header("Vary"), "Accept-Encoding")

    def test_no_acceptable_encoding(self):
        response = self.get("/shop/only.js", 406, headers={"Accept-Encoding": "br, identity;q=0"})
        self.assertEqual((response.header("Vary"), response.text), ("Accept-Encoding", ""))

    def test_assets(self):
        self.assertEqual(self.get("/shop/asset.page?of=css/style.css").text, "/shop/css/style.3f2a1b2c.css")
        self.get("/shop/asset.page?of=none.css", 500)
        present = self.get("/shop/css/style.3f2a1b2c.css", headers={"Accept-Encoding": "br"})
        self.assertEqual((present.text, present.header("Cache-Control")), ("as brotli", "public, max-age=31536000, immutable"))
        self.assertEqual(self.get("/shop/css/style.00000000.css").header("Cache-Control"), "no-cache")
        self.assertIsNone(self.get(STYLE).header("Cache-Control"))

    def test_a_file_with_a_single_encoding_has_no_vary_field(self):
        self.assertIsNone(self.get("/shop/index.html", headers={"Accept-Encoding": "br"}).header("Vary"))

    def test_each_encoding_has_its_own_entity_tag(self):
        tags = {accepted: self.get(STYLE, headers={"Accept-Encoding": accepted}).header("ETag")
                for accepted in ("identity", "br", "gzip", "zstd")}
        self.assertEqual(tags, {"identity": '"3f2a1b2c00000000"', "br": '"3f2a1b2c00000000-br"',
                                "gzip": '"3f2a1b2c00000000-gz"', "zstd": '"3f2a1b2c00000000-zst"'})
        for accepted, tag in tags.items():
            with self.subTest(accepted):
                same = self.get(STYLE, 304, headers={"Accept-Encoding": accepted, "If-None-Match": tag})
                self.assertEqual((same.header("ETag"), same.header("Vary"), same.body), (tag, "Accept-Encoding", b""))
        self.get(STYLE, headers={"Accept-Encoding": "br", "If-None-Match": tags["gzip"]})
        self.get(STYLE, 412, headers={"If-Match": tags["br"]})

    def test_ranges_refer_to_the_file_without_encoding(self):
        part = self.get(STYLE, 206, headers={"Accept-Encoding": "br", "Range": "bytes=5-9"})
        self.assertEqual((part.text, part.header("Content-Range"), part.header("Content-Encoding")), ("{ col", "bytes 5-9/22", None))
        self.assertEqual(part.header("ETag"), '"3f2a1b2c00000000"')
        whole = self.get(STYLE, headers={"Range": "bytes=5-9", "If-Range": '"3f2a1b2c00000000-br"'})
        self.assertEqual(whole.text, "body { color: black }\n")
        packed = self.get(STYLE, headers={"Accept-Encoding": "br, identity;q=0", "Range": "bytes=5-9"})
        self.assertEqual(packed.text, "as brotli")
        self.assertEqual(self.get(STYLE, 416, headers={"Range": "bytes=99-"}).header("Content-Range"), "bytes */22")

    def test_head_has_the_size_of_the_encoding(self):
        head = self.get(STYLE, method="HEAD", headers={"Accept-Encoding": "br"})
        self.assertEqual((head.header("Content-Length"), head.header("Content-Encoding"), head.body), ("9", "br", b""))


class Program(unittest.TestCase):
    def test_usage(self):
        help_text = run("embedded_hello", "--help")
        self.assertEqual((help_text.returncode, help_text.stderr), (0, ""))
        self.assertIn("embedded_hello --port 0", help_text.stdout)
        self.assertRegex(run("embedded_hello", "--version").stdout, r"^embedded_hello \(Quire \d+\.\d+\.\d+\)\n$")
        self.assertIn("_embedded_hello()", run("embedded_hello", "completion", "bash").stdout)
        for arguments in (("--prt", "1"), ("--port", "x"), ("--port", "70000"), ("stray",)):
            with self.subTest(arguments):
                done = run("embedded_hello", *arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertIn("did you mean `--port`", run("embedded_hello", "--prt").stderr)

    def test_sites_that_cannot_be_served(self):
        for name, sentence in (
                ("abi", "embedded_refused: site `old` was compiled for another version of Quire (page API 0000000000000000, this server has "),
                ("path", "embedded_refused: site `good` has the context path `shop/`, which is invalid; "),
                ("twice", "embedded_refused: site `good` has the same context path `/a` as `good`"),
                ("settings", "embedded_refused: broken/WEB-INF/web.toml:2:11: "),
                ("none", "embedded_refused: this program contains no site to serve")):
            with self.subTest(name):
                done = run("embedded_refused", name)
                self.assertEqual((done.returncode, done.stdout), (1, ""))
                self.assertIn(sentence, done.stderr)

    def test_a_worker_is_replaced_even_if_the_program_file_is_gone(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, "hello")
            shutil.copy(program("embedded_hello"), copy)
            with Server(name=copy) as server:
                self.assertEqual(server.get("/").text, "<h1>Hello</h1>\n")
                os.remove(copy)
                first = server.worker_pid()
                server.signal(signal.SIGHUP)
                # The process name is the original path.
                wait_until(lambda: server.worker_pid() not in (None, first), lambda: "another worker")
                self.assertEqual(server.get("/").text, "<h1>Hello</h1>\n")


if __name__ == "__main__":
    unittest.main()
