"""Settings in `WEB-INF/web.toml`: welcome files, error pages, parameters, and which files are pages."""

import os
import signal
import unittest

from support.programs import run
from support.server import Server, SiteTest, without_live_script
from support.site import PLAIN, Site
from support.waiting import wait_until

SETTINGS = """
welcome = ["home.page", "start.html", "deep/start.page"]

[[error_page]]
status = 404
page = "/errors/missing.page"

[[error_page]]
status = 405
page = "/errors/refused.page"

[[error_page]]
exception = "std::out_of_range"
page = "/errors/range.page"

[[error_page]]
exception = "std::runtime_error"
page = "/errors/runtime.page"

[[error_page]]
status = 410
page = "/errors/broken.page"

[[error_page]]
status = 503
page = "/errors/absent.page"

[params]
shop = "Corner & Co"

[session]
timeout = "30s"

[[group]]
pattern = "/uploads/*"
pages = false

[[group]]
pattern = "/framed/*"
prelude = ["/WEB-INF/head.pagef"]
coda = "/WEB-INF/foot.pagef"
content_type = "text/plain"
el = false

[[group]]
pattern = "/typed.page"
content_type = "text/plain"
"""
FILES = {
    "WEB-INF/web.toml": SETTINGS,
    "a/home.page": "home of a",
    "b/start.html": "start of b",
    "c/deep/start.page": "deep start of c",
    "d/index.page": "no welcome file here",
    "uploads/home.page": "<% broken",
    "uploads/start.html": "a file",
    "uploads/evil.page": "<% broken",
    "uploads/picture.svg": "<svg/>",
    "errors/missing.page": PLAIN + "nothing at <%= request.path() %>: <%= response.status() %> <%= request.method() %>",
    "errors/refused.page": PLAIN + "not with <%= request.method() %>",
    "errors/range.page": PLAIN + "out of range",
    "errors/runtime.page": PLAIN + "some runtime error",
    "errors/broken.page": '<%@ page import="<stdexcept>" %><% throw std::logic_error("the error page"); %>',
    "range.page": '<%@ page import="<vector>" %>text<%= std::vector<int>().at(3) %>',
    "cookie.page": '<%@ page import="<vector>" %><% session.set("a", 1); %><%= std::vector<int>().at(3) %>',
    "logic.page": '<%@ page import="<stdexcept>" %><% throw std::logic_error("no page for it"); %>',
    "derived.page": '<%@ page import="<stdexcept>" %><%! struct OutOfStock : std::range_error { using range_error::range_error; }; %>'
                    '<% throw OutOfStock("no pens"); %>',
    "typed_param.page": '<%= request.param<int>("n").value_or(0) %>',
    "broken.page": "<%= nothing %>",
    "includes_broken.page": '<% context.include("/broken.page"); %>',
    "gone.page": '<% response.send_error(410, "gone"); %>',
    "missing.page": '<% response.send_error(404, "not this one"); %>',
    "busy.page": '<% response.send_error(503, "busy"); %>',
    "includes.page": '<% context.include("/uploads/evil.page"); %>',
    "style.css": "p {}",
    "param.page": PLAIN + '<%= application.init_param("shop") %>|<%= application.init_param("none") %>',
    "session.page": PLAIN + "<%= session.max_inactive() %>",
    "typed.page": "typed",
    "framed/a.page": "${page}",
    "WEB-INF/head.pagef": "head of <%= request.path() %>, ",
    "WEB-INF/foot.pagef": ", foot",
}


