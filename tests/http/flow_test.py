"""Control flow between pages: redirect, send_error, forward and include."""

import unittest

from support.server import ProductionTest, SiteTest
from support.site import PLAIN

FILES = {
    "redirect.page": 'dropped<% response.redirect("/target.page?a=1"); %>never',
    "moved.page": '<% response.add_cookie({.name = "c", .value = "1"}); response.redirect("target.page", 301); %>',
    "error.page": 'dropped<% response.send_error(418, "no <tea> here"); %>never',
    "gone.page": '<% response.send_error(410); %>',
    "unavailable.page": '<% response.send_error(503, "come back at <noon>"); %>',
    "status.page": 'own text<% response.set_status(404); %>',
    "bad_status.page": "<% response.set_status(99); %>",
    "target.page": PLAIN + 'target <%= request.param("a") %> <%= request.path() %> <%- request.attribute("x").is_null() ? "no" : "x" %>',
    "forward.page": '<html>dropped<% request.set_attribute("x", 1); context.forward("target.page?a=f"); %>never',
    "forward_late.page": 'a<% out.flush(); context.forward("target.page"); %>',
    "forward_full.page": 'a\n<% for (int n = 0; n < 100; ++n) out << "0123456789"; %>\n<% context.forward("target.page"); %>',
    "forward_included.page": '<% context.include("flushes.page"); context.forward("target.page"); %>',
    "flushes.page": '\n\n  <% response.flush(); %>',
    "forward_from_capture.page": '<% quire::Capture capture(out); out << "dropped"; context.forward("target.page"); %>',
    "small_buffer.page": PLAIN + '<% quire::PageControl::of(context).set_buffer(16, true); %>0123456789<%= response.is_committed() %>abcdefgh<%= response.is_committed() %>',
    "no_buffer.page": PLAIN + '<% quire::PageControl::of(context).set_buffer(0, true); %>a<%= response.is_committed() %>',
    "buffer_of_part.page": PLAIN + '<% context.include("no_buffer.page"); %> <%= response.is_committed() %>',
    "buffer_forward.page": '<% quire::PageControl::of(context).set_buffer(100, false); context.forward("longer.page"); %>',
    "longer.page": PLAIN + "x" * 200 + '<%= response.is_committed() %>',
    "page_url.page": '<%@ page import="<quire/page_url.h>" contentType="text/plain" %>'
                     '<% quire::PageUrl url("sub/part.page?a=own&b=own"); url.param("a", "a&b=c%20"); context.include(url.text()); %>',
    "bean.page": """<%@ page import="<quire/bean.h>" contentType="text/plain" %><%! struct Cart { int count = 0; }; QUIRE_FIELDS(Cart, count) %>
<% quire::Bean<Cart> cart(context, quire::Scope::kSession, "cart"); cart->count += 1;
   context.include("cart.page"); %><%= cart->count %> <%
   try { context.include("cart.page?throws=1"); } catch (int) { ++cart->count; } %><%= cart->count %>""",
    "cart.page": """<%! struct Cart { int count = 0; }; QUIRE_FIELDS(Cart, count) %><% Cart cart = *session.get<Cart>("cart");
   out << *context.find_attribute("cart").find("count") << " "; session.set("cart", Cart{cart.count + 10});
   if (request.has_param("throws")) throw 1; %>""",
    "forward_loop.page": '<% context.forward("forward_loop.page"); %>',
    "caught_include.page": PLAIN + '<% try { context.include("throws.page?a=1"); } catch (int) {} %>[<%= request.param("a") %>]',
    "throws.page": "<% throw 1; %>",
    "include.page": PLAIN + '[<% context.include("sub/part.page?a=1&b=%2B"); %>] <%= request.param("a") %> <%= request.param("b") %>'
                    ' [<% context.include("/sub/part.page"); %>]',
    "sub/part.page": '<%= request.param("a") %>,<%= request.param("b") %>,<% context.include("inner.page"); %>',
    "sub/inner.page": "inner",
    "private.page": PLAIN + '<% context.include("/WEB-INF/view.page"); %>',
    "WEB-INF/view.page": "view",
    "attributes.page": PLAIN + '<% request.set_attribute("n", 1); context.include("add.page"); context.include("add.page"); %>'
                       '<%= request.attribute("n") %> <%= context.find_attribute("n") %>',
    "add.page": '<% request.set_attribute("n", request.attribute("n").as_integer() + 1); %>',
    "missing.page": 'a\n<% context.include("/none.page"); %>',
    "outside.page": '<% context.include("../../etc/passwd"); %>',
    "file.page": PLAIN + 'a<page:include page="plain.txt" flush="true"/>b<page:include page="/WEB-INF/part.html"><page:param name="x" value="1"/></page:include>c',
    "plain.txt": "<te&xt>",
    "WEB-INF/part.html": "<p>",
    "large.page": PLAIN + '<page:include page="large.txt"/>',
    "large.txt": "0123456789" * 20000,
    "source.page": '<% context.include(request.param("p")); %>',
    "to_source.page": '<% context.forward(request.param("p")); %>',
    "WEB-INF/tags/card.tag": "secret",
    "WEB-INF/src/shop.h": "// secret",
    "part.pagef": "secret",
    "to_file.page": 'dropped<% response.set_header("X-Own", "1"); %><page:forward page="style.css?x=1"/>',
    "to_missing.page": '<% response.set_status(404); context.forward("style.css"); %>',
    "style.css": "p { color: red }",
    "failing.page": '<%@ page errorPage="/WEB-INF/part.html" %><% throw 1; %>',
    "wide_redirect.page": '<% response.redirect("/a b/\u00fc\\"<x>.page?q=%20&r=100%#z#"); %>',
    "bad_redirect.page": '<% response.redirect("/a\\tb"); %>',
    "endless.page": '<% context.include("endless.page"); %>',
    "included_redirect.page": 'dropped<% context.include("redirect.page"); %>never',
    "included_error.page": 'dropped<% context.include("error.page"); %>never',
    "included_forward.page": 'dropped<% context.include("forward.page"); %>never',
    "caught.page": '<% try { response.redirect("/a"); } catch (...) { throw; } %>',
    "swallowed.page": '<% try { response.redirect("/a"); } catch (...) {} %>more',
}


