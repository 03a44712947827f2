"""Standard actions and directives as authors write them: includes, forwards, elements, parameters."""

import unittest

from support.server import SiteTest
from support.site import PLAIN

SHOW = PLAIN + '<% for (auto v : request.params("a")) { %><%= v %>,<% } %>b=<%= request.param("b") %>'

FILES = {
    "show.page": SHOW,
    "sub/show.page": "sub",
    "sub/here.page": PLAIN + '<page:include page="show.page"/> <%@ include file="../parts/runs.pagef" %>',
    "parts/runs.pagef": '<page:include page="show.page"/> <%@ include file="beside.pagef" %>',
    "parts/beside.pagef": "beside",
    "parts/show.page": "parts",
    "WEB-INF/tags/runs.tag": '<page:include page="show.page"/><%@ include file="part.pagef" %>',
    "WEB-INF/tags/part.pagef": " part of a tag",
    "throws.page": "\n\n   <% throw 1; %>",
    "error.page": '<%@ page isErrorPage="true" contentType="text/plain" %>told <%= exception.what() %> <%= exception.status() %>',
    "own.page": PLAIN + '<%@ argument name="n" type="int" default="4" %><%@ argument name="s" default="x" %><%= n %><%= s %>',
    "closed.page": PLAIN + '<%@ argument name="n" type="int" %><%= n %>',
    "params.page": PLAIN + '<%@ param name="n" type="int" default="5" min="1" max="9" %><%@ param name="t" %><%@ param name="d" type="double" %>'
                           '<%@ param name="max-b" var="b" type="bool" default="true" %>'
                           '<%= n %> [<%= t %>] <%= d.value_or(-1) %> <%= b %>',
    "required.page": PLAIN + '<%@ param name="id" type="long" required="true" %><%= id %>',
    "rows.page": '<%@ page contentType="text/plain" fragments="true" %>a<page:fragment name="rows">[<%= request.param("b") %>]</page:fragment>z',
    "WEB-INF/tags/boxed.tag": "<b><page:doBody/></b>",
    "in_tag.page": '<%@ page contentType="text/plain" fragments="true" %><%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>'
                   'a<t:boxed>b<page:fragment name="rows">rows</page:fragment></t:boxed>',
    "laid_out.page": '<%@ page contentType="text/plain" fragments="true" layout="boxed.tag" %>a<page:fragment name="rows">rows</page:fragment>z',
}


