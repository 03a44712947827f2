"""A page's own error page: the information it gets, and what happens if it fails itself."""

import unittest

from support.server import ProductionTest, SiteTest
from support.site import PLAIN

ERROR = (
    '<%@ page import="<quire/error_report.h>" contentType="text/plain" %>'
    '<% const quire::ErrorReport& e = *context.error(); %>'
    'oops <%= e.status() %> [<%= e.what() %>] [<%= e.type() %>] [<%= e.location() %>] <%= e.request_path() %>'
)
SET = '<% quire::PageControl::of(context).set_error_page("{}"); %>'
THROW = '<%@ page import="<stdexcept>" %>'

FILES = {
    "error.page": ERROR,
    "sub/throws.page": THROW + SET.format("../error.page") + 'dropped <b>\n  <% throw std::out_of_range("no pens"); %>',
    "no_error.page": PLAIN + '<%= context.error() == nullptr %>',
    "sends.page": SET.format("/error.page") + 'dropped<% response.send_error(418, "no tea"); %>',
    "bad_request.page": SET.format("error.page") + '<%= request.param<int>("n").value_or(0) %>',
    "redirects.page": SET.format("error.page") + '<% response.redirect("/a"); %>',
    "cookie.page": SET.format("error.page") + '<% response.add_cookie({.name = "c", .value = "1"}); response.set_header("X-A", "1"); throw 1; %>',
    "late.page": SET.format("error.page") + "sent<% out.flush(); throw 1; %>",
    "in_capture.page": SET.format("error.page") + "dropped<% quire::Capture capture(out); out << 1; throw 1; %>",
    "full.page": SET.format("error.page") + '<% quire::PageControl::of(context).set_buffer(1024, false); for (int n = 0; n < 2000; ++n) out << "x"; %>',
    "included.page": PLAIN + '<% try { context.include("sub/throws.page"); } catch (...) { out << "caught"; } %>',
    "including.page": SET.format("error.page") + '<% context.include("plain_throws.page"); %>',
    "inner_first.page": SET.format("other_error.page") + '<% context.include("sub/throws.page"); %>',
    "other_error.page": PLAIN + "other",
    "plain_throws.page": '\n<% throw 1; %>',
    "forwards.page": SET.format("other_error.page") + '<% context.forward("sub/throws.page"); %>',
    "forwards_away.page": SET.format("error.page") + '<% context.forward("plain_throws.page"); %>',
    "status.page": SET.format("own_status.page") + "<% throw 1; %>",
    "own_status.page": PLAIN + "<% response.set_status(503); %>later",
    "forwarding_error.page": '<% context.forward("error.page"); %>',
    "to_forwarding.page": SET.format("forwarding_error.page") + "<% throw 1; %>",
    "failing_error.page": THROW + SET.format("failing_error.page") + '<% throw std::logic_error("second mistake"); %>',
    "to_failing.page": THROW + SET.format("failing_error.page") + '<% throw std::logic_error("first mistake"); %>',
    "to_nothing.page": THROW + SET.format("nothing.page?a=1") + '<% throw std::logic_error("first mistake"); %>',
    "outside.page": SET.format("../../../etc/passwd"),
    "with_query.page": SET.format("query.page?a=1") + "<% throw 1; %>",
    "query.page": PLAIN + '<%= request.param("a") %> <%= request.param("b") %>',
    "bad_include.page": SET.format("error.page") + '<% context.include("mistake.page"); %>',
    "mistake.page": "<%= unknown_name %>",
}


