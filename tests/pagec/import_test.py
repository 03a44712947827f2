"""`pagec import`: converts JSP files to pages, and reports what is left to do."""

import json
import os
import unittest

from support.programs import run
from support.site import Site

SITE = {
    "index.jsp": '<%@ page import="java.util.List" %>\n<a href="shop/cart.jsp"><%= request.getParameter("q") %></a>\n',
    "shop/cart.jsp": '<%@ include file="/WEB-INF/jspf/head.jspf" %>\n<% Cart cart = new Cart(); %>\n<%= 1 + 1 %>\n',
    "shop/style.css": "p {}\n",
    "feed.jspx": "<jsp:root xmlns:jsp='http://java.sun.com/JSP/Page' version='2.0'><p>1</p></jsp:root>",
    "WEB-INF/jspf/head.jspf": "<h1>Shop</h1>\n",
    "WEB-INF/tags/box.tag": '<%@ attribute name="n" type="java.lang.Integer" %><b>${n}</b>\n',
    "WEB-INF/work/old.jsp": "never looked at",
    ".hidden/x.jsp": "never looked at",
}
WEB_XML = """<web-app version="6.0"><jsp-config><jsp-property-group><url-pattern>*.jsp</url-pattern>
<include-prelude>/WEB-INF/head.jspf</include-prelude></jsp-property-group></jsp-config><servlet/>
<error-page><error-code>404</error-code><location>/e.jsp</location></error-page>
<session-config><session-timeout>5</session-timeout></session-config></web-app>"""
CONFORMANCE = os.environ.get("QUIRE_CONFORMANCE", os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared", "conformance"))
EXAMPLES = "/usr/share/tomcat10-examples/examples"


class Import(unittest.TestCase):
    def test_a_folder_keeps_its_tree_and_every_page_compiles(self):
        with Site(SITE) as site, Site({}) as target:
            done = run("pagec", "import", site.root, "-o", target.path("out"))
            self.assertEqual((done.returncode, done.stdout), (0, ""))
            found = sorted(os.path.relpath(os.path.join(folder, name), target.path("out"))
                           for folder, _, names in os.walk(target.path("out")) for name in names)
            self.assertEqual(found, ["WEB-INF/jspf/head.pagef", "WEB-INF/tags/box.tag", "WEB-INF/web.toml", "feed.pagex", "index.page",
                                     "shop/cart.page"])
            self.assertEqual(target.read("out/index.page"),
                             '<%@ page import="<vector>" %>\n<a href="shop/cart.page"><%= request.has_param("q") ? request.param("q") : "null" %></a>\n')
            self.assertEqual(target.read("out/WEB-INF/tags/box.tag"), '<%@ attribute name="n" type="int" %><b>${n}</b>\n')
            self.assertIn("shop/cart.jsp:2:1: warning: left in a comment: this scriptlet is Java (`Cart` is not known)", done.stderr)
            self.assertIn("5 files: 3 kept, 4 converted, 1 left to do, 2 links updated\n", done.stderr)
            self.assertEqual(run("pagec", "check", target.path("out")).stderr, "")

    def test_a_converted_page_runs(self):
        page = '<% String who = request.getParameter("who"); for (int i = 0; i < 2; i++) { %><%= "<i>" + who + i + "</i>" %><% } %>'
        with Site({"a.jsp": page}) as site:
            self.assertEqual(run("pagec", "import", site.path("a.jsp")).returncode, 0)
            done = run("pagec", "render", site.path("a.page"), "--param", "who=<b>")
            self.assertEqual(done.stdout, "<i>&lt;b&gt;0</i><i>&lt;b&gt;1</i>")

    def test_a_tag_of_a_java_library_that_another_file_declares_shows_nothing(self):
        secret = '<sec:authorize access="x">SECRET</sec:authorize>'
        taglib = '<%@ taglib prefix="sec" uri="http://www.springframework.org/security/tags" %>'
        site = {"a.jsp": f'<%@ include file="/WEB-INF/x/head.inc" %>{secret}', "WEB-INF/x/head.inc": '<%@ include file="taglibs.jspf" %>',
                "WEB-INF/x/taglibs.jspf": taglib, "b.jsp": f'{taglib}<%@ include file="part.jspf" %>', "part.jspf": secret, "c.jsp": secret,
                "d.jspx": f'<p xmlns:sec="http://www.springframework.org/security/tags">{secret}</p>', "e.jspx": f"<p>{secret}</p>"}
        with Site(site) as site:
            done = run("pagec", "import", site.root)
            self.assertEqual(done.returncode, 0, done.stderr)
            for name in ("a.page", "part.pagef", "c.page", "d.pagex", "e.pagex"):
                self.assertRegex(done.stderr, f"{name}: .* 1 left to do")
            for name in ("b.page", "c.page", "d.pagex", "e.pagex"):
                done = run("pagec", "render", site.path(name))
                self.assertEqual((done.returncode, "SECRET" in done.stdout), (0, False), done.stderr)
            self.assertRegex(run("pagec", "import", site.path("a.jsp"), "--force").stderr, "`<sec:authorize>` is a tag of a Java library")

    def test_web_xml_becomes_web_toml(self):
        with Site({"a.jsp": "${1}", "WEB-INF/web.xml": WEB_XML, "WEB-INF/head.jspf": "head;", "e.jsp": "gone"}) as site:
            done = run("pagec", "import", site.root)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("WEB-INF/web.xml:2:89: warning: left in a comment: `<servlet>` has no equivalent in web.toml\n", done.stderr)
            self.assertRegex(done.stderr, "WEB-INF/web.xml -> .*/WEB-INF/web.toml: 0 kept, 3 converted, 1 left to do\n")
            self.assertEqual(run("pagec", "render", site.path("a.page")).stdout, "head;1")
            self.assertIn('[[error_page]]\nstatus = 404\npage = "/e.page"\n\n[session]\ntimeout = "5m"\n', site.read("WEB-INF/web.toml"))
            self.assertEqual(run("pagec", "import", site.root).returncode, 0)

    def test_an_existing_web_toml_stays(self):
        with Site({"a.jsp": "a", "WEB-INF/web.xml": WEB_XML, "WEB-INF/web.toml": "# mine\n"}) as site:
            done = run("pagec", "import", site.root, "--force")
            self.assertIn("/WEB-INF/web.toml` exists and was not changed; add what is missing there", done.stderr)
            self.assertEqual((done.returncode, site.read("WEB-INF/web.toml")), (0, "# mine\n"))

    def test_a_damaged_web_xml(self):
        with Site({"a.jsp": "a", "WEB-INF/web.xml": '<!DOCTYPE web-app [<!ENTITY a SYSTEM "/etc/passwd">]><web-app>&a;</web-app>'}) as site:
            done = run("pagec", "import", site.root)
            self.assertEqual((done.returncode, os.path.exists(site.path("WEB-INF/web.toml"))), (1, False))
            self.assertIn("WEB-INF/web.xml:1:20: error: declared entities are not supported", done.stderr)
            self.assertEqual(site.read("a.page"), "a")

    def test_web_xml_decides_how_jsps_are_read(self):
        group = "<jsp-property-group><url-pattern>{}</url-pattern>{}</jsp-property-group>"
        groups = group.format("*.jsp", "<include-prelude>/WEB-INF/taglibs.jspf</include-prelude><page-encoding>KOI8-R</page-encoding>")
        groups += group.format("/xml/*", "<is-xml>true</is-xml>") + group.format("/plain/*", "<el-ignored>true</el-ignored>")
        site = {"WEB-INF/web.xml": f"<web-app><jsp-config>{groups}</jsp-config></web-app>",
                "WEB-INF/taglibs.jspf": '<%@ taglib prefix="sec" uri="http://example.com/sec" %>',
                "a.jsp": b"<sec:a>SECRET</sec:a>\xc1", "xml/b.jsp": "<p><jsp:expression>1 + 1</jsp:expression></p>", "plain/c.jsp": "${a + 1}"}
        with Site(site) as site:
            done = run("pagec", "import", site.root)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("a.jsp:1:1: warning: left in a comment: `<sec:a>` is a tag of a Java library", done.stderr)
            self.assertRegex(done.stderr, "plain/c.jsp -> .*: 0 kept, 0 converted, 0 left to do\n")
            self.assertEqual(run("pagec", "check", site.root).stderr, "")
            self.assertTrue(run("pagec", "render", site.path("a.page")).stdout.endswith("\u0430"))
            self.assertEqual(run("pagec", "render", site.path("xml/b.page")).stdout.split("\n")[1], "<p>2</p>")
            self.assertEqual(run("pagec", "render", site.path("plain/c.page")).stdout, "${a + 1}")

    def test_strings_in_java_follow_where_they_name_a_page_of_the_site(self):
        page = '<% String a = "x.jsp"; String b = "/shop/y.jsp?c=1"; String c = "none.jsp"; %><%= a + b + c %>'
        with Site({"shop/a.jsp": page, "shop/x.jsp": "x", "shop/y.jsp": "y"}) as site:
            done = run("pagec", "import", site.path("shop/a.jsp"), "--root", site.root)
            self.assertIn("shop/a.jsp:1:70: warning: `.jsp` in text", done.stderr)
            self.assertIn(", 2 links updated, 1 mention of `.jsp` to check\n", done.stderr)
            done = run("pagec", "render", site.path("shop/a.page"))
            self.assertEqual(done.stdout, "x.page/shop/y.page?c=1none.jsp")

    def test_output_paths(self):
        with Site(SITE) as site:
            self.assertEqual(run("pagec", "import", site.path("index.jsp")).returncode, 0)
            self.assertTrue(os.path.exists(site.path("index.page")))
            self.assertEqual(run("pagec", "import", site.path("index.jsp"), "-o", site.path("new.page")).returncode, 0)
            self.assertEqual(site.read("new.page"), site.read("index.page"))
            self.assertEqual(run("pagec", "import", site.path("shop/cart.jsp"), "-o", site.path("out/")).returncode, 0)
            self.assertTrue(os.path.exists(site.path("out/shop/cart.page")))

    def test_files_are_not_overwritten_without_force(self):
        with Site({**SITE, "shop/cart.page": "mine"}) as site:
            done = run("pagec", "import", site.path("index.jsp"), site.path("shop/cart.jsp"), "-o", site.root)
            self.assertEqual((done.returncode, done.stdout), (2, ""))
            self.assertEqual(done.stderr, f"pagec: {site.path('shop/cart.page')} exists; use --force to overwrite it\n")
            self.assertEqual(site.read("shop/cart.page"), "mine")
            self.assertFalse(os.path.exists(site.path("index.page")))
            self.assertEqual(run("pagec", "import", site.path("shop/cart.jsp"), "--force").returncode, 0)
            self.assertNotEqual(site.read("shop/cart.page"), "mine")

    def test_import_twice_in_place(self):
        with Site({"a.jsp": "<%= 1 %>", "WEB-INF/tags/same.tag": "<b>same</b>"}) as site:
            for _ in range(2):
                self.assertEqual(run("pagec", "import", site.root).returncode, 0)
            site.write("WEB-INF/tags/other.tag", "<%= String.valueOf(1) %>")
            self.assertEqual(run("pagec", "import", site.root).returncode, 2)
            self.assertEqual(site.read("WEB-INF/tags/other.tag"), "<%= String.valueOf(1) %>")

    def test_json_lines(self):
        with Site(SITE) as site:
            done = run("pagec", "import", site.path("shop/cart.jsp"), "--diagnostics=json")
            lines = [json.loads(line) for line in done.stderr.splitlines()]
            self.assertEqual([(one["file"], one["line"], one["kind"], one["severity"]) for one in lines[:-1]],
                             [("shop/cart.jsp", 2, "not-imported", "warning")])
            self.assertEqual(lines[-1], {"file": "shop/cart.jsp", "output": site.path("shop/cart.page"), "kept": 1, "turned": 1,
                                         "left": 1, "names": 1, "mentions": 0, "waiting": 0})

    def test_an_error_that_cannot_be_commented_out(self):
        with Site({"a.jsp": "text ${ never closed\n"}) as site:
            done = run("pagec", "import", site.path("a.jsp"))
            self.assertEqual(done.returncode, 1)
            self.assertIn("a.jsp:1:6: error: `${` is never closed", done.stderr)

    def test_bad_usage(self):
        with Site({**SITE, "empty/x.txt": ""}) as site:
            for arguments in ((), (site.path("none.jsp"),), (site.path("shop/style.css"),), (site.path("empty"),),
                              (site.path("index.jsp"), "--diagnostics=xml")):
                with self.subTest(arguments):
                    done = run("pagec", "import", *arguments)
                    self.assertEqual((done.returncode, done.stdout), (2, ""))
                    self.assertNotEqual(done.stderr, "")

    @unittest.skipUnless(os.path.isdir(CONFORMANCE), "the conformance cases are not available")
    def test_pages_of_other_projects_translate(self):
        with open(os.path.join(CONFORMANCE, "jsp", "jsp-files.json"), encoding="utf-8") as stream:
            files = json.load(stream)["files"]
        self.every_page_translates({path.removeprefix("test/webapp/"): text for path, text in files.items()})

    @unittest.skipUnless(os.path.isdir(EXAMPLES), "Tomcat's examples are not installed")
    def test_tomcats_examples_translate(self):
        with Site({}) as target:
            done = run("pagec", "import", EXAMPLES, "-o", target.path("out"))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.only_what_is_to_come(target.path("out"))

    def every_page_translates(self, files):
        with Site(files) as site, Site({}) as target:
            done = run("pagec", "import", site.root, "-o", target.path("out"), "--diagnostics=json")
            refused = {one["file"] for one in map(json.loads, done.stderr.splitlines()) if one.get("severity") == "error"}
            self.only_what_is_to_come(target.path("out"), refused)

    def only_what_is_to_come(self, folder, refused=()):
        """Checks that the only errors are unsupported features and missing files."""
        done = run("pagec", "check", folder, "--diagnostics=json")
        known = {name.replace(".jsp", ".page") for name in refused}
        wrong = [one for one in map(json.loads, done.stderr.splitlines()) if one["severity"] == "error" and one["file"] not in known
                 and one["kind"] not in ("not-supported-yet", "file-missing", "file-outside-root", "unknown-tag", "unknown-prefix")]
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    unittest.main()
