"""Static files in production: encodings, ranges, conditions, links, and a server that runs out of descriptors."""

import email
import gzip
import os
import re
import time
import unittest
import zlib

from support.http import request
from support.server import ProductionTest, Server
from support.site import Site
from support.waiting import wait_until

LINES = "".join(f".line-{number} {{ margin: {number % 7}px }}\n" for number in range(400))
BYTES = bytes(range(256)) * 400
CODINGS = ("br", "zstd", "gzip")
SUFFIXES = {"br": "-br", "zstd": "-zst", "gzip": "-gz"}


def age(site, *paths, seconds=100):
    """Makes files older, as those of a site usually are."""
    for path in paths:
        then = time.time() - seconds
        os.utime(site.path(path), (then, then))


class Encodings(ProductionTest):
    FILES = {
        "webapps/ROOT/style.css": LINES,
        "webapps/ROOT/large.js": LINES * 20,
        "webapps/ROOT/packed.css": "plain {}" * 300,
        "webapps/ROOT/packed.css.gz": gzip.compress(b"packed"),
        "webapps/ROOT/packed.css.br": "outdated",
        "webapps/ROOT/small.css": "a {}",
        "webapps/ROOT/noise.txt": os.urandom(5000),
        "webapps/ROOT/image.png": "x" * 5000,
        "webapps/ROOT/data.bin": BYTES,
        "webapps/ROOT/forward.page": '<% context.forward("/style.css"); %>',
    }

    @classmethod
    def start(cls):
        age(cls.site, *cls.FILES)
        age(cls.site, "webapps/ROOT/packed.css.br", seconds=1000)
        return super().start()

    def accept(self, target, accepted, **headers):
        return self.get(target, headers={"Accept-Encoding": accepted, **headers})

    def test_text_is_compressed_for_those_who_accept_it(self):
        tags = {self.get("/style.css").header("ETag")}
        for coding in CODINGS:
            with self.subTest(coding):
                response = self.accept("/style.css", coding)
                self.assertEqual((response.status, response.header("Content-Encoding"), response.header("Vary")), (200, coding, "Accept-Encoding"))
                self.assertLess(len(response.body), len(LINES) // 4)
                self.assertTrue(response.header("ETag").endswith(SUFFIXES[coding] + '"'), response.header("ETag"))
                self.assertIsNone(response.header("Accept-Ranges"))
                tags.add(response.header("ETag"))
                head = self.get("/style.css", method="HEAD", headers={"Accept-Encoding": coding})
                self.assertEqual([field for field in head.fields if field[0] != "Date"], [field for field in response.fields if field[0] != "Date"])
        self.assertEqual(gzip.decompress(self.accept("/style.css", "gzip").body).decode(), LINES)
        self.assertEqual(len(tags), 4)

    def test_weights_decide(self):
        for accepted, coding in (("gzip;q=0.5, br;q=0.1", "gzip"), ("gzip, br", "br"), ("*", "br"), ("br;q=0, *;q=0.5", "zstd"), ("", None),
                                 ("identity", None), ("gzip;q=0", None), ("deflate", None), ("gzip;q=2", None)):
            with self.subTest(accepted):
                response = self.accept("/style.css", accepted)
                self.assertEqual((response.header("Content-Encoding"), response.header("Vary")), (coding, "Accept-Encoding"))
                if coding is None:
                    self.assertEqual(response.text, LINES)

    def test_a_large_file_is_compressed_once(self):
        first, second = self.accept("/large.js", "gzip"), self.accept("/large.js", "gzip")
        self.assertEqual(gzip.decompress(first.body).decode(), LINES * 20)
        self.assertEqual((first.header("ETag"), first.body), (second.header("ETag"), second.body))

    def test_conditions_apply_to_the_encoding(self):
        plain, coded = self.get("/style.css").header("ETag"), self.accept("/style.css", "gzip").header("ETag")
        for accepted, tag, status in (("gzip", coded, 304), ("gzip", plain, 200), ("identity", plain, 304), ("identity", coded, 200)):
            with self.subTest(accepted, tag=tag):
                response = self.accept("/style.css", accepted, **{"If-None-Match": tag})
                self.assertEqual(response.status, status)
                if status == 304:
                    self.assertEqual((response.header("ETag"), response.header("Vary")), (tag, "Accept-Encoding"))
        self.assertEqual(self.accept("/style.css", "gzip", **{"If-Match": coded}).status, 200)
        self.assertEqual(self.accept("/style.css", "gzip", **{"If-Match": plain}).status, 412)

    def test_a_tag_is_known_before_the_encoding_is_made(self):
        tag = self.get("/large.js").header("ETag")[:-1] + '-br"'
        self.assertEqual(self.accept("/large.js", "br", **{"If-None-Match": tag}).status, 304)

    def test_the_version_beside_a_file_is_used_unless_it_is_older(self):
        response = self.accept("/packed.css", "gzip")
        self.assertEqual((gzip.decompress(response.body), response.header("Content-Type")), (b"packed", "text/css; charset=utf-8"))
        self.assertNotEqual(self.accept("/packed.css", "br").body, b"outdated")

    def test_what_is_not_compressed(self):
        for target, varies in (("/small.css", None), ("/image.png", None), ("/data.bin", None), ("/noise.txt", "Accept-Encoding")):
            with self.subTest(target):
                response = self.accept(target, "gzip, br")
                self.assertEqual((response.header("Content-Encoding"), response.status), (None, 200))
                if varies is None:
                    self.assertIsNone(response.header("Vary"))

    def test_a_page_forwards_to_a_file(self):
        response = self.accept("/forward.page", "gzip")
        self.assertEqual(gzip.decompress(response.body).decode(), LINES)

    def test_ranges_refer_to_the_file_itself(self):
        response = self.accept("/style.css", "gzip", Range="bytes=0-4")
        self.assertEqual((response.status, response.text, response.header("Content-Encoding")), (206, LINES[:5], None))


class Ranges(ProductionTest):
    FILES = {"webapps/ROOT/data.bin": BYTES, "webapps/ROOT/small.txt": "0123456789" * 100}

    @classmethod
    def start(cls):
        age(cls.site, *cls.FILES)
        return super().start()

    def parts(self, response):
        message = email.message_from_bytes(b"Content-Type: " + response.header("Content-Type").encode() + b"\r\n\r\n" + response.body)
        self.assertEqual(message.get_content_type(), "multipart/byteranges")
        return [(part["Content-Range"], part["Content-Type"], part.get_payload(decode=True)) for part in message.get_payload()]

    def test_several_ranges(self):
        for target, whole, kind in (("/data.bin", BYTES, "application/octet-stream"), ("/small.txt", b"0123456789" * 100, "text/plain; charset=utf-8")):
            with self.subTest(target):
                response = self.assert_status(target, 206, headers={"Range": "bytes=500-509,0-4,-5"})
                self.assertIsNone(response.header("Content-Range"))
                size = len(whole)
                expected = [(500, 509), (0, 4), (size - 5, size - 1)]
                self.assertEqual(response.body.count(b"Content-Range"), 3)
                marker = re.search(r"boundary=(\w+)$", response.header("Content-Type")).group(1)
                self.assertEqual(response.body, b"".join(
                    f"{'' if index == 0 else chr(13) + chr(10)}--{marker}\r\nContent-Type: {kind}\r\nContent-Range: bytes {first}-{last}/{size}\r\n\r\n".encode() + whole[first:last + 1]
                    for index, (first, last) in enumerate(expected)) + f"\r\n--{marker}--\r\n".encode())
        self.assertEqual([place for place, _, _ in self.parts(self.get("/small.txt", headers={"Range": "bytes=0-4,500-504"}))], ["bytes 0-4/1000", "bytes 500-504/1000"])

    def test_ranges_that_overlap_are_sent_once(self):
        for asked, part in (("bytes=0-9,5-20", "bytes 0-20/1000"), ("bytes=0-,0-,-1000", "bytes 0-999/1000"), ("bytes=0-4,2000-", "bytes 0-4/1000")):
            with self.subTest(asked):
                response = self.assert_status("/small.txt", 206, headers={"Range": asked})
                self.assertEqual(response.header("Content-Range"), part)

    def test_no_request_gets_more_than_the_file_and_some_heads(self):
        response = self.get("/small.txt", headers={"Range": "bytes=" + ",".join("0-" for _ in range(1000))})
        self.assertLess(len(response.body), 1100)
        response = self.get("/data.bin", headers={"Range": "bytes=" + ",".join(f"{first}-" for first in range(0, 6400, 200))})
        self.assertLess(len(response.body), len(BYTES) + 32 * 200)
        many = "bytes=" + ",".join(f"{first}-{first}" for first in range(0, 100 * 200, 200))
        self.assertEqual(self.assert_status("/data.bin", 200, headers={"Range": many}).body, BYTES)

    def test_none_of_them_can_be_satisfied(self):
        response = self.assert_status("/small.txt", 416, headers={"Range": "bytes=1000-,2000-3000"})
        self.assertEqual(response.header("Content-Range"), "bytes */1000")

    def test_a_range_holds_while_the_file_is_the_same(self):
        first = self.get("/small.txt")
        etag, modified = first.header("ETag"), first.header("Last-Modified")
        for condition, status in ((etag, 206), (modified, 206), ("W/" + etag, 200), ('"x"', 200), ("Thu, 01 Jan 1970 00:00:00 GMT", 200), ("x", 200)):
            with self.subTest(condition):
                self.assert_status("/small.txt", status, headers={"Range": "bytes=0-4,500-504", "If-Range": condition})

    def test_pipelined_files_arrive_in_order(self):
        with self.server.connect() as connection:
            connection.send(request("/data.bin") + request("/small.txt") + request("/data.bin", {"Range": "bytes=0-9,5000-5009"}) + request("/small.txt"))
            bodies = [connection.read_response().body for _ in range(4)]
        self.assertEqual((bodies[0], bodies[1], bodies[3]), (BYTES, b"0123456789" * 100, b"0123456789" * 100))
        self.assertEqual((bodies[2].count(BYTES[:10]), bodies[2].count(b"Content-Range")), (1, 2))

    def test_head_has_the_fields_of_the_whole_file(self):
        response = self.assert_status("/small.txt", 200, method="HEAD", headers={"Range": "bytes=0-4"})
        self.assertEqual((response.header("Content-Length"), response.header("Accept-Ranges")), ("1000", "bytes"))


class Settings(ProductionTest):
    LONG = '<% for (int n = 0; n < 400; ++n) { %><p>line <%= n %></p>\n<% } %>'
    TEXT = "".join(f"<p>line {number}</p>\n" for number in range(400))
    FILES = {
        "conf/server.toml": "[compression]\npages = true\n",
        "conf/mime.toml": '".frag" = "text/x-fragment"\n',
        "webapps/ROOT/a.frag": "fragment",
        "webapps/ROOT/long.page": LONG,
        "webapps/ROOT/short.page": "short",
        "webapps/ROOT/cookie.page": '<% response.add_cookie({"a", "b"}); %>' + LONG,
        "webapps/ROOT/secret.page": '<% response.set_header("Cache-Control", "private, no-transform"); %>' + LONG,
        "webapps/ROOT/own.page": '<% response.set_header("Content-Encoding", "identity"); %>' + LONG,
        "webapps/ROOT/image.page": '<%@ page contentType="image/png" %>' + LONG,
        "webapps/ROOT/tag.page": '<% response.set_header("ETag", "\\"v1\\""); %>' + LONG,
        "webapps/ROOT/stream.page": '<%@ page contentType="text/plain" %>first<% out.flush(); %>second<% out.flush(); %>third',
    }

    def test_own_types(self):
        self.assertEqual(self.get("/a.frag").header("Content-Type"), "text/x-fragment; charset=utf-8")

    def test_pages_are_compressed(self):
        plain = self.get("/long.page")
        self.assertEqual((plain.text, plain.header("Content-Encoding"), plain.header("Vary")), (self.TEXT, None, "Accept-Encoding"))
        response = self.get("/long.page", headers={"Accept-Encoding": "gzip"})
        self.assertEqual((gzip.decompress(response.body).decode(), response.header("Content-Encoding"), response.header("Vary")), (self.TEXT, "gzip", "Accept-Encoding"))
        head = self.get("/long.page", method="HEAD", headers={"Accept-Encoding": "gzip"})
        for name in ("Content-Length", "Content-Encoding", "Vary"):
            self.assertEqual(head.header(name), response.header(name))
        for coding in CODINGS:
            self.assertEqual(self.get("/long.page", headers={"Accept-Encoding": coding}).header("Content-Encoding"), coding)

    def test_some_are_not(self):
        for page in ("short", "cookie", "secret", "image"):
            with self.subTest(page):
                response = self.get(f"/{page}.page", headers={"Accept-Encoding": "gzip"})
                self.assertEqual((response.status, response.header("Content-Encoding")), (200, None))
        self.assertEqual(self.get("/own.page", headers={"Accept-Encoding": "gzip"}).text, self.TEXT)

    def test_a_strong_tag_becomes_weak(self):
        self.assertEqual(self.get("/tag.page").header("ETag"), '"v1"')
        self.assertEqual(self.get("/tag.page", headers={"Accept-Encoding": "br"}).header("ETag"), 'W/"v1"')

    def test_what_is_flushed_can_be_decoded_at_once(self):
        response = self.get("/stream.page", headers={"Accept-Encoding": "gzip"})
        self.assertEqual(response.header("Content-Encoding"), "gzip")
        decoder = zlib.decompressobj(31)
        self.assertEqual([decoder.decompress(chunk).decode() for chunk in response.chunks][:2], ["first", "second"])
        self.assertEqual(gzip.decompress(response.body), b"firstsecondthird")


class Paths(unittest.TestCase):
    def test_links_and_folders(self):
        with Site({"outside.txt": "outside", "folder/secret.txt": "outside", "webapps/shop/docs/a.txt": "text", "webapps/shop/ünï cödé/a.txt": "x"}) as site:
            shop = "webapps/shop/"
            os.symlink("../../outside.txt", site.path(shop + "out.txt"))
            os.symlink(site.path("outside.txt"), site.path(shop + "absolute.txt"))
            os.symlink(site.path("folder"), site.path(shop + "folder"))
            os.symlink("docs/a.txt", site.path(shop + "inner.txt"))
            os.symlink(site.path(shop + "docs"), site.path(shop + "inner"))
            os.symlink("loop", site.path(shop + "loop"))
            os.mkfifo(site.path(shop + "pipe"))
            with Server("run", "--base", site.root, "--address", "127.0.0.1") as server:
                for target, status in (("out.txt", 404), ("absolute.txt", 404), ("folder/secret.txt", 404), ("inner.txt", 200), ("inner/a.txt", 200),
                                       ("loop", 404), ("loop/x", 404), ("pipe", 404), ("docs/a.txt/", 404), ("docs/", 404), ("x" * 300, 404)):
                    with self.subTest(target):
                        response = server.get("/shop/" + target)
                        self.assertEqual(response.status, status)
                        self.assertNotIn("outside", response.text)
                for target, location in (("/shop/docs?a=b&c=%2F", "/shop/docs/?a=b&c=%2F"), ("//shop//docs", "/shop/docs/"), ("/shop/docs;x=y", "/shop/docs/"),
                                         ("/shop/%C3%BCn%C3%AF%20c%C3%B6d%C3%A9?", "/shop/%C3%BCn%C3%AF%20c%C3%B6d%C3%A9/?"), ("/shop?x", "/shop/?x")):
                    with self.subTest(target):
                        response = server.get(target)
                        self.assertEqual((response.status, response.header("Location")), (302, location))

    def test_a_kept_file_follows_the_disk(self):
        with Site({"webapps/ROOT/a.txt": "first"}) as site, Server("run", "--base", site.root, "--address", "127.0.0.1") as server:
            self.assertEqual(server.get("/a.txt").text, "first")
            site.write_and_rename("webapps/ROOT/a.txt", "second")
            wait_until(lambda: server.get("/a.txt").text == "second", "the new file")
            site.delete("webapps/ROOT/a.txt")
            wait_until(lambda: server.get("/a.txt").status == 404, "no file")


# Opens files until there are no descriptors left.
HOLD = """<%@ page contentType="text/plain" import="<cerrno>, <fcntl.h>, <unistd.h>, <vector>" %><%@
param name="release" type="bool" default="false" %><%! static std::vector<int> held; %><%
if (release) { for (const int file : held) close(file); held.clear(); %>released<% return; }
int file = -1;
while ((file = open("/dev/null", O_RDONLY)) >= 0) held.push_back(file); %><%= errno == EMFILE ? "EMFILE" : "?" %>"""


class Shortage(unittest.TestCase):
    def test_a_file_that_cannot_be_opened_for_want_of_descriptors_is_not_missing(self):
        with Site({"webapps/ROOT/a.bin": BYTES, "webapps/ROOT/b.bin": BYTES, "webapps/ROOT/hold.page": HOLD}) as site, \
                Server("run", "--base", site.root, "--address", "127.0.0.1", inside=("prlimit", "--nofile=256")) as server:
            with server.connect() as known:
                self.assertEqual(known.get("/a.bin").status, 200)
                self.assertEqual(known.get("/hold.page").text, "EMFILE")
                response = known.get("/b.bin")
                self.assertEqual((response.status, response.header("Retry-After")), (503, "1"))
                self.assertEqual(known.get("/none.bin").status, 404)
                self.assertEqual(known.get("/hold.page?release=true").text, "released")
                self.assertEqual(known.get("/b.bin").status, 200)


if __name__ == "__main__":
    unittest.main()