class Development(SiteTest):
    FILES = FILES

    def test_it_gets_the_error(self):
        response = self.assert_page("/sub/throws.page", "oops 500 [no pens] [std::out_of_range] [sub/throws.page:2:6] /sub/throws.page", 500)
        self.assertEqual(response.header("Content-Type").replace("; ", ";"), "text/plain;charset=UTF-8")
        self.server.logged("/sub/throws.page: std::out_of_range: no pens at sub/throws.page:2:6")

    def test_other_pages_have_no_error(self):
        self.assert_page("/no_error.page", "true")

    def test_sent_errors_and_bad_requests_keep_their_status(self):
        self.assert_page("/sends.page", "oops 418 [no tea] [] [] /sends.page", 418)
        self.assertIn("oops 400 [parameter `n` is `x`", self.assert_status("/bad_request.page?n=x", 400).text)
        self.assert_page("/bad_request.page?n=2", "2")

    def test_a_redirect_is_not_an_error(self):
        self.assertEqual(self.assert_status("/redirects.page", 302).header("Location"), "/a")

    def test_cookies_are_kept_and_other_fields_dropped(self):
        response = self.assert_status("/cookie.page", 500)
        self.assertTrue(response.text.startswith("oops 500 ["))
        self.assertIn("c=1", response.header("Set-Cookie"))
        self.assertFalse(response.header("X-A"))

    def test_captured_output_is_dropped(self):
        self.assertTrue(self.assert_status("/in_capture.page", 500).text.startswith("oops 500"))

    def test_a_full_buffer_without_auto_flush(self):
        self.assertIn('the page\'s buffer of 1 KB is full, and autoFlush is "false"', self.assert_status("/full.page", 500).text)

    def test_no_error_page_after_commit(self):
        with self.assertRaises(ConnectionError):
            self.get("/late.page")

    def test_the_error_page_of_the_innermost_page_is_used(self):
        self.assert_page("/included.page", "dropped <b>\n  caught")
        self.assertIn("[plain_throws.page:2:4] /including.page", self.assert_status("/including.page", 500).text)
        self.assertIn("[no pens]", self.assert_status("/inner_first.page", 500).text)

    def test_it_does_not_apply_after_a_forward(self):
        self.assertIn("[no pens]", self.assert_status("/forwards.page", 500).text)
        self.assertNotIn("oops", self.assert_status("/forwards_away.page", 500).text)

    def test_it_may_set_a_status_and_forward(self):
        self.assert_page("/status.page", "later", 503)
        self.assertIn("oops 500", self.assert_status("/to_forwarding.page", 500).text)

    def test_if_it_fails_both_errors_are_logged(self):
        response = self.assert_status("/to_failing.page", 500)
        self.assertIn("first mistake", response.words)
        log = self.server.log()
        self.assertIn("/to_failing.page: std::logic_error: first mistake at to_failing.page:1:", log)
        self.assertIn("/to_failing.page: its error page failed: std::logic_error: second mistake at failing_error.page:1:", log)

    def test_a_missing_error_page(self):
        self.assertIn("first mistake", self.assert_status("/to_nothing.page", 500).words)
        self.server.logged("its error page failed: std::invalid_argument: there is no page `/nothing.page`")
        self.assertIn("not a path in the webapp", self.assert_status("/outside.page", 500).words)

    def test_it_may_have_a_query(self):
        self.assert_page("/with_query.page?a=2&b=3", "1 3", 500)

    def test_compile_errors_take_precedence(self):
        self.assertIn("unknown_name", self.assert_status("/bad_include.page", 500).words)


class Production(ProductionTest):
    FILES = {f"webapps/app/{path}": text for path, text in FILES.items()}

    def test_it_has_no_locations_in_production(self):
        response = self.server.get("/app/sub/throws.page")
        self.assertEqual((response.status, response.text), (500, "oops 500 [no pens] [std::out_of_range] [] /sub/throws.page"))
        self.server.logged("/sub/throws.page: std::out_of_range: no pens at sub/throws.page:2:")

    def test_a_failing_error_page_reveals_nothing(self):
        response = self.server.get("/app/to_failing.page")
        self.assertEqual(response.status, 500)
        self.assertNotIn("mistake", response.text)

    def test_it_is_used_for_pages_that_cannot_be_built(self):
        response = self.server.get("/app/bad_include.page")
        self.assertTrue(response.text.startswith("oops 500 [`/mistake.page` has errors]"), response.text)


if __name__ == "__main__":
    unittest.main()