class CatchAll(SiteTest):
    """An error page for every error, or for every exception, does not hide an exception from the author."""

    FILES = {
        "WEB-INF/web.toml": '[[error_page]]\npage = "/WEB-INF/any.page"\n[[error_page]]\nexception = "std::logic_error"\npage = "/WEB-INF/logic.page"\n',
        "WEB-INF/any.page": PLAIN + "sorry: <%= response.status() %>",
        "WEB-INF/logic.page": PLAIN + "logical",
        "throws.page": '<%@ page import="<stdexcept>" %>\n<% throw std::runtime_error("no pens"); %>',
        "logic.page": '<%@ page import="<stdexcept>" %><% throw std::logic_error("no pens"); %>',
        "sends.page": '<% response.send_error(503, "busy"); %>',
    }

    def test_the_author_sees_the_report_and_a_link(self):
        for target, link in (("/throws.page", "/throws.page?_quire=visitor"), ("/throws.page?a=1&b", "/throws.page?a=1&amp;b&amp;_quire=visitor")):
            words = self.assert_status(target, 500).words
            self.assertIn("std::runtime_error", words)
            self.assertIn("throws.page:2:4", words)
            self.assertIn(f'Visitors see <a href="{link}">`/WEB-INF/any.page`</a> instead.', words)
            self.assert_page(link.replace("&amp;", "&"), "sorry: 500", status=500)

    def test_a_link_cannot_repeat_a_post(self):
        words = self.assert_status("/throws.page", 500, method="POST", body="").words
        self.assertIn("Visitors see `/WEB-INF/any.page` instead.", words)

    def test_errors_that_the_site_expects_are_answered_by_its_pages(self):
        self.assert_page("/logic.page", "logical", status=500)
        self.assert_page("/sends.page", "sorry: 503", status=503)
        self.assert_page("/none.page", "sorry: 404", status=404)

    def test_visitors_see_the_error_page(self):
        with Site({"webapps/ROOT/" + path: text for path, text in self.FILES.items()}) as base, Server("run", "--base", base.root) as server:
            self.assertEqual(server.get("/throws.page").text, "sorry: 500")


class Development(SiteTest):
    FILES = FILES

    def test_welcome_files_in_order(self):
        self.assert_page("/a/", "home of a")
        self.assert_page("/b/", "start of b")
        self.assert_page("/c/", "deep start of c")
        self.assert_status("/d/", 404)

    def test_files_that_are_not_pages_are_neither_run_nor_served(self):
        for target in ("/uploads/evil.page", "/uploads/home.page"):
            self.assert_page(target, f"nothing at {target}: 404 GET", status=404)
        self.assert_page("/uploads/", "a file")
        self.assert_page("/uploads/picture.svg", "<svg/>")
        self.assertIn("there is no page `/uploads/evil.page`", self.assert_status("/includes.page", 500).words)
        self.assertFalse(os.path.exists(self.site.path("WEB-INF/work/uploads")))
        self.assertNotIn('"page":"/uploads', self.assert_status("/_quire/pages.json", 200).text)

    def test_the_error_page_for_missing_files(self):
        for target in ("/absent.page", "/absent.css", "/absent/"):
            with self.subTest(target):
                response = self.assert_page(target, f"nothing at {target}: 404 GET", status=404)
                self.assertEqual(response.header("Content-Type"), "text/plain;charset=UTF-8")
        self.assert_page("/missing.page", "nothing at /missing.page: 404 GET", status=404)

    def test_methods_that_are_not_allowed(self):
        for target, allowed in (("/param.page", "GET, HEAD, POST, OPTIONS"), ("/style.css", "GET, HEAD, OPTIONS")):
            with self.subTest(target):
                response = self.assert_page(target, "not with DELETE", status=405, method="DELETE")
                self.assertEqual(response.header("Allow"), allowed)

    def test_exceptions_by_type(self):
        response = self.assert_page("/range.page", "out of range", status=500)
        self.assertEqual(response.header("Content-Type"), "text/plain;charset=UTF-8")
        self.server.logged("std::out_of_range")
        self.assertIn("no page for it", self.assert_status("/logic.page", 500).words)

    def test_exceptions_by_base_class(self):
        self.assert_page("/derived.page", "some runtime error", status=500)
        # An invalid request is not an error of the page.
        self.assertIn("n", self.assert_status("/typed_param.page?n=x", 400).words)

    def test_compile_errors_are_shown_to_the_author(self):
        for target in ("/broken.page", "/includes_broken.page"):
            self.assertIn("broken.page:1:5", self.assert_status(target, 500).words)

    def test_cookies_of_the_page_that_failed_are_kept(self):
        self.assertIn("QSESSION=", self.assert_page("/cookie.page", "out of range", status=500).header("Set-Cookie"))

    def test_a_failing_error_page(self):
        self.assertIn("the error page", self.assert_status("/gone.page", 500).words)

    def test_a_missing_error_page_is_logged(self):
        self.assertIn("busy", self.assert_status("/busy.page", 503).words)
        self.server.logged("the error page for 503 does not exist")
        # Already when the settings were read.
        self.server.logged(": error page `/errors/absent.page` does not exist\n    page = \"/errors/absent.page\"\n")

    def test_parameters_and_sessions(self):
        self.assert_page("/param.page", "Corner & Co|")
        self.assert_page("/session.page", "30")

    def test_groups(self):
        self.assert_page("/framed/a.page", "head of /framed/a.page, ${page}, foot")
        self.assertEqual(self.get("/typed.page").header("Content-Type"), "text/plain;charset=UTF-8")


