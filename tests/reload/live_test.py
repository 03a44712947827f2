"""Live reload: what is sent to browsers, when, and to which of them."""

import json
import os
import re
import unittest

from support import http
from support.server import Server, SiteTest
from support.site import PLAIN, Site
from support.waiting import wait_until


# Texts with a `</body>` that does not end the body.
HOSTILE = (
    '<script>var s = "</body>";</script>',
    "<script>var s = '</body>';</script>",
    "<script>var s = `</body></html>`;</script>",
    "<script>// </body>\n</script>",
    "<script>/* </body> */</script>",
    '<script><!--\nvar s = "<script></body></script>";\n--></script>',
    '<script type="text/template"><body></body></script>',
    '<script type="application/json">{"a": "</body>"}</script>',
    "<style>p::after { content: '</body>'; }</style>",
    "<!-- </body> -->",
    "<!-- > </body> --!>",
    "<textarea></body></textarea>",
    "<title></body></title>",
    '<iframe srcdoc="<body></body>"></iframe>',
    "<p title='</body>'>",
    '<p title="a > </body>">',
    "<p title=</body>>",
    "<noscript></body></noscript>",
    "<xmp></body></xmp>",
    "<svg><text>&lt;/body></text><![CDATA[</body>]]></svg>",
    "<template></body></template>",
    "</body>more",
)


class Events:
    """A browser's event stream."""

    def __init__(self, server, headers=None):
        self._connection = server.connect()
        self._connection.send(http.request("/_quire/events", headers))
        self.status, _, self.fields = self._connection.read_head()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def next_event(self):
        """Waits for an event; returns its name and data."""
        name = None
        while True:
            line = self._connection.read_line().rstrip("\r")
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                return name, json.loads(line.removeprefix("data: "))

    def next_comment(self):
        while True:
            line = self._connection.read_line().rstrip("\r")
            if line.startswith(": "):
                return line.removeprefix(": ")

    def wait_for_end(self):
        """Reads until the last chunk, which is empty."""
        while self._connection.read_line() != "0\r":
            pass

    def rest(self):
        """Everything until the server closes the connection."""
        return self._connection.read_rest()


def shown(response):
    """The attributes of the page's live script, by name."""
    element = re.search(r'<script type="module" src="/_quire/live\.js"([^>]*)></script>', response.text)
    if not element:
        raise AssertionError(f"no script in {response}")
    return {name: value for name, _, value in re.findall(r' (?:data-)?([\w-]+)(="([^"]*)")?', element.group(1))}


class LiveTest(SiteTest):
    def origin(self):
        return f"http://localhost:{self.server.port}"

    def fields(self, **changes):
        """The header fields of a request from a page of the server."""
        fields = {"Host": f"localhost:{self.server.port}", "Origin": self.origin(), "X-Quire": "1",
                  "Sec-Fetch-Site": "same-origin", **changes}
        return {name.replace("_", "-"): value for name, value in fields.items()}

    def post(self, target, text="", **changes):
        headers = {"Content-Type": "application/x-www-form-urlencoded", **self.fields(**changes)}
        return self.get(target, method="POST", headers=headers, body=text)

    def check(self, about):
        """The server's response to a page that shows `about`."""
        pages = about["pages"].replace(" ", "+").replace("%", "%25")
        response = self.post("/_quire/check", f"pages={pages}&epoch={about['epoch']}")
        self.assertEqual(response.status, 200, response)
        return json.loads(response.text)

    def shown(self, target, status=200, **options):
        return shown(self.assert_status(target, status, **options))


