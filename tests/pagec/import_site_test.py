"""`pagec import` of a whole site as they are in the wild: Spring MVC with one file for all tag libraries, Struts 1 and 2,
Shiro, Tiles and SiteMesh, old libraries and encodings. The folder import_site has it; here are its report and its pages."""

import json
import os
import re
import shutil
import unittest

from support.programs import run
from support.site import Site

SITE = os.path.join(os.path.dirname(__file__), "import_site")
WEBAPP = "src/main/webapp/"
# Stored in UTF-8 here, but not in such a site.
LATIN_1 = ("src/main/resources/messages_de.properties", WEBAPP + "old/prices.jsp")
# Each page with a mark, and what the report says of it, in order: the kind, and a part of the sentence.
REPORT = {
    "WEB-INF/jsp/bookings/show.jsp": [
        ("import-guess", "`hasRole('BOSS')` of Spring means the authority `ROLE_BOSS`"),
        ("not-imported", "only `access` with text decides what is shown"),
        ("import-guess", "`pageContext.request.userPrincipal` is null in pages")],
    "WEB-INF/jsp/dogs/list.jsp": [
        ("import-guess", "`hasRole('STAFF')` of Spring means the authority `ROLE_STAFF`"),
        ("not-imported", "`hasRole('STAFF') and hasRole('BOSS')` has no equivalent")],
    "WEB-INF/parts/menu.inc": [("import-guess", "`hasRole('STAFF')` of Spring means the authority `ROLE_STAFF`")],
    "WEB-INF/web.xml": [("not-imported", "`<servlet>` has no equivalent in web.toml")],
    "admin/audit.jsp": [
        ("not-imported", "no C++ header is known for the import of `example.Audit`"),
        ("import-guess", "the bean `entry` is data"),
        ("import-guess", "an integer that overflows"),
        ("not-imported", "`Audit` is not known"),
        ("not-imported", "the page answers 501")],
    "admin/users.jsp": [
        ("not-imported", "tag library `http://shiro.apache.org/tags` is Java"),
        ("import-guess", "visitors who are only remembered"),
        ("not-imported", "`<shiro:lacksRole>` is a tag of a Java library"),
        ("not-imported", "`<shiro:hasPermission>` is a tag of a Java library")],
    "decorators/main.jsp": [("not-imported", "`<decorator:title>` is a tag"), ("not-imported", "`<decorator:body>` is a tag")],
    "decorators/tiles.jsp": [
        ("not-imported", "tag library `http://tiles.apache.org/tags-tiles` is Java"),
        ("not-imported", "`<tiles:getAsString>` is a tag"),
        ("not-imported", "`<tiles:insertAttribute>` is a tag")],
    "struts/account.jsp": [
        ("not-imported", "tag library `http://struts.apache.org/tags-html` is Java"),
        ("not-imported", "tag library `http://struts.apache.org/tags-logic` is Java"),
        ("not-imported", "`<logic:present>` is a tag"),
        ("not-imported", "`<html:link>` is a tag")],
    "struts/search.jsp": [
        ("not-imported", "tag library `/struts-tags` is Java"),
        ("not-imported", "`<s:if>` is a tag"),
        ("not-imported", "`<s:actionerror>` is a tag"),
        ("not-imported", "`<s:iterator>` is a tag"),
        ("not-imported", "`<s:property>` is a tag")],
}
# What pages need, as kind, detail, pages and places.
NEEDS = [
    ("guards", "WEB-INF/src/security.h, which is to be written", 4, 4),
    ("own-library", "tags and functions of WEB-INF/src/kennel_tags.h, which are to be written", 3, 5),
    ("foreign-library", "tags of http://www.springframework.org/security/tags", 2, 2),
    ("foreign-library", "tags of /struts-tags", 1, 5),
    ("foreign-library", "tags of http://shiro.apache.org/tags", 1, 3),
    ("foreign-library", "tags of http://struts.apache.org/tags-html", 1, 2),
    ("foreign-library", "tags of http://struts.apache.org/tags-logic", 1, 2),
    ("foreign-library", "tags of http://tiles.apache.org/tags-tiles", 1, 3),
    ("foreign-library", "tags of http://www.opensymphony.com/sitemesh/decorator", 1, 2),
    ("java", "Java that is to be written in C++", 1, 2),
]
DATA = {
    "title": "Our <dogs>", "user": {"name": "<Anna>", "dogs": [1, 2]}, "section": "admin",
    "dogs": [{"id": 1, "name": "Rex & co", "breed": "Beagle", "born": "2020-05-01", "fee": 12.5}, {"id": 2, "name": "Bo", "breed": "Pug", "born": "2021-06-02", "fee": 8}],
    "dog": {"id": 7, "name": "Rex", "breed": "Pug", "vaccinated": True, "sex": "m", "notes": "</textarea>", "new": False},
    "breeds": ["Beagle", "Pug"], "booking": {"day": "monday", "fee": 1234.5, "dog": None},
    "news": [{"text": "<first>", "day": "2012-01-02"}, {"text": None, "day": "2012-01-03"}, {"text": "third", "day": "2012-01-04"}, {"text": "fourth", "day": "2012-01-05", "url": "/news?1", "name": "fourth"}],
}
# Parts of what a page prints, to which `SECRET` never belongs.
PRINTED = {
    "index.page": [
        "<title>Happy Paws</title>", 'href="/css/main.css"', 'src="/js/main.js"', "<body >", '<a href="/index.page">Happy Paws</a>',
        "<h1>Welcome to <b>Happy Paws</b>!</h1>", "<p>Hello &lt;Anna&gt;, you have 2 dogs.</p>", '<p title="Fee: 5\xa0€">Dogs &amp; more &mdash; since 2009</p>',
        'action="/struts/search.page"', '<option value="M">M</option>', 'value="Search"', "<li>&lt;first&gt; ", "<li>third ", "&copy; 2009&ndash;20"],
    "WEB-INF/jsp/dogs/list.page": [
        '<section class="panel wide"><h2>Our &lt;dogs&gt;</h2>', "<th>Breed & colour</th>", '<tr class="" >', '<a href="/dogs/1/edit.html">Rex &amp; co</a>',
        '<td class="beagle">Beagle</td>', '<a href="/news?1">fourth</a></section>', "<td >Pug</td>", "<td>2020-05-01</td>"],
    "WEB-INF/jsp/dogs/edit.page": [
        "<h1>Rex</h1>", 'class="form" id="dog-form"', 'name="name"', 'class="text"', "\xa0–\xa0</option>", '<option value="Pug" selected>', "Vaccinated", '&lt;/textarea&gt;</textarea>',
        'value="Save"'],
    "WEB-INF/jsp/bookings/show.page": ["1,234.50", '<a href="/login.html">Log in</a>', "Fee: €1,234.50", 'var title = "Breed \\u0026 colour", fee = 1234.5;'],
    "struts/search.page": ["<h1>Search</h1>", "Hello you, you have  dogs."],
    "struts/account.page": ["<h1>Happy Paws</h1>", "<p>Hello &lt;Anna&gt;, you have 2 dogs.</p>"],
    "old/news.page": ["<li>&lt;first&gt; 1/2/12</li>", "<li>- 1/3/12</li>", '<p class="coda"></p>'],
    "old/prices.page": ["Preise für Größe M", "<p>1 Tag: 20 CHF</p><p>2 Tage: 40 CHF</p>"],
    "admin/users.page": ['<a href="/login.page">Log in</a>'],
    "decorators/main.page": ['<section class="panel"><h2>Main</h2>'],
    "decorators/tiles.page": ["<title></title>"],
    "feed.pagex": ['<dogs><dog id="1"></dog><dog id="2"></dog></dogs>'],
}
GERMAN = ["<title>Glückspfoten</title>", "Willkommen bei <b>Glückspfoten</b>!", "Grüß Gott &lt;Anna&gt;, Sie haben 2 Hunde."]