class Edited(SiteTest):
    FILES = {"a.page": "a", "b/index.page": "b", "b/other.html": "other"}

    def settings(self, text):
        self.site.write("WEB-INF/web.toml", text)

    def tearDown(self):
        self.settings("")

    def test_settings_take_effect_immediately(self):
        self.assert_page("/b/", "b")
        self.settings('welcome = ["other.html"]')
        self.assert_page("/b/", "other")
        self.settings('[[group]]\npattern = "*.page"\npages = false\n')
        self.assert_status("/a.page", 404)
        self.site.delete("WEB-INF/web.toml")
        self.assert_page("/a.page", "a")
        self.assert_page("/b/", "b")

    def test_errors_are_shown_until_they_are_fixed(self):
        self.settings('\nwelcome = "é" x\n')
        for target in ("/a.page", "/b/other.html", "/absent"):
            with self.subTest(target):
                self.assertIn("WEB-INF/web.toml:2:16", self.assert_status(target, 500).words)
        self.settings('[session]\ntimeout = "30 minutes"\n')
        self.assertIn("WEB-INF/web.toml:2:12", self.assert_status("/a.page", 500).words)
        self.settings('[session]\ntimeout = "30m"\n')
        self.assert_page("/a.page", "a")

    def test_unknown_keys_are_logged(self):
        self.settings("[session]\ntimeuot = 3\n")
        self.assert_page("/a.page", "a")
        self.server.logged(self.site.path("WEB-INF/web.toml") + ":2:1: unknown setting `timeuot`; did you mean `timeout`?")


class Production(unittest.TestCase):
    def test_the_same_settings_apply(self):
        with Site({"webapps/ROOT/" + path: text for path, text in FILES.items()}) as base, Server("run", "--base", base.root) as server:
            for target, status, text in (("/absent.page", 404, "nothing at /absent.page: 404 GET"), ("/range.page", 500, "out of range"),
                                         ("/uploads/evil.page", 404, "nothing at /uploads/evil.page: 404 GET"), ("/a/", 200, "home of a")):
                with self.subTest(target):
                    response = server.get(target)
                    self.assertEqual((response.status, without_live_script(response.text)), (status, text))

    def test_sighup_rereads_settings_and_errors_stop_only_their_web_application(self):
        files = {"webapps/ROOT/a.page": "a", "webapps/other/a.page": "other", "webapps/ROOT/WEB-INF/web.toml": ""}
        with Site(files) as base, Server("run", "--base", base.root) as server:
            self.assertEqual(server.get("/a.page").text, "a")
            base.write("webapps/ROOT/WEB-INF/web.toml", "welcome = 3\n")
            server.signal(signal.SIGHUP)
            self.wait_for(server, "/a.page", 500, "")
            self.wait_for(server, "/other/a.page", 200, "other")
            server.logged("web.toml:1:11: bad value for `welcome`")
            base.write("webapps/ROOT/WEB-INF/web.toml", 'welcome = "a.page"\n')
            server.signal(signal.SIGHUP)
            self.wait_for(server, "/", 200, "a")

    def wait_for(self, server, target, status, text):
        """Retries on a new connection, since a worker that exits closes idle connections."""

        def is_answered():
            try:
                response = server.get(target)
            except ConnectionError:
                return False
            return response.status == status and text in response.text

        wait_until(is_answered, f"{target} has status {status}")

    def test_errors_prevent_the_start(self):
        with Site({"webapps/ROOT/a.page": "a", "webapps/ROOT/WEB-INF/web.toml": "\nwelcome = 3\n"}) as base:
            done = run("paged", "run", "--base", base.root, "--port", "0")
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertIn(base.path("webapps/ROOT/WEB-INF/web.toml") + ":2:11: bad value for `welcome`; it must be a string or a list of strings", done.stderr)


if __name__ == "__main__":
    unittest.main()