class Script(LiveTest):
    def test_is_added_only_to_html(self):
        self.site.write("html.page", "<html><body><p>x</p></body></html>\n")
        self.assertRegex(self.get("/html.page").text, r'^<html><body><p>x</p></body></html>\n<script type="module" [^>]*></script>\n$')
        self.site.write("plain.page", f"{PLAIN}<body>x</body>")
        self.assertEqual(self.get("/plain.page").text, "<body>x</body>")
        self.site.write("json.page", '<% response.set_content_type("application/json"); %>{}')
        self.assertEqual(self.get("/json.page").text, "{}")
        self.site.write("static.html", "<body></body>")
        self.assertEqual(self.get("/static.html").text, "<body></body>")
        self.site.write("packed.page", '<% response.set_header("Content-Encoding", "gzip"); %>bytes')
        self.assertEqual(self.get("/packed.page").text, "bytes")
        self.shown("/none.page", 404)

    def test_does_not_change_the_page_itself(self):
        """A `</body>` that is text, in whatever form, is left alone."""
        for text in HOSTILE:
            with self.subTest(text):
                self.site.write("hostile.page", f'<!DOCTYPE html><body>{text}<h1 id="end">end</h1></body></html>')
                self.assertRegex(self.get("/hostile.page").text, "^" + re.escape(self.site.read("hostile.page")) + '<script type="module" [^>]*></script>\n$')

    def test_is_not_added_to_responses_for_scripts(self):
        self.site.write("fragment.page", "<li>x</li>")
        self.assertEqual(self.get("/fragment.page", headers={"Sec-Fetch-Dest": "empty"}).text, "<li>x</li>")
        for dest in ("document", "iframe"):
            self.shown("/fragment.page", headers={"Sec-Fetch-Dest": dest})

    def test_head_has_the_fields_of_get(self):
        self.site.write("head.page", "<body>x</body>")
        whole = self.get("/head.page")
        head = self.get("/head.page", method="HEAD")
        self.assertEqual((head.status, head.header("Content-Length")), (200, str(len(whole.body))))

    def test_contains_what_is_shown(self):
        self.site.write("inner.page", "inner")
        self.site.write("told.page", '<% context.include("inner.page"); %>')
        about = self.shown("/told.page")
        self.assertRegex(about["pages"], r"^/told\.page@\S+ /inner\.page@\S+$")
        self.assertEqual(about["site"], "")
        self.assertNotIn("error", about)
        self.assertIn("posted", self.shown("/told.page", method="POST", body=""))
        self.site.write("bad.page", "<%= bad %>")
        self.assertIn("error", self.shown("/bad.page", 500))

    def test_files_are_revalidated(self):
        for name, media_type in (("live.js", "text/javascript"), ("report.css", "text/css"), ("", "text/html")):
            response = self.assert_status("/_quire/" + name, 200)
            self.assertTrue(response.header("Content-Type").startswith(media_type), response)
            again = self.get("/_quire/" + name, headers={"If-None-Match": response.header("ETag")})
            self.assertEqual((again.status, again.body), (304, b""))

    def test_other_resources_and_methods(self):
        self.assert_status("/_quire/none", 404)
        self.assert_status("/_quire/../_quire/live.js", 200)
        self.assertEqual(self.assert_status("/_quire/live.js", 405, method="POST").header("Allow"), "GET, HEAD")
        self.assertEqual(self.get("/_quire/check", headers=self.fields()).header("Allow"), "POST")


