"""Connections: kept alive, pipelined, limited; and streamed responses."""

import unittest

from support.http import request
from support.server import SiteTest

KIB, MIB = 1 << 10, 1 << 20


class Connections(SiteTest):
    FILES = {
        "a.page": '<%@ page contentType="text/plain" %><%= request.param("n") %>',
        "big.page": '<%@ page contentType="text/plain" import="<string>" %><%= std::string(300000, \'x\') %>',
    }

    def test_a_connection_serves_many_requests(self):
        with self.server.connect() as connection:
            for n in range(5):
                response = connection.get(f"/a.page?n={n}")
                self.assertEqual((response.text, response.header("Connection")), (str(n), None))
            self.assertEqual(connection.get("/none.page").status, 404)
            self.assertEqual(connection.get("/a.page?n=x", method="HEAD").status, 200)
            self.assertEqual(connection.get("/a.page?n=after", method="POST", body="ignored").text, "after")

    def test_connection_close(self):
        with self.server.connect() as connection:
            response = connection.get("/a.page?n=1", headers={"Connection": "close"})
            self.assertEqual((response.text, response.header("Connection")), ("1", "close"))
            self.assertEqual(connection.read_rest(), b"")

    def test_http_1_0_clients(self):
        with self.server.connect() as connection:
            connection.send("GET /a.page?n=1 HTTP/1.0\r\nHost: localhost\r\n\r\n")
            self.assertEqual(connection.read_response().text, "1")
            self.assertEqual(connection.read_rest(), b"")
        with self.server.connect() as connection:
            for n in range(2):
                connection.send(f"GET /a.page?n={n} HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n")
                response = connection.read_response()
                self.assertEqual((response.text, response.header("Connection")), (str(n), "keep-alive"))

    def test_ten_requests_in_one_write_are_answered_in_order(self):
        with self.server.connect() as connection:
            connection.send(b"".join(request(f"/a.page?n={n}") for n in range(10)))
            self.assertEqual([connection.read_response().text for _ in range(10)], [str(n) for n in range(10)])

    def test_pipelined_requests_of_all_kinds(self):
        with self.server.connect() as connection:
            connection.send(request("/big.page") + request("/a.page", method="POST", body="n=1") + request("/a.page", method="PUT")
                            + request("/none.txt") + request("/a.page?n=last", {"Connection": "close"}) + request("/a.page?n=too-late"))
            self.assertEqual(len(connection.read_response().body), 300_000)
            self.assertEqual([connection.read_response().status for _ in range(3)], [200, 405, 404])
            self.assertEqual(connection.read_response().text, "last")
            self.assertEqual(connection.read_rest(), b"")

    def test_a_request_in_pieces(self):
        with self.server.connect() as connection:
            for byte in request("/a.page?n=slow", method="POST", body="1234"):
                connection.send(bytes([byte]))
            self.assertEqual(connection.read_response().text, "slow")

    def test_expect_continue(self):
        with self.server.connect() as connection:
            connection.send("POST /a.page?n=1 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
            self.assertEqual(connection.read_head()[0], 100)
            connection.send("body")
            self.assertEqual(connection.read_response().text, "1")


class Limits(SiteTest):
    FILES = {"a.page": '<%@ page contentType="text/plain" %><%= request.body().size() %>'}

    def assert_refused(self, message, status):
        """Checks for a response with that status, followed by the end of the connection."""
        with self.server.connect() as connection:
            connection.send(message)
            response = connection.read_response()
            self.assertEqual((response.status, response.header("Connection")), (status, "close"), response)
            self.assertEqual(connection.read_rest(), b"")

    def test_the_limits_are_inclusive(self):
        line = "/a.page?" + "x" * (8 * KIB - len("GET /a.page? HTTP/1.1\r\n"))
        self.assert_status(line, 200)
        self.assert_status("/a.page", 200, headers={f"X-{n}": "v" for n in range(98)})
        self.assertEqual(self.assert_status("/a.page", 200, method="POST", body=b"x" * 2 * MIB).text, str(2 * MIB))

    def test_request_line_too_long(self):
        self.assert_refused(request("/a.page?" + "x" * 8 * KIB), 414)

    def test_head_too_large(self):
        self.assert_refused(request("/a.page", {f"X-{n}": "v" * 400 for n in range(45)}), 431)
        self.assert_refused(request("/a.page", {"X-Long": "v" * 17 * KIB}), 431)

    def test_too_many_fields(self):
        self.assert_refused(request("/a.page", {f"X-{n}": "v" for n in range(120)}), 431)

    def test_body_with_too_large_a_length(self):
        self.assert_refused(request("/a.page", {"Content-Length": str(2 * MIB + 1)}, "POST"), 413)
        self.assert_refused(request("/a.page", {"Content-Length": str(1 << 63)}, "POST"), 413)

    def test_body_too_large_in_chunks(self):
        head = request("/a.page", {"Transfer-Encoding": "chunked"}, "POST")
        chunk = b"%x\r\n%s\r\n" % (64 * KIB, b"x" * 64 * KIB)
        self.assert_refused(head + chunk * 32 + b"1\r\n", 413)

    def test_bare_line_feeds(self):
        self.assert_refused("GET /a.page HTTP/1.1\nHost: localhost\n\n", 400)
        self.assert_refused("GET /a.page HTTP/1.1\r\nHost: localhost\n\r\n", 400)

    def test_host_is_required_once(self):
        self.assert_refused(request("/a.page", {"Host": None}), 400)
        self.assert_refused("GET /a.page HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400)
        self.assert_refused(request("/a.page", {"Host": "a b"}), 400)

    def test_ambiguous_bodies(self):
        for fields in ({"Content-Length": "1", "Transfer-Encoding": "chunked"}, {"Content-Length": "+1"}, {"Content-Length": "1, 1"}):
            with self.subTest(fields):
                self.assert_refused(request("/a.page", fields, "POST") + b"0\r\n\r\n", 400)

    def test_nothing_after_a_refused_request_is_parsed(self):
        self.assert_refused(request("/a.page", {"Host": None}) + request("/a.page"), 400)


class Streaming(SiteTest):
    FILES = {
        "flush.page": '<%@ page contentType="text/plain" %>one<% out.flush(); %>two<% response.flush(); %><% out.flush(); %>three',
        "html.page": "<p>a<% out.flush(); %>b</p>",
        "large.page": """<%@ page contentType="text/plain" import="<string>" %><%
  const std::string line(1023, 'l'); for (int n = 0; n < 3000; ++n) { out.raw(line); out.raw("\\n"); }
  %><%= response.is_committed() %>""",
        "broken.page": '<%@ page contentType="text/plain" import="<stdexcept>" %>start<% out.flush(); throw std::runtime_error("no"); %>',
        "late.page": '<%@ page import="<stdexcept>" %>a<% out.flush(); try { response.set_header("X-Late", "1"); } '
                     'catch (const std::logic_error& error) { out << error.what(); } %>',
        "reset.page": 'gone<% out.clear(); %>kept<% response.set_status(201); response.reset(); %>end',
    }

    def test_flush_commits_and_sends_in_chunks(self):
        response = self.assert_page("/flush.page", "onetwothree")
        self.assertEqual(response.chunks, [b"one", b"two", b"three"])
        self.assertEqual(response.header("Content-Length"), None)
        with self.server.connect() as connection:
            self.assertEqual(connection.get("/flush.page").text, "onetwothree")
            self.assertEqual(connection.get("/flush.page").text, "onetwothree", "the connection lives on")

    def test_streamed_html_is_complete(self):
        self.assert_page("/html.page", "<p>ab</p>")

    def test_output_larger_than_the_buffer_is_streamed(self):
        response = self.get("/large.page")
        self.assertEqual(response.body, (b"l" * 1023 + b"\n") * 3000 + b"true")
        self.assertIsNotNone(response.chunks)

    def test_http_1_0_clients_get_no_chunks(self):
        with self.server.connect() as connection:
            connection.send("GET /flush.page HTTP/1.0\r\nHost: localhost\r\n\r\n")
            response = connection.read_response()
            self.assertEqual((response.text, response.header("Transfer-Encoding")), ("onetwothree", None))

    def test_head_of_a_streamed_page(self):
        with self.server.connect() as connection:
            self.assertEqual(connection.get("/flush.page", method="HEAD").status, 200)
            self.assertEqual(connection.get("/flush.page").text, "onetwothree")

    def test_an_error_after_commit_closes_without_a_last_chunk(self):
        with self.server.connect() as connection:
            connection.send(request("/broken.page"))
            self.assertEqual(connection.read_head()[0], 200)
            self.assertEqual(connection.read_rest(), b"5\r\nstart\r\n")
        self.server.logged("runtime_error: no")

    def test_the_head_cannot_change_after_commit(self):
        self.assertIn("the response is committed: set_header comes too late", self.get("/late.page").text)

    def test_output_can_be_discarded(self):
        response = self.get("/reset.page")
        self.assertEqual(response.status, 200)
        self.assertTrue(response.text.startswith("end"), response)


class Fields(SiteTest):
    FILES = {
        "set.page": '<% response.set_header("X-A", "1"); response.set_header("x-a", "2"); response.add_header("X-B", "1"); '
                    'response.add_header("X-B", "2"); response.set_status(202); %><%= response.header("X-A") %>',
        "inject.page": """<%@ page import="<stdexcept>" %><%
  for (std::string_view value : {"a\\r\\nSet-Cookie: x=1", "a\\nb", "a\\rb"})
    try { response.set_header("X-A", value); out << "set "; } catch (const std::invalid_argument&) { out << "refused "; }
  try { response.add_header("X-A: b\\r\\nX-C", "1"); out << "set "; } catch (const std::invalid_argument&) { out << "refused "; }
  try { response.redirect("/a\\r\\nX-D: 1"); out << "set "; } catch (const std::invalid_argument&) { out << "refused "; }
  response.set_status(200); %>""",
        "framing.page": """<%@ page contentType="text/plain" import="<stdexcept>" %><%
  for (const char* name : {"Transfer-Encoding", "Connection", "Trailer", "Date"})
    try { response.set_header(name, "x"); } catch (const std::invalid_argument&) { out << "refused "; }
  response.set_header("Content-Length", "2"); %>longer""",
        "cookies.page": """<%@ page import="<stdexcept>" %><%
  response.add_cookie({.name = "a", .value = "1"});
  response.add_cookie({.name = "b", .value = "2", .path = "/x", .domain = "localhost", .max_age = 60, .secure = true, .http_only = false, .same_site = "Strict"});
  response.add_cookie({.name = "c", .value = "", .max_age = 0, .same_site = ""});
  for (const quire::Cookie& bad : {quire::Cookie{"a b", "1"}, quire::Cookie{"a", "1;x"}, quire::Cookie{"a", "1\\r\\nX: y"}, quire::Cookie{"", "1"}})
    try { response.add_cookie(bad); out << "set "; } catch (const std::invalid_argument&) { out << "refused "; } %>""",
        "read.page": """<%= request.cookie("a") %>|<%= request.has_cookie("b") %>|<%= request.cookies().size() %>|<%=
  request.header("x-one") %>|<%= request.has_header("X-None") %>|<%= request.server_name() %>:<%= request.server_port() %>|<%=
  request.query_string() %>|<%= request.scheme() %>|<%= request.remote_addr() %>|<%= request.url() %>""",
    }

    def test_set_and_add(self):
        response = self.assert_page("/set.page", "2", 202)
        self.assertEqual((response.headers("X-A"), response.headers("X-B")), (["2"], ["1", "2"]))

    def test_injection_is_refused(self):
        response = self.assert_page("/inject.page", "refused " * 5)
        for name in ("Set-Cookie", "X-A", "X-C", "X-D", "Location"):
            self.assertIsNone(response.header(name))

    def test_pages_cannot_set_framing_fields(self):
        response = self.assert_page("/framing.page", "refused " * 4 + "longer")
        self.assertEqual((response.headers("Content-Length"), response.header("Transfer-Encoding")), (["38"], None))

    def test_cookies(self):
        response = self.assert_page("/cookies.page", "refused " * 4)
        cookies = [set(cookie.split("; ")) for cookie in response.headers("Set-Cookie")]
        self.assertEqual(cookies[:2], [
            {"a=1", "Path=/", "HttpOnly", "SameSite=Lax"},
            {"b=2", "Path=/x", "Domain=localhost", "Max-Age=60", "Secure", "SameSite=Strict"}])
        self.assertLessEqual({"c=", "Path=/", "Max-Age=0", "HttpOnly"}, cookies[2])

    def test_request_properties(self):
        headers = {"Cookie": 'a=1; b="2"; a=3', "X-One": "one", "Host": "localhost:99"}
        response = self.get("/read.page?q=%41", headers=headers)
        self.assertTrue(response.text.startswith("1|true|3|one|false|localhost:99|q=%41|http|127.0.0.1|http://localhost:99/read.page"), response)


if __name__ == "__main__":
    unittest.main()
