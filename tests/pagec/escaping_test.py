"""Values are escaped for where they are printed, and pages in which no escaping is safe are refused."""

import unittest

from support.programs import run
from support.site import Site

STRING = 'std::string_view(R"~~({})~~")'


def value(text):
    return f"<%= {STRING.format(text)} %>"


class Places(unittest.TestCase):
    maxDiff = None

    # The page, with `@` for the value; the value; what is printed.
    CASES = (
        ("@", '<b> & "c"', "&lt;b&gt; &amp; &#34;c&#34;"),
        ("<p title='@'>", "'x'", "<p title='&#39;x&#39;'>"),
        ("<p title=@ id=a>", "a b", "<p title=a&#32;b id=a>"),
        ('<a href="@">', "/foo?a=b&c=d", '<a href="/foo?a=b&amp;c=d">'),
        ('<a href="@">', "//example.com:8000/", '<a href="//example.com:8000/">'),
        ('<a href="@">', "java\tscript:alert(1)", '<a href="about:invalid#blocked">'),
        ('<a href="@">', "mailto:a@example.com", '<a href="mailto:a@example.com">'),
        ('<a href="@/b?c=@#@">', "x y&", '<a href="x%20y&amp;/b?c=x%20y%26#x%20y%26">'),
        ('<a href="@://h/">', "https", '<a href="https://h/">'),
        ('<a href="@://h/">', "javascript", '<a href="about://h/">'),
        ('<script src="@"></script>', "//evil.example/a.js", '<script src="about:invalid#blocked"></script>'),
        ('<script src="@/js/a.js"></script>', "/shop", '<script src="/shop/js/a.js"></script>'),
        ('<img srcset="@">', "/a.png 1x, javascript:b", '<img srcset="/a.png 1x,about:invalid#blocked">'),
        ("<script>f(@)</script>", '</script>"', r'<script>f("\u003c\/script\u003e\"")</script>'),
        ("<script>f('@')</script>", "a'b</", r"<script>f('a\u0027b\u003c\/')</script>"),
        ("<script>f(`@\\${`@`}`)</script>", "${x}`", r"<script>f(`\u0024\u007bx\u007d\u0060${`\u0024\u007bx\u007d\u0060`}`)</script>"),
        ("<script>a = /@/.test(x)</script>", "a.b/", r"<script>a = /a\.b\//.test(x)</script>"),
        ("<script>f('@')</script>", "\u2028", r"<script>f('\u2028')</script>"),
        ('<script type="application/json">{"a": @}</script>', "]]><!--", r'<script type="application/json">{"a": "]]\u003e\u003c!--"}</script>'),
        ("<p onclick=\"f('@')\">", "');g('", r"""<p onclick="f('\u0027);g(\u0027')">"""),
        ('<p onclick="f(@)">', "a", '<p onclick="f(&#34;a&#34;)">'),
        ("<a href=\"javascript:f('@')\">", "'%27", r"""<a href="javascript:f('%5cu0027%2527')">"""),
        ('<p style="width: @">', "100%", '<p style="width: 100%">'),
        ('<p style="width: @">', "expression(alert(1))", '<p style="width: blocked">'),
        ("<style>a { b: '@' }</style>", "</style>", r"<style>a { b: '\3c\2fstyle\3e ' }</style>"),
        ("<textarea>@</textarea>", "</textarea>", "<textarea>&lt;/textarea&gt;</textarea>"),
        ("<!-- @ -->", "--><b>", "<!--  - -&gt;&lt;b&gt; -->"),
        ("<input @>", "checked", "<input checked>"),
        ("<input @=1>", "value", "<input value=1>"),
        ("<h@>x</h@>", "2", "<h2>x</h2>"),
        ('<iframe srcdoc="<b>@</b>"></iframe>', "<i>", '<iframe srcdoc="<b>&amp;lt;i&amp;gt;</b>"></iframe>'),
        ("<svg><script>f('@')</script></svg>", "&'", r"<svg><script>f('\u0026\u0027')</script></svg>"),
    )

    def test_each_place(self):
        page = '<%@ page import="<string_view>" %>\n' + "\n".join(page.replace("@", value(given)) for page, given, _ in self.CASES)
        with Site({"p.page": page}) as site:
            done = run("pagec", "render", site.path("p.page"))
        self.assertEqual((done.returncode, done.stderr.count(" error: ")), (0, 0), done.stderr)
        self.assertEqual(loosely(done.stdout).strip().split("\n"), [loosely(expected) for _, _, expected in self.CASES])

    def render(self, page, **files):
        with Site({"p.page": page, **files}) as site:
            return run("pagec", "render", site.path("p.page"))

    def assert_prints(self, expected, page, **files):
        done = self.render(page, **files)
        self.assertEqual((done.returncode, done.stdout), (0, expected), done.stderr)

    def test_numbers_and_null_in_scripts(self):
        self.assert_prints("<script>f(1 -1, true, null, NaN)</script>",
                           '<%@ page import="<cmath>" %><script>f(1<%= -1 %>, <%= true %>, <%= quire::Value() %>, <%= std::nan("") %>)</script>')
        self.assert_prints('{"a": null, "b": [1,"x",{"c":2}]}',
                           '<%@ page contentType="application/json" import="<cmath>" %>{"a": <%= std::nan("") %>, '
                           '"b": <%= quire::Value::list({1, "x", quire::Value::map({{"c", 2}})}) %>}')

    def test_structs_are_objects_in_scripts(self):
        self.assert_prints('<script>f([{"name":"pen","count":2}])</script>',
                           '<%@ page import="<string>, <vector>, <quire/codec.h>" %><%! struct Item { std::string name; int count; }; QUIRE_FIELDS(Item, name, count) %>'
                           '<% const std::vector<Item> items = {{"pen", 2}}; %><script>f(<%= items %>)</script>')

    def test_trusted_text(self):
        self.assert_prints('<b>x</b><p title="x"><a href="javascript:f%28%29"><script>f(g())</script><p style="a:b" hidden>&lt;i&gt;',
                           '<%= quire::Html("<b>x</b>") %><p title="<%= quire::Html("<b>x</b>") %>"><a href="<%= quire::Url("javascript:f()") %>">'
                           '<script>f(<%= quire::Js("g()") %>)</script><p style="<%= quire::Css("a:b") %>" <%= quire::Attr("hidden") %>><%= quire::Url("<i>") %>')
        done = self.render('<% std::string text = "<b>"; %><%= quire::Html(text) %>')
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assert_prints("<b>", '<% std::string text = "<b>"; %><%= quire::trust_html(text) %>')

    def test_an_attribute_that_is_not_harmless(self):
        done = self.render('<p <%= request.param("x") %><%= std::string_view("onclick=f()") %>>')
        self.assertEqual(done.returncode, 1)
        self.assertIn("<%= value %>", done.stderr)

    def test_text_that_a_tag_captures(self):
        tags = {
            "WEB-INF/tags/twice.tag": '<page:doBody var="body"/>${body}|<p title="${body}">',
            "p.page": '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><t:twice>a <%= "<b>" %></t:twice><t:twice><i>a</i> <%= "<b>" %></t:twice>',
        }
        self.assert_prints('a &lt;b&gt;|<p title="a &lt;b&gt;"><i>a</i> &lt;b&gt;|<p title="a &lt;b&gt;">', tags.pop("p.page"), **tags)

    def test_other_documents(self):
        self.assert_prints("<b>", '<%@ page contentType="text/plain" %><%= "<b>" %>')
        self.assert_prints("<p a='&lt;'/>", "<%@ page contentType=\"application/xml\" %><p a='<%= \"<\" %>'/>")

    def test_another_kind_of_document_than_declared(self):
        done = self.render('<% response.set_content_type("application/json"); %>{"a": "<%= "b" %>"}')
        self.assertEqual(done.returncode, 1)
        self.assertIn('contentType="application/json"', done.stderr)
        self.assert_prints("{}", '<% response.set_content_type("application/json"); %>{}')


class Refused(unittest.TestCase):
    def check(self, page):
        with Site({"p.page": page}) as site:
            return run("pagec", "check", site.path("p.page"))

    def test_messages_point_at_the_place(self):
        for page, expected in (
            ('<p title="<%= 1 %>></p>\n', "p.page:1:10: error: the value of `title` is not closed\n"),
            ("a <<%= 1 %>>", "p.page:1:4: error: no value can be printed safely in the name of a tag here: for a `<` in text, write `&lt;`\n"),
            ("<% if (true) { %><a href=\"<% } %>\">", "p.page:1:4: error: the ends of the branches are in different parts of the HTML, text and the value of `href`"),
            ("<a href=<%= 1 %>>", "p.page:1:9: warning: "),
        ):
            with self.subTest(page):
                self.assertIn(expected, self.check(page).stderr)


def loosely(text):
    """Hexadecimal digits of either case."""
    return text.lower()


if __name__ == "__main__":
    unittest.main()