class Actions(SiteTest):
    FILES = FILES

    def assert_renders(self, text, expected, query=""):
        self.site.write("test.page", PLAIN + text)
        self.assert_page("/test.page" + query, expected)

    def test_include_parameters_come_first(self):
        page = '<page:include page="show.page"><page:param name="a" value="x y&amp;"/><page:param name="a" value="<%= 2 %>"/></page:include>'
        self.assert_renders(page, "x y&amp;,2,r,b=s", "?a=r&b=s")
        self.assert_renders('<page:include page="show.page?a=q"><page:param name="a" value="${1}z"/></page:include>', "1z,q,r,b=", "?a=r")
        self.assert_renders('<page:include page="show.page"><page:param name="a" value="1"/></page:include>;<%= request.param("a") %>', "1,r,b=;r", "?a=r")

    def test_forward_parameters_come_first(self):
        self.assert_renders('dropped<page:forward page="show.page"><page:param name="b" value="f"/></page:forward>never', "r,b=f", "?a=r&b=s")

    def test_page_paths_given_by_expressions(self):
        self.assert_renders('<% std::string name = "show"; %><page:include page="<%= name + \\".page\\" %>"/>', "b=")
        self.assert_renders("<% std::string name = \"show\"; %><page:include page='<%= name + \".page\" %>'/>", "b=")
        self.assert_renders('<page:include><page:attribute name="page"> show<%= ".page" %> </page:attribute></page:include>', "b=")
        self.assert_renders('<% const char* n = "show"; %><page:include page="${n}.page"/>', "b=")

    def test_paths_are_relative_to_the_page_or_to_the_file(self):
        self.assert_page("/sub/here.page", "sub sub beside")
        self.site.write("sub/tag.page", PLAIN + '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><t:runs/>')
        self.assert_page("/sub/tag.page", "sub part of a tag")

    def test_an_include_flushes_on_request(self):
        self.assert_renders('a<page:include page="show.page" flush="true"/>c', "ab=c")
        self.site.write("late.page", PLAIN + 'a<page:include page="show.page" flush="true"/><page:forward page="show.page"/>')
        with self.assertRaises(ConnectionError):
            self.get("/late.page")
        self.server.logged("late.page:1:")

    def test_actions_as_the_body_of_an_if(self):
        self.assert_renders('<% if (false) %><page:include page="show.page"/><% else %>no', "no")
        self.assert_renders('<% if (false) %><page:forward page="show.page"/>yes', "yes")

    def test_elements(self):
        self.assert_renders('<page:element name="p"/>', "<p/>")
        self.assert_renders('<page:element name="h${1}" id="a<%= 1 %>"><page:attribute name="class">c<%= 1 %></page:attribute>'
                            + '<page:body>b</page:body></page:element>', '<h1 id="a1" class="c1">b</h1>')
        self.assert_renders('<page:element name="p"><page:attribute name="id" omit="${true}">x</page:attribute><page:attribute name="lang" omit="false">y</page:attribute></page:element>',
                            '<p lang="y"/>')

    def test_elements_with_hostile_names(self):
        for name in ("p onclick=x", "p>", "", "1a", "a\\\"b", "a/b", "<b"):
            with self.subTest(name):
                self.site.write("hostile.page", f'{PLAIN}<% const char* n = "{name}"; %><page:element name="<%= n %>" a="b">c</page:element>')
                self.assert_status("/hostile.page", 500)
        self.assert_renders('<page:element name="a:b-c.d"/>', "<a:b-c.d/>")
        self.assert_renders('<% std::string v = "\\"><script>"; %><page:element name="p" title="<%= v %>"/>', '<p title="&#34;&gt;&lt;script&gt;"/>')

    def test_fragments(self):
        self.assert_page("/rows.page?b=1", "a[1]z")
        self.assert_page("/rows.page?b=1&fragment=rows", "[1]")
        for page in ("in_tag", "laid_out"):
            self.assert_page(f"/{page}.page?fragment=rows", "rows")
        self.assert_status("/rows.page?fragment=none", 404)

    def test_text(self):
        self.assert_renders("<page:text>a <b> ${1}\n</page:text>", "a <b> 1\n")

    def test_error_pages(self):
        self.site.write("fails.page", '<%@ page errorPage="error.page" import="<stdexcept>" %>dropped<% throw std::runtime_error("so"); %>')
        self.assert_page("/fails.page", "told so 500", 500)
        self.assert_page("/error.page", "told  200")

    def test_buffers(self):
        self.site.write("none.page", '<%@ page buffer="none" contentType="text/plain" %>a<% throw 1; %>')
        with self.assertRaises(ConnectionError):
            self.get("/none.page")
        self.site.write("small.page", '<%@ page buffer="1kb" autoFlush="false" %><% for (int n = 0; n < 2000; ++n) out << "x"; %>')
        self.assertIn("buffer of 1 KB is full", self.assert_status("/small.page", 500).words)

    def test_escaping_off(self):
        self.assert_renders('<%@ page escape="off" %><%= "<" %>${"<"}<%- "<" %>', "<<<")
        self.assert_renders('<%@ page escape="html" %><%= "<" %>${"<"}<%- "<" %>', "&lt;&lt;<")

    def test_arguments(self):
        self.assert_page("/own.page", "4x")
        self.assertIn("its argument `n` can only be passed from C++", self.assert_status("/closed.page", 404).words)

    def test_parameters(self):
        self.assert_page("/params.page", "5 [] -1 true")
        self.assert_page("/params.page?n=9&t=%3C&d=.5&max-b=false", "9 [<] 0.5 false")
        self.assert_page("/params.page?n=&d=", "5 [] -1 true")
        for query, words in (("n=x", "parameter `n` is `x`"), ("n=0", "it must be at least 1"), ("n=10", "it must be at most 9"),
                             ("n=99999999999", "parameter `n` is `99999999999`"), ("max-b=maybe", "parameter `max-b` is `maybe`"),
                             ("d=1e", "parameter `d` is `1e`")):
            self.assertIn(words, self.assert_status("/params.page?" + query, 400).words)

    def test_required_parameters(self):
        self.assert_page("/required.page?id=7", "7")
        for query in ("", "?id=", "?ID=7"):
            self.assertIn("parameter `id` is missing", self.assert_status("/required.page" + query, 400).words)


if __name__ == "__main__":
    unittest.main()