class Changes(LiveTest):
    def test_stream(self):
        with Events(self.server) as events:
            self.assertEqual(events.status, 200)
            self.assertIn(("Content-Type", "text/event-stream"), events.fields)

    def test_keep_alive_comments_detect_dead_connections(self):
        with Events(self.server) as events:
            self.assertEqual(events.next_comment(), "alive")

    def test_an_edit_is_sent_and_can_be_queried(self):
        self.site.write("a.page", "<%= 1 %>")
        about = self.shown("/a.page")
        self.assertEqual((self.check(about)["changed"], self.check(about)["failures"]), (False, []))
        for text in ("<%= 2 %>", "<%= 2 %> text"):
            with Events(self.server) as events:
                self.site.write("a.page", text)
                name, told = events.next_event()
                self.assertEqual((name, told["page"], told["state"]), ("page", "/a.page", "good"))
            self.assertIs(self.check(about)["changed"], True)
            about = self.shown("/a.page")
            self.assertEqual(about["pages"], f"/a.page@{told['version']}")

    def test_an_edit_of_a_fragment_is_sent_for_the_page(self):
        self.site.write("part.pagef", "1")
        self.site.write("whole.page", '<%@ include file="part.pagef" %>')
        self.shown("/whole.page")
        with Events(self.server) as events:
            self.site.write("part.pagef", "2")
            self.assertEqual(events.next_event()[1]["page"], "/whole.page")

    def test_a_static_file_is_sent_with_its_url(self):
        about = self.shown("/none.page", 404)
        with Events(self.server) as events:
            self.site.write("ä b.css", "x")
            name, told = events.next_event()
        self.assertEqual((name, told["file"], told["site"]), ("file", "/ä b.css", ""))
        self.assertNotEqual(told["epoch"], about["epoch"])
        # Browsers that did not listen learn about it when they ask.
        self.assertIs(self.check(about)["files"], True)
        self.assertIs(self.check({**about, "epoch": told["epoch"]})["files"], False)
        self.assertIs(self.check({**about, "epoch": "another-server.9"})["files"], False)

    def test_errors_are_sent_and_shown_and_have_versions(self):
        self.site.write("c.page", "<%= 1 %>")
        good = self.shown("/c.page")
        with Events(self.server) as events:
            self.site.write("c.page", "line\n  <%= bad %>")
            self.assertEqual(events.next_event()[1]["state"], "failed")
            answer = self.check(good)
            self.assertIs(answer["changed"], True)
            item = answer["failures"][0]["items"][0]
            self.assertEqual((item["file"], item["line"], item["column"]), ("c.page", 2, 7))
            self.assertEqual(item["path"], self.site.path("c.page"))
            self.assertEqual([line["marked"] for line in item["lines"] if line["hit"]], ["bad"])
            bad = self.shown("/c.page", 500)
            self.assertIs(self.check(bad)["changed"], False)
            self.site.write("c.page", "line\n  <%= worse %>")
            events.next_event()
            self.assertIs(self.check(bad)["changed"], True)
            self.site.write("c.page", "<%= 1 %>")
            self.assertEqual(events.next_event()[1]["state"], "good")
        answer = self.check(good)
        self.assertEqual((answer["changed"], answer["failures"]), (False, []))

    def test_an_included_page_with_errors_is_followed(self):
        self.site.write("broken.page", "<%= bad %>")
        self.site.write("includes.page", '<% context.include("broken.page"); %>')
        about = self.shown("/includes.page", 500)
        self.assertRegex(about["pages"], r"/broken\.page@failed-")
        self.site.write("broken.page", "fine")
        self.assertIs(self.check(about)["changed"], True)

    def test_a_page_that_is_deleted_and_restored(self):
        self.site.write("gone.page", "x")
        about = self.shown("/gone.page")
        self.site.delete("gone.page")
        self.assertIs(self.check(about)["changed"], True)
        missing = self.shown("/gone.page", 404)
        self.assertIs(self.check(missing)["changed"], False)
        self.site.write("gone.page", "x")
        self.assertIs(self.check(missing)["changed"], True)

    def test_only_pages_are_considered(self):
        self.site.write("secret.txt", "<%= bad %>")
        for name in ("/secret.txt", "/../x.page", "x.page", "/a//b.page", "/%00.page"):
            answer = self.check({"pages": name + "@1", "epoch": ""})
            self.assertEqual((answer["changed"], answer["failures"]), (False, []), name)
        self.assertEqual(self.post("/_quire/check", "pages=%zz").status, 200)

    def test_streams_per_client_are_limited_and_the_oldest_are_closed(self):
        streams = [Events(self.server) for _ in range(40)]
        try:
            streams[0].wait_for_end()
            self.site.write("told.css", "x")
            self.assertEqual(streams[-1].next_event()[0], "file")
        finally:
            for stream in streams:
                stream.__exit__()


