"""Live reload: what a browser is sent, and when."""

import re
import unittest

from support import http
from support.server import SiteTest

PLAIN = '<%@ page contentType="text/plain" %>'


class Events:
    """The event stream of a browser that shows a page."""

    def __init__(self, server, pages):
        self._connection = server.connect()
        self._connection.send(http.request("/_quire/events?pages=" + pages))
        self.status, _, self.fields = self._connection.read_head()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def next_event(self):
        """Waits for an event and returns its name."""
        while True:
            line = self._connection.read_line()
            if line.startswith("event: "):
                return line.removeprefix("event: ").rstrip("\r")

    def rest(self):
        """Everything until the server ends the stream."""
        return self._connection.read_rest()


def shown(response):
    """What a page tells its script that it shows."""
    pages = re.search(r'<script src="/_quire/live\.js" data-pages="([^"]*)"></script>', response.text)
    if not pages:
        raise AssertionError(f"no script in {response}")
    return pages.group(1).replace(" ", "%20")


class LiveReload(SiteTest):
    def shown(self, target, status=200):
        return shown(self.assert_status(target, status))

    def test_script_is_added_to_html_alone(self):
        self.site.write("html.page", "<html><body><p>x</p></body></html>\n")
        self.assertRegex(self.get("/html.page").text, r'^<html><body><p>x</p><script src="/_quire/live\.js" [^>]*></script>\n</body></html>\n$')
        self.site.write("plain.page", f"{PLAIN}<body>x</body>")
        self.assertEqual(self.get("/plain.page").text, "<body>x</body>")
        self.site.write("json.page", '<% response.set_content_type("application/json"); %>{}')
        self.assertEqual(self.get("/json.page").text, "{}")
        self.site.write("static.html", "<body></body>")
        self.assertEqual(self.get("/static.html").text, "<body></body>")
        self.site.write("packed.page", '<% response.set_header("Content-Encoding", "gzip"); %>bytes')
        self.assertEqual(self.get("/packed.page").text, "bytes")
        self.shown("/none.page", 404)

    def test_the_script(self):
        response = self.assert_status("/_quire/live.js", 200)
        self.assertTrue(response.header("Content-Type").startswith("text/javascript"))
        self.assertIn("EventSource", response.text)
        self.assert_status("/_quire/none", 404)
        self.assert_status("/_quire/live.js", 405, method="POST")

    def test_stream(self):
        self.site.write("s.page", "x")
        with Events(self.server, self.shown("/s.page")) as events:
            self.assertEqual(events.status, 200)
            self.assertIn(("Content-Type", "text/event-stream"), events.fields)

    def test_an_edit_of_the_shown_page_reloads(self):
        self.site.write("a.page", "<%= 1 %>")
        for text in ("<%= 2 %>", "<%= 2 %> text"):
            with Events(self.server, self.shown("/a.page")) as events:
                self.site.write("a.page", text)
                self.assertEqual(events.next_event(), "reload")

    def test_an_edit_of_a_part_reloads(self):
        self.site.write("part.pagef", "1")
        self.site.write("inner.page", "inner")
        self.site.write("b.page", '<%@ include file="part.pagef" %><% context.include("inner.page"); %>')
        for path, text in (("part.pagef", "2"), ("inner.page", "other"), ("style.css", "x")):
            with self.subTest(path), Events(self.server, self.shown("/b.page")) as events:
                self.site.write(path, text)
                self.assertEqual(events.next_event(), "reload")

    def test_a_mistake_and_its_mending_reload(self):
        self.site.write("c.page", "<%= 1 %>")
        with Events(self.server, self.shown("/c.page")) as events:
            self.site.write("c.page", "<%= bad %>")
            self.assertEqual(events.next_event(), "reload")
        with Events(self.server, self.shown("/c.page", 500)) as events:
            self.site.write("c.page", "<%= 1 %>")
            self.assertEqual(events.next_event(), "reload")

    def test_a_change_that_nobody_listened_to_is_not_missed(self):
        self.site.write("d.page", "<%= 1 %>")
        pages = self.shown("/d.page")
        self.site.write("d.page", "<%= 2 %>")
        with Events(self.server, pages) as events:
            self.assertEqual(events.next_event(), "reload")


class OtherPages(SiteTest):
    FILES = {"a.page": "a", "b.page": "<%= 1 %>"}

    def test_another_pages_edit_does_not_reload(self):
        with Events(self.server, shown(self.get("/a.page"))) as events, Events(self.server, shown(self.get("/b.page"))) as witness:
            self.site.write("b.page", "<%= 2 %>")
            self.assertEqual(witness.next_event(), "reload")
            # Streams end with the server: then all that was sent is there.
            self.server.stop()
            self.assertNotIn(b"event: ", events.rest())


if __name__ == "__main__":
    unittest.main()
