"""Bodies of requests: that arrive before the page runs, that pages read themselves, and that nobody reads."""

import json
import unittest

from support.http import request
from support.server import SiteTest
from support.site import PLAIN

MIB = 1 << 20
CHUNKED = {"Transfer-Encoding": "chunked"}


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


class Streams(SiteTest):
    FILES = {
        "size.page": PLAIN + """<%@ page body="stream" import="<array>" %><%
  std::array<char, 65536> buffer; std::size_t total = 0; unsigned sum = 0;
  while (const std::size_t size = request.read(buffer)) { total += size; for (std::size_t i = 0; i < size; ++i) sum += static_cast<unsigned char>(buffer[i]); }
  %><%= total %> <%= sum %>""",
        "echo.page": PLAIN + """<%@ page body="stream" %><%
  char buffer[1000]; while (const std::size_t size = request.read(buffer)) { out.raw(std::string_view(buffer, size)); out.flush(); } %>end""",
        "ignore.page": PLAIN + '<%@ page body="stream" %>ignored',
        "wrong.page": PLAIN + """<%@ page body="stream" import="<stdexcept>" %><%
  try { out << request.body(); } catch (const std::logic_error& error) { out << error.what(); } %>""",
        "fixed.page": PLAIN + '<%= request.body().size() %>',
        "a.txt": "text",
    }

    def test_a_body_beyond_the_limit_is_streamed(self):
        data = bytes(range(256)) * (5 * MIB // 256)
        expected = f"{len(data)} {sum(data) % (1 << 32)}"
        self.assert_page("/size.page", expected, method="POST", body=data)
        with self.server.connect() as connection:
            connection.send(request("/size.page", CHUNKED, "POST"))
            for at in range(0, len(data), 100_000):
                connection.send(chunk(data[at:at + 100_000]))
            connection.send(b"0\r\nTrailer: dropped\r\n\r\n" + request("/fixed.page"))
            self.assertEqual(connection.read_response().text, expected)
            self.assertEqual(connection.read_response().text, "0", "the connection lives on")

    def test_both_directions_at_once(self):
        with self.server.connect() as connection:
            connection.send(request("/echo.page", CHUNKED, "POST"))
            for text in ("one", "two"):
                connection.send(chunk(text.encode()))
                if text == "one":
                    self.assertEqual(connection.read_head()[0], 200)
                self.assertEqual(connection.read_line(), f"{len(text)}\r")
                self.assertEqual(connection.read_line(), f"{text}\r")
            connection.send(b"0\r\n\r\n")
            self.assertEqual(connection.read_line(), "3\r")
            self.assertEqual(connection.read_line(), "end\r")

    def test_continue_is_sent_when_the_page_reads(self):
        head = {"Content-Length": "2", "Expect": "100-continue"}
        with self.server.connect() as connection:
            connection.send(request("/size.page", head, "POST"))
            self.assertEqual(connection.read_head()[0], 100)
            connection.send("ab")
            self.assertEqual(connection.read_response().text, "2 195")
        with self.server.connect() as connection:
            connection.send(request("/ignore.page", head, "POST"))
            self.assertEqual(connection.read_head()[0], 200)

    def test_a_body_that_is_not_read_ends_the_connection(self):
        with self.server.connect() as connection:
            connection.send(request("/ignore.page", {"Content-Length": str(5 * MIB)}, "POST"))
            response = connection.read_response()
            self.assertEqual((response.text, response.header("Connection")), ("ignored", "close"))
            connection.send(b"x" * 5 * MIB)
            self.assertEqual(connection.read_rest(), b"")

    def test_a_body_that_has_arrived_is_skipped(self):
        with self.server.connect() as connection:
            for target in ("/ignore.page", "/none.page", "/a.txt"):
                connection.send(request(target, None, "POST", "ignored") + request("/fixed.page"))
                self.assertIn(connection.read_response().status, (200, 404, 405))
                self.assertEqual(connection.read_response().text, "0")

    def test_malformed_bodies(self):
        for data, status in ((b"zz\r\n", 400), (b"1;=\r\nx\r\n", 400), (b"0\r\n" + b"T: v\r\n" * 101 + b"\r\n", 431)):
            with self.subTest(data), self.server.connect() as connection:
                connection.send(request("/size.page", CHUNKED, "POST") + data)
                response = connection.read_response()
                self.assertEqual((response.status, response.header("Connection")), (status, "close"))

    def test_only_read_works_in_such_a_page(self):
        self.assertIn("use request.read", self.get("/wrong.page", method="POST", body="x").text)

    def test_bodies_on_disk(self):
        for size in (64 * 1024, 64 * 1024 + 1, 2 * MIB):
            self.assert_page("/fixed.page", str(size), method="POST", body=b"x" * size)


class Json(SiteTest):
    FILES = {"json.page": PLAIN + '<% const quire::Value body = request.json(); %><%= body.find("a")->at(1).as_integer() %>'}

    def post(self, text, status=200, content_type="application/json"):
        return self.assert_status("/json.page", status, method="POST", body=text, headers={"Content-Type": content_type})

    def test_json(self):
        self.assertEqual(self.post(json.dumps({"a": [1, 2]})).text, "2")
        self.assertEqual(self.post('{"a":[1,3]}', content_type="application/vnd.api+json; charset=utf-8").text, "3")

    def test_mistakes_say_where(self):
        self.assertIn("the JSON is malformed at line 2, column 2", self.post('{\n x}', 400).words)
        self.assertIn("line 1, column 65", self.post("[" * 1000, 400).words)
        self.assertIn("it is `text/plain`", self.post("{}", 400, "text/plain").words)


class Methods(SiteTest):
    FILES = {
        "all.page": PLAIN + '<%@ page methods="GET, PUT PATCH DELETE" %><%= request.method() %> <%= request.body() %>',
        "post.page": PLAIN + '<%@ page methods="POST" %><%= request.method() %>',
        "own.page": PLAIN + '<%@ page methods="OPTIONS" %><%= request.method() %>',
        "usual.page": PLAIN + "<%= request.method() %>",
        "bad.page": '<%@ page methods="GET DELET" %>',
    }

    def test_declared_methods(self):
        for method in ("GET", "PUT", "PATCH", "DELETE"):
            body = None if method == "GET" else "body"
            self.assert_page("/all.page", f"{method} {body or ''}", method=method, body=body)
        self.assertEqual(self.get("/all.page", method="HEAD").status, 200)
        self.assert_page("/post.page", "POST", method="POST", body="")

    def test_other_methods_are_refused_with_the_list(self):
        for page, method, allowed in (("all", "POST", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"), ("post", "GET", "POST, OPTIONS"),
                                      ("post", "HEAD", "POST, OPTIONS"), ("usual", "PUT", "GET, HEAD, POST, OPTIONS"),
                                      ("usual", "BREW", "GET, HEAD, POST, OPTIONS")):
            with self.subTest(page=page, method=method):
                self.assertEqual(self.assert_status(f"/{page}.page", 405, method=method).header("Allow"), allowed)
        self.assert_status("/none.page", 404, method="PUT")

    def test_options(self):
        self.assertEqual(self.assert_status("/all.page", 204, method="OPTIONS").header("Allow"), "GET, HEAD, PUT, PATCH, DELETE, OPTIONS")
        self.assertEqual(self.assert_status("/usual.page", 204, method="OPTIONS").header("Allow"), "GET, HEAD, POST, OPTIONS")

    def test_unknown_methods_are_mistakes(self):
        words = self.assert_status("/bad.page", 500).words
        self.assertIn("`DELET` is not a method that a page can answer; did you mean `DELETE`?", words)

    def test_the_absolute_form_has_the_host(self):
        with self.server.connect() as connection:
            connection.send("GET http://localhost:81/usual.page HTTP/1.1\r\nHost: example.com\r\n\r\n")
            self.assertEqual(connection.read_response().text, "GET")


if __name__ == "__main__":
    unittest.main()