class Policy(LiveTest):
    def page(self, policy):
        return f'<% response.set_header("Content-Security-Policy", {policy}); %>x'

    def test_the_script_uses_the_nonce_of_the_page(self):
        self.site.write("nonce.page", self.page(
            '"script-src \'nonce-" + std::string(response.csp_nonce()) + "\'; img-src \'none\'"').replace(
                "<%", '<%@ page import="<string>" %><%', 1))
        response = self.get("/nonce.page")
        policy = response.header("Content-Security-Policy")
        nonce = re.search(r"'nonce-([A-Za-z0-9+/]{22}==)'", policy).group(1)
        self.assertEqual(shown(response)["nonce"], nonce)
        self.assertNotEqual(shown(self.get("/nonce.page"))["nonce"], nonce)

    def test_the_policy_is_extended_for_streamed_pages_too(self):
        for flush in ("", "<% response.flush(); %>"):
            self.site.write("strict.page", self.page('"default-src \'none\'"') + flush)
            response = self.get("/strict.page", headers=self.fields())
            self.assertIn(f"; connect-src localhost:{self.server.port}/_quire/", response.header("Content-Security-Policy"))

    def test_responses_without_the_script_keep_their_policy(self):
        self.site.write("text.page", PLAIN + self.page('"default-src \'none\'"'))
        self.assertEqual(self.get("/text.page").header("Content-Security-Policy"), "default-src 'none'")


