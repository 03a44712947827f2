"""`pagec import`: files that include each other, where one declares the tag libraries of all."""

import os
import unittest

from support.programs import run
from support.site import Site

LIBRARIES = ('<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %><%@ taglib prefix="fn" uri="http://java.sun.com/jsp/jstl/functions" %>'
             '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><%@ taglib prefix="shop" uri="http://example.com/shop" %>')
TLD = ("<taglib><uri>http://example.com/shop</uri><tag><name>price</name><tag-class>x</tag-class><body-content>empty</body-content></tag>"
       "<function><name>tax</name><function-class>x</function-class><function-signature>int tax(int)</function-signature></function></taglib>")
BOX = '<%@ attribute name="title" %><div title="${title}"><jsp:doBody/></div>'
# Uses all of the libraries.
BODY = '<t:box title="${fn:length(\'abc\')}"><c:if test="${fn:contains(\'ab\', \'b\')}">shown<shop:price/></c:if></t:box>${param.x == \'1\' ? shop:tax(1) : ""}'
SHOWN = '<div title="3">shown</div>'
SITE = {"WEB-INF/tags/box.tag": BOX, "WEB-INF/tld/shop.tld": TLD}


class ImportIncludes(unittest.TestCase):
    def imported(self, site, target, *path):
        done = run("pagec", "import", site.path(*path), "-o", target.path("out"))
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        self.assertNotIn("warning", done.stderr)
        self.assertNotIn("import:", "".join(target.read(name) for name in self.files(target)))
        return done.stderr

    def files(self, target):
        folders = os.walk(target.path("out"))
        return sorted(os.path.relpath(os.path.join(folder, name), target.root) for folder, _, names in folders for name in names)

    def shows(self, target, *pages):
        done = run("pagec", "check", target.path("out"))
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stderr)
        for page in pages:
            done = run("pagec", "render", target.path("out/" + page))
            self.assertEqual((done.returncode, done.stdout.strip()), (0, SHOWN), page + done.stderr)

    def test_libraries_that_an_included_file_declares(self):
        pages = {
            "direct.jsp": '<%@ include file="/WEB-INF/jsp/taglibs.jsp" %>' + BODY,
            "nested.jsp": '<%@include file="WEB-INF/jsp/include.jspf"%>' + BODY,
            "element.jsp": '<jsp:directive.include file="/WEB-INF/jsp/include.jspf"/>' + BODY,
            "parts.jsp": '<%@ include file="/WEB-INF/jsp/include.jspf" %><%@ include file="/WEB-INF/jsp/body.jspf" %>',
            "prelude.jsp": BODY,
            "coda.jsp": "",
            "other.jsp": '<%@ include file="/WEB-INF/jsp/taglibs.inc" %>' + BODY + '<%@ include file="WEB-INF/jsp/empty.html" %>',
        }
        group = "<jsp-property-group><url-pattern>/{0}.jsp</url-pattern><include-{0}>/WEB-INF/jsp/{1}</include-{0}></jsp-property-group>"
        with Site({**SITE, **pages, "WEB-INF/jsp/taglibs.jsp": LIBRARIES, "WEB-INF/jsp/include.jspf": '<%@ include file="taglibs.jsp" %>',
                   "WEB-INF/jsp/body.jspf": BODY, "WEB-INF/jsp/taglibs.inc": LIBRARIES, "WEB-INF/jsp/empty.html": "", "WEB-INF/jsp/whole.inc": LIBRARIES + BODY,
                   "WEB-INF/web.xml": "<web-app><jsp-config>" + group.format("prelude", "taglibs.jsp") + group.format("coda", "whole.inc")
                   + "</jsp-config></web-app>"}) as site, Site({}) as target:
            self.imported(site, target)
            self.assertIn("out/WEB-INF/jsp/taglibs.inc.pagef", self.files(target))
            self.assertIn('coda = "/WEB-INF/jsp/whole.inc.pagef"', target.read("out/WEB-INF/web.toml"))
            self.shows(target, *(name.replace(".jsp", ".page") for name in pages))

    def test_a_folder_of_a_site(self):
        with Site({**SITE, "WEB-INF/jsp/include.jsp": LIBRARIES, "WEB-INF/jsp/a/list.jsp": '<%@ include file="/WEB-INF/jsp/include.jsp" %>' + BODY}) as site, Site({}) as target:
            self.imported(site, target, "WEB-INF/jsp/a")
            self.assertEqual(self.files(target), ["out/WEB-INF/jsp/a/list.page", "out/WEB-INF/src/shop_tags.h"])
            # In place as well.
            self.assertEqual(run("pagec", "import", site.path("WEB-INF/jsp/a")).returncode, 0)
            self.assertEqual(site.read("WEB-INF/jsp/a/list.page"), target.read("out/WEB-INF/jsp/a/list.page"))

    def test_a_project_with_a_site_in_it(self):
        top = "src/main/webapp/"
        files = {top + name: text for name, text in SITE.items()}
        with Site({**files, top + "WEB-INF/include.jsp": LIBRARIES, top + "a.jsp": '<%@ include file="/WEB-INF/include.jsp" %>' + BODY}) as site, Site({}) as target:
            self.imported(site, target)
            self.assertIn("error_on_el_not_found = false", target.read("out/src/main/webapp/WEB-INF/web.toml"))
            done = run("pagec", "check", target.path("out/src/main/webapp"))
            self.assertEqual((done.returncode, done.stderr), (0, ""), done.stderr)

    def test_what_no_file_declares_stays_hidden(self):
        with Site({**SITE, "a.jsp": '<%@ include file="none.jsp" %><t:box>SECRET</t:box>', "b.jsp": '<%@ include file="b.jsp" %><t:box>SECRET</t:box>',
                   "c.jsp": '<%@ include file="../../../etc/passwd" %><t:box>SECRET</t:box>${fn:length("SECRET")}'}) as site:
            done = run("pagec", "import", site.root)
            self.assertEqual(done.stderr.count("the prefix `t` is not declared"), 3)
            for page in ("a.page", "b.page", "c.page"):
                self.assertIn("<% if (false) { %>SECRET<% } %>", site.read(page))
            self.assertIn("no taglib directive declares the prefix `fn`", site.read("c.page"))


if __name__ == "__main__":
    unittest.main()