class ImportSite(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = Site()
        cls.addClassCleanup(cls.site.remove)
        shutil.copytree(SITE, cls.site.path("kennel"))
        for name in LATIN_1:
            text = cls.site.read("kennel/" + name)
            cls.site.write("kennel/" + name, text.encode("latin-1"))
        cls.site.write("data.json", json.dumps(DATA))
        cls.done = run("pagec", "import", cls.site.path("kennel/" + WEBAPP), "-o", cls.site.path("out"), "--diagnostics=json")
        cls.lines = [json.loads(line) for line in cls.done.stderr.splitlines()]

    def pages(self):
        return [os.path.relpath(os.path.join(folder, name), self.site.path("out")) for folder, _, names in os.walk(self.site.path("out"))
                for name in names if re.search(r"\.(page[fx]?|tagx?)$", name)]

    def test_the_report(self):
        self.assertEqual((self.done.returncode, self.done.stdout), (0, ""))
        told = {}
        for one in self.lines:
            if "kind" in one:
                self.assertEqual(one["severity"], "warning", one)
                told.setdefault(one["file"], []).append((one["kind"], one["message"]))
        self.assertEqual(sorted(told), sorted(REPORT))
        for file, expected in REPORT.items():
            with self.subTest(file):
                self.assertEqual([kind for kind, _ in told[file]], [kind for kind, _ in expected], told[file])
                for (_, message), (_, part) in zip(told[file], expected):
                    self.assertIn(part, message)
        table = self.lines[-1]
        self.assertEqual([(one["need"], one["what"], one["pages"], one["places"]) for one in table["needs"]], NEEDS)
        self.assertEqual((table["pages"], table["working"]), (22, 12))
        others = {os.path.relpath(one["output"], self.site.path("out")): one.get("encoding") for one in self.lines if one.get("written")}
        self.assertEqual(others, {"WEB-INF/src/kennel_tags.h": None, "WEB-INF/src/security.h": None, "WEB-INF/classes/messages.properties": None,
                                  "WEB-INF/classes/messages_de.properties": "ISO-8859-1"})

    def test_only_reported_pages_have_marks(self):
        # A file that only declares libraries for others may contain them in comments.
        marked = {name for name in self.pages() if re.search("import: (?!tag library)", self.site.read("out/" + name))}
        left = {file for file, entries in REPORT.items() for kind, _ in entries if kind == "not-imported" and not file.endswith("web.xml")}
        self.assertEqual(marked, {name.replace(".jsp", ".page") for name in left})

    def test_every_page_is_clean(self):
        done = run("pagec", "check", self.site.path("out"))
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stderr)

    def test_pages_print_what_they_printed(self):
        for page, parts in PRINTED.items():
            with self.subTest(page):
                done = run("pagec", "render", self.site.path("out/" + page), "--data", self.site.path("data.json"))
                self.assertEqual((done.returncode, done.stderr), (0, ""), done.stderr)
                self.assertNotIn("SECRET", done.stdout)
                for part in parts:
                    self.assertIn(part, done.stdout)
        done = run("pagec", "render", self.site.path("out/index.page"), "--data", self.site.path("data.json"), "--header", "Accept-Language: de")
        for part in GERMAN:
            self.assertIn(part, done.stdout)
        # Nothing of this page is sent before its check is written.
        done = run("pagec", "render", self.site.path("out/admin/audit.page"))
        self.assertNotIn("SECRET", done.stdout)


if __name__ == "__main__":
    unittest.main()