class Origins(LiveTest):
    """Error pages contain source code, and other sites must not be able to open an editor."""

    FILES = {"bad.page": "<%= bad %>"}
    RESOURCES = ("", "events", "live.js", "pages.json", "report.css", "none")

    def test_other_origins_are_refused(self):
        for resource in self.RESOURCES:
            for fields in ({"Origin": "http://evil.example"}, {"Origin": "null"},
                           {"Origin": f"http://localhost:{self.server.port + 1}"},
                           {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                           {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}):
                with self.subTest(resource, **fields):
                    response = self.assert_status("/_quire/" + resource, 403, headers=fields)
                    self.assertNotIn("bad", response.text)

    def test_foreign_hosts_are_refused(self):
        for resource in self.RESOURCES:
            self.assert_status("/_quire/" + resource, 403, headers={"Host": "evil.example"})

    def test_actions_of_other_origins_have_no_effect(self):
        for target in ("/_quire/check", "/_quire/open?file=" + self.site.path("bad.page")):
            for changes in ({"Origin": None}, {"Origin": "http://evil.example"}, {"X_Quire": None},
                            {"Sec_Fetch_Site": "same-site"}, {"Sec_Fetch_Site": "none"}):
                with self.subTest(target, **changes):
                    changes = {name.replace("_", "-"): value for name, value in changes.items()}
                    headers = {**self.fields(), **changes}
                    response = self.get(target, method="POST", headers=headers, body="")
                    self.assertEqual(response.status, 403, response)

    def test_responses_are_only_for_this_origin(self):
        self.get("/bad.page")
        for target, frames in (("/_quire/", "DENY"), ("/_quire/pages.json", "DENY"), ("/_quire/live.js", "DENY"),
                               ("/bad.page", "SAMEORIGIN"), ("/none.page", "SAMEORIGIN")):
            with self.subTest(target):
                response = self.get(target, headers=self.fields())
                self.assertEqual(response.header("Cross-Origin-Resource-Policy"), "same-origin")
                self.assertEqual(response.header("X-Frame-Options"), frames)
                self.assertEqual(response.header("X-Content-Type-Options"), "nosniff")
                self.assertIn("frame-ancestors", response.header("Content-Security-Policy"))
                self.assertIsNone(response.header("Access-Control-Allow-Origin"))


class Editor(LiveTest):
    """The editor is a script that records its arguments."""

    FILES = {"a b.page": "x", "editor": '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done > "$0.tmp"\nmv "$0.tmp" "$0.called"\n'}

    @classmethod
    def start(cls):
        os.chmod(cls.site.path("editor"), 0o755)
        return Server("dev", cls.site.root, "--editor", f"'{cls.site.path('editor')}' --at {{line}}:{{column}} {{file}}")

    def open(self, file, query="&line=3&column=5"):
        return self.post(f"/_quire/open?file={file.replace(' ', '%20')}{query}")

    def called(self):
        path = self.site.path("editor.called")
        wait_until(lambda: os.path.exists(path), "a call of the editor")
        words = self.site.read("editor.called").splitlines()
        self.site.delete("editor.called")
        return words

    def test_is_started_without_a_shell(self):
        file = self.site.path("a b.page")
        self.assertEqual(self.open(file).status, 200)
        self.assertEqual(self.called(), ["--at", "3:5", file])
        self.assertEqual(self.open(file, "&line=;rm&column=$(x)").status, 200)
        self.assertEqual(self.called(), ["--at", "1:1", file])

    def test_opens_only_files_of_the_site(self):
        os.symlink("/etc/passwd", self.site.path("link.page"))
        for file in ("/etc/passwd", self.site.path("link.page"), self.site.path("../../etc/passwd"), "a b.page",
                     self.site.path("none"), "", self.site.path("a b.page") + "%00", self.site.root):
            with self.subTest(file):
                self.assertEqual(self.open(file).status, 403)
        self.assertFalse(os.path.exists(self.site.path("editor.called")))

    def test_without_an_editor_the_response_explains_how_to_set_one(self):
        with Site({"a.page": "x"}) as site, Server("dev", site.root, QUIRE_EDITOR=None, VISUAL=None, EDITOR="vim") as server:
            origin = {"Origin": "http://localhost", "X-Quire": "1"}
            response = server.get("/_quire/open?file=" + site.path("a.page"), method="POST", headers=origin, body="")
            self.assertEqual(response.status, 501)
            self.assertIn("--editor", response.text)

    def test_a_missing_editor_is_reported(self):
        with Site({"a.page": "x"}) as site, Server("dev", site.root, QUIRE_EDITOR="/no/such/editor") as server:
            origin = {"Origin": "http://localhost", "X-Quire": "1"}
            response = server.get("/_quire/open?file=" + site.path("a.page"), method="POST", headers=origin, body="")
            self.assertEqual(response.status, 500)
            self.assertIn("cannot start the editor `/no/such/editor`", response.text)


class PageList(LiveTest):
    FILES = {"good.page": '<%@ include file="part.pagef" %>', "part.pagef": "x", "bad.page": "\n<%= bad %>",
             "WEB-INF/unasked.page": "x", "throws.page": '<%@ page import="<stdexcept>" %><% throw std::runtime_error("why"); %>'}

    def pages(self):
        site, = json.loads(self.assert_status("/_quire/pages.json", 200).text)["sites"]
        self.assertEqual((site["context_path"], site["root"]), ("", self.site.root))
        return {page["page"]: page for page in site["pages"]}

    def test_contents(self):
        for target in ("/good.page", "/bad.page", "/throws.page"):
            self.get(target)
        pages = self.pages()
        self.assertEqual({name: page["state"] for name, page in pages.items()},
                         {"/good.page": "good", "/bad.page": "failed", "/throws.page": "good",
                          "/WEB-INF/unasked.page": "not built"})
        good = pages["/good.page"]
        self.assertEqual((good["dependencies"], good["builds"], good["grade"]), (["part.pagef"], 1, "code"))
        self.assertIn(f"@{good['version']}", self.shown("/good.page")["pages"])
        self.assertGreater(good["milliseconds"], 0)
        self.assertTrue(good["stages"])
        error = pages["/bad.page"]["error"]
        self.assertEqual((error["file"], error["line"], error["column"]), ("bad.page", 2, 5))
        last = pages["/throws.page"]["last_run_error"]
        self.assertEqual((last["message"], last["file"], last["line"]), ("std::runtime_error: why", "throws.page", 1))
        self.site.write("good.page", '<%@ include file="part.pagef" %> more text')
        self.get("/good.page")
        again = self.pages()["/good.page"]
        self.assertEqual((again["builds"], again["grade"]), (2, "text"))


class OtherPages(LiveTest):
    FILES = {"a.page": "a", "b.page": "<%= 1 %>"}

    def test_streams_end_with_the_server(self):
        about = self.shown("/a.page")
        self.shown("/b.page")
        with Events(self.server) as events:
            self.site.write("b.page", "<%= 2 %>")
            self.assertEqual(events.next_event()[1]["page"], "/b.page")
            self.assertIs(self.check(about)["changed"], False)
            self.server.stop()
            self.assertNotIn(b"event: ", events.rest())


if __name__ == "__main__":
    unittest.main()
