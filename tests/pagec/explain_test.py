"""`pagec explain`: how values are escaped."""

import unittest

from support.programs import run
from support.site import Site


class Explain(unittest.TestCase):
    def explain(self, page, *arguments, **files):
        with Site({"p.page": page, **files}) as site:
            done = run("pagec", "explain", *[argument.replace("SITE", site.root) for argument in arguments])
            return done.returncode, done.stdout, done.stderr

    def test_the_values_of_a_line(self):
        page = 'a\n<p title="<%= a %>"><a href="<%= b %>">\n<%= c %>'
        code, text, _ = self.explain(page, "SITE/p.page:2")
        self.assertEqual(code, 0)
        self.assertEqual([line for line in text.splitlines() if line.startswith("p.page")],
                         ["p.page:2:11: `<%= a %>` is in an attribute", "p.page:2:30: `<%= b %>` is in the start of a URL"])
        self.assertIn("`javascript:f()` prints `about:invalid#blocked`", text)

    def test_one_value(self):
        page = '<%= a %> <script>f(<%= b %>)</script>'
        code, text, _ = self.explain(page, "SITE/p.page:1:20")
        self.assertEqual((code, text.splitlines()[0]), (0, "p.page:1:20: `<%= b %>` is in JavaScript"))
        self.assertIn(r'prints `"\u003c\/script\u003e\""`', text)
        self.assertEqual(self.explain(page, "SITE/p.page:1:10")[1], "no value is printed there\n")

    def test_mistakes(self):
        self.assertEqual(self.explain("<<%= a %>>", "SITE/p.page:1")[0], 1)
        for place in ("SITE/p.page", "SITE/p.page:x", "SITE/p.page:0"):
            code, _, error = self.explain("", place)
            self.assertEqual(code, 2)
            self.assertIn("does not say which line", error)
        self.assertEqual(self.explain("")[0], 2)

    def test_everything_raw(self):
        files = {
            "WEB-INF/tags/a.tag": '<%- "<i>" %>',
            "off.page": '<%@ page escape="off" %><%= 1 %>',
            "calm.page": "<%= 1 %>",
        }
        code, text, _ = self.explain('<% out.raw("x"); %>\n<%= quire::trust_html(x) %>', "--raw", "SITE", **files)
        self.assertEqual((code, text.splitlines()), (0, [
            'WEB-INF/tags/a.tag:1:1: `<%- "<i>" %>`', "off.page:1:25: `<%= 1 %>`", "p.page:1:7: `.raw`", "p.page:2:12: `trust_html`"]))

    def test_imports_of_other_sites_are_raw(self):
        head = '<%@ taglib prefix="c" uri="quire:core" %>\n'
        listed = ('<c:import url="https://a/"/>', '<c:import url="//${u}"/>', '<c:import url="${u}"/>', '<c:import url="/${u}"/>',
                  '<c:import url="https://a/${u}"/>')
        unlisted = ('<c:import url="/b.page"/>', '<c:import url="b.page?u=http://a/"/>', '<c:import url="/b/${u}"/>', '<c:import url="https://a/" var="x"/>')
        code, text, errors = self.explain(head + "\n".join(listed + unlisted), "--raw", "SITE")
        self.assertEqual((code, errors), (0, ""))
        self.assertEqual(text.splitlines(), [f"p.page:{line}:1: `{tag}`" for line, tag in enumerate(listed, 2)])
        code, text, _ = self.explain(head + listed[0] + unlisted[0], "SITE/p.page:2")
        self.assertEqual((code, text), (0, f"p.page:2:1: `{listed[0]}` is printed as it is, without escaping\n"))


if __name__ == "__main__":
    unittest.main()