class Flow(SiteTest):
    FILES = FILES

    def test_redirect(self):
        response = self.assert_status("/redirect.page", 302)
        self.assertEqual((response.header("Location"), response.body), ("/target.page?a=1", b""))
        response = self.assert_status("/moved.page", 301)
        self.assertEqual(response.header("Location"), "target.page")
        self.assertIn("c=1", response.header("Set-Cookie"))

    def test_exits_pass_through_catch_blocks(self):
        self.assertEqual(self.assert_status("/caught.page", 302).header("Location"), "/a")
        self.assertEqual(self.assert_status("/swallowed.page", 302).body, b"")

    def test_send_error(self):
        response = self.assert_status("/error.page", 418)
        self.assertIn("no &lt;tea&gt; here", response.words)
        for word in ("dropped", "never"):
            self.assertNotIn(word, response.words)
        self.assertIn("410 Gone", self.assert_status("/gone.page", 410).words)
        self.assertIn("come back at &lt;noon&gt;", self.assert_status("/unavailable.page", 503).words)

    def test_set_status_keeps_the_output(self):
        self.assert_page("/status.page", "own text", 404)
        self.assertIn("a status must be 200 to 599, not 99", self.assert_status("/bad_status.page", 500).words)

    def test_forward_drops_output(self):
        response = self.assert_page("/forward.page", "target f /forward.page x")
        self.assertEqual(response.header("Content-Type").replace("; ", ";"), "text/plain;charset=UTF-8")

    def test_forward_after_commit_is_an_error(self):
        with self.assertRaises(ConnectionError):
            self.get("/forward_late.page")
        self.server.logged('the response was committed at forward_late.page:1:5 (flush): forward("target.page") comes too late')

    def test_a_late_forward_names_the_page_that_committed(self):
        with self.assertRaises(ConnectionError):
            self.get("/forward_included.page")
        self.server.logged('committed at flushes.page:3:6 (flush): forward("target.page")')
        self.site.write("forward_full.page", '<% quire::PageControl::of(context).set_buffer(512, true); %>' + FILES["forward_full.page"])
        with self.assertRaises(ConnectionError):
            self.get("/forward_full.page")
        self.server.logged('committed at forward_full.page:2:4 (the buffer was full): forward("target.page")')

    def test_forward_drops_enclosing_captures(self):
        self.assert_page("/forward_from_capture.page", "target  /forward_from_capture.page no")

    def test_buffer_size(self):
        self.assert_page("/small_buffer.page", "0123456789falseabcdefghtrue")
        self.assert_page("/no_buffer.page", "atrue")
        self.assert_page("/buffer_of_part.page", "afalse false")
        self.assert_page("/buffer_forward.page", "x" * 200 + "false")

    def test_include_parameters_come_before_its_query(self):
        self.assert_page("/page_url.page?a=outer", "a&amp;b=c%20,own,inner")

    def test_beans_are_shared_with_included_pages(self):
        self.assert_page("/bean.page", "\n1 11 11 22")

    def test_endless_forward(self):
        self.assertIn("forward to each other in an endless loop", self.assert_status("/forward_loop.page", 500).words)
        self.assert_page("/target.page", "target  /target.page no")

    def test_include_has_its_own_parameters(self):
        self.assert_page("/include.page?a=outer", "[1,+,inner] outer  [outer,,inner]")

    def test_include_parameters_end_with_it_even_if_it_throws(self):
        self.assert_page("/caught_include.page", "[]")

    def test_private_pages_can_be_included(self):
        self.assert_page("/private.page", "view")

    def test_attributes_are_shared(self):
        self.assert_page("/attributes.page", "3 3")

    def test_a_page_that_cannot_be_included_is_named(self):
        for target, words in (("/missing.page", "there is no page `/none.page`"), ("/outside.page", "not a path in the webapp"),
                              ("/source.page?p=none.txt", "there is no page or file `/none.txt`"),
                              ("/to_source.page?p=none.txt", "there is no page or file `/none.txt`")):
            with self.subTest(target):
                response = self.assert_status(target, 500)
                self.assertIn(words, response.words)
        self.assertIn("missing.page:2:", self.get("/missing.page").words)

    def test_static_files_are_included_as_they_are(self):
        self.assert_page("/file.page", "a<te&xt>b<p>c")
        self.assert_page("/large.page", "0123456789" * 20000)

    def test_sources_are_never_included(self):
        for path in ("WEB-INF/tags/card.tag", "WEB-INF/src/shop.h", "part.pagef", "../secret", "/WEB-INF/view.PAGE"):
            for page in ("source", "to_source"):
                with self.subTest(f"{page} {path}"):
                    response = self.assert_status(f"/{page}.page?p={path}", 500)
                    self.assertNotIn("secret", response.text.replace("../secret", ""))

    def test_a_forward_to_a_static_file_is_answered_like_the_file(self):
        response = self.assert_status("/to_file.page", 200)
        self.assertEqual((response.text, response.header("Content-Type"), response.header("X-Own")),
                         ("p { color: red }", "text/css; charset=utf-8", "1"))
        etag = self.assert_status("/style.css", 200).header("ETag")
        self.assertEqual((response.header("ETag"), response.header("Cache-Control")), (etag, "no-cache"))
        self.assertEqual(self.get("/to_file.page", headers={"If-None-Match": etag}).status, 304)
        part = self.get("/to_file.page", headers={"Range": "bytes=4-8"})
        self.assertEqual((part.status, part.text), (206, "color"))
        self.assertEqual(self.assert_status("/to_missing.page", 404).text, "p { color: red }")

    def test_an_error_page_can_be_a_static_file(self):
        self.assertEqual(self.assert_status("/failing.page", 500).text, "<p>")

    def test_a_redirect_leads_to_a_url(self):
        self.assertEqual(self.assert_status("/wide_redirect.page", 302).header("Location"),
                         "/a%20b/%C3%BC%22%3Cx%3E.page?q=%20&r=100%25#z%23")
        self.assertIn("redirect: the URL has a control character", self.assert_status("/bad_redirect.page", 500).words)

    def test_include_of_itself_is_bounded(self):
        response = self.assert_status("/endless.page", 500)
        self.assertIn("does `/endless.page` include itself?", response.words)
        self.assertEqual(self.server.get("/target.page").status, 200)

    def test_an_included_page_can_end_all_pages(self):
        self.assertEqual(self.assert_status("/included_redirect.page", 302).header("Location"), "/target.page?a=1")
        self.assert_status("/included_error.page", 418)
        self.assert_page("/included_forward.page", "target f /included_forward.page x")


class Production(ProductionTest):
    """The same under a context path, where error pages have no details."""

    FILES = {f"webapps/app/{path}": text for path, text in FILES.items()}

    def test_paths_are_relative_to_the_web_application(self):
        self.assertEqual(self.server.get("/app/include.page?a=o").text, "[1,+,inner] o  [o,,inner]")
        self.assertEqual(self.server.get("/app/forward.page").text, "target f /forward.page x")

    def test_messages_for_the_client_are_shown(self):
        response = self.server.get("/app/error.page")
        self.assertEqual(response.status, 418)
        self.assertIn("no &lt;tea&gt; here", response.words)
        self.assertIn("come back at &lt;noon&gt;", self.server.get("/app/unavailable.page").words)


if __name__ == "__main__":
    unittest.main()
