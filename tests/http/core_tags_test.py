"""Tags of the core library, as authors write them."""

import unittest

from support.server import SiteTest

HEAD = '<%@ page import="<map>, <optional>, <string>, <vector>" %><%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>'
DATA = """<%! struct Fruit { std::string name; double price; };
std::vector<Fruit> fruits() { return {{"apple", 1.5}, {"kiwi & lime", 3}}; } %><%
context.set_attribute("list", quire::Value::list({1, "b<", 2.5}));
request.set_attribute("map", quire::Value::map({{"k", 1}, {"l", "x"}}));
context.set_attribute("yes", true); context.set_attribute("text", "true"); context.set_attribute("markup", "<i>"); %>"""

FILES = {
    "WEB-INF/web.toml": "",
    "part.page": '[part <%= request.param("n") %>]',
    "redirect.page": HEAD + '<c:redirect url="/part.page?x=1"><c:param name="n" value="a b"/></c:redirect>never',
    "relative.page": HEAD + '<c:redirect url="part.page"/>',
    "xml.pagex": '<page:root xmlns:page="http://java.sun.com/JSP/Page" xmlns:c="http://java.sun.com/jsp/jstl/core" version="2.3">'
                 '<p><c:choose><!-- first --> <c:when test="false">a</c:when> <c:otherwise><c:forEach items="1,2" var="n"><b>${n}</b></c:forEach></c:otherwise></c:choose></p></page:root>',
    "WEB-INF/tags/list.tag": '<%@ taglib prefix="c" uri="quire:core" %><%@ attribute name="items" type="quire::Value" %>'
                             '<c:forEach items="${items}" var="item" varStatus="s"><page:doBody/>${item}<c:if test="<%= !s.last %>">, </c:if></c:forEach>',
    "tag.page": HEAD + '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %><% const auto list = quire::Value::list({1, 2}); %>'
                       '<t:list items="${list}"><c:if test="true">#</c:if></t:list>',
    "deep.page": HEAD + '<c:if test="true">' * 100 + "x" + "</c:if>" * 100 + '<c:forEach begin="1" end="1">' * 100 + "y" + "</c:forEach>" * 100,
    "throws.page": HEAD + '<% context.set_attribute("five", 5); %>\n<c:forEach items="${five}" var="x">x</c:forEach>',
    "unset.page": HEAD + '\n<c:out value="${nothing}"/>',
    "caught.page": HEAD + '<%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>\n<c:catch var="e">before <% throw std::runtime_error("oops"); %></c:catch>${e.location} '
                          '<c:catch var="e">tag <t:fails/></c:catch>${e.location} <c:catch var="e">page <page:include page="thrown.page"/></c:catch>${e.location} ${e.type}',
    "WEB-INF/tags/fails.tag": '<%@ tag import="<stdexcept>" %>\n<% throw std::runtime_error("in a tag"); %>',
    "thrown.page": '<%@ page import="<stdexcept>" %><p>before</p> <% throw std::logic_error("in a page"); %>',
    "forward.page": HEAD + '<c:catch var="e">a<page:forward page="part.page"/></c:catch>b',
}


class CoreTags(SiteTest):
    FILES = FILES
    maxDiff = None

    def assert_renders(self, *pairs):
        """Each pair is page text and what it prints; all are one page, to compile once."""
        texts = "\n".join(text for text, _ in pairs)
        self.assertEqual(self.render(HEAD + DATA + texts).split("\n"), [expected for _, expected in pairs])

    def test_conditions(self):
        self.assert_renders(
            ('<c:if test="${yes}">a</c:if><c:if test="${text}" var="t" scope="request">b</c:if>${t}', "abtrue"),
            ('<c:if test="${nothing}">a</c:if><c:if test="<%= 1 > 2 %>" var="f">b</c:if>${f}', "false"),
            ('<c:choose> <%-- c --%> <c:when test="${nothing}">a</c:when> <%-- c --%> <c:when test="true">b</c:when><c:otherwise>c</c:otherwise></c:choose>', "b"),
            ('<c:choose><c:when test="false">a</c:when></c:choose><c:choose><c:when test="${nothing}">a</c:when><c:otherwise>b</c:otherwise></c:choose>', "b"),
            ('<% if (true) %><c:if test="false">a</c:if><% else { %>b<% } %>', ""),
            ('<option <c:if test="${yes}">selected</c:if>>', "<option selected>"))

    def test_loops_over_data(self):
        self.assert_renders(
            ('<c:forEach items="${list}" var="i">${i};</c:forEach>', "1;b&lt;;2.5;"),
            ('<c:forEach items="${list}" var="i" begin="1" step="2" varStatus="s">${i}<%= s.index %><%= s.count %><%= s.first && s.last %></c:forEach>', "b&lt;11true"),
            ('<c:forEach items="${map}" var="e"><%= *e.find("key") %>=<%= *e.find("value") %>;</c:forEach>', "k=1;l=x;"),
            ('<c:forEach items="1,2,,3" var="x">${x}<% if (x == "2") break; %>,</c:forEach>', "1,2"),
            ('<c:forEach items="${nothing}" var="x">never</c:forEach>', ""),
            ('<c:forEach begin="2" end="6" step="2" var="n" varStatus="s"><% if (s.first) continue; %>${n}</c:forEach>', "46"),
            ('<c:forEach begin="3" end="1">never</c:forEach>', ""),
            ('<c:forEach items="${list}" var="i"><c:forEach items="${list}" var="j" varStatus="s"><%= s.count %></c:forEach></c:forEach>', "123123123"),
            ('<c:forTokens items="a|b;;c" delims="|;" var="t" varStatus="s">[${t}<%= s.last ? "!" : "" %>]</c:forTokens>', "[a][b][c!]"))

    def test_loops_over_cpp_values(self):
        self.assert_renders(
            ('<% std::map<std::string, int> ages{{"ann", 3}, {"bob", 5}}; std::vector<int> ns{1, 2}; std::optional<std::vector<int>> none; %>', ""),
            ('<c:forEach items="<%= fruits() %>" var="f"><%= f.name %>:<%= f.price %>;</c:forEach>', "apple:1.5;kiwi &amp; lime:3;"),
            ('<c:forEach items="${ages}" var="e" varStatus="s"><%= e.key %>=<%= e.value %><%= s.last ? "" : "," %></c:forEach>', "ann=3,bob=5"),
            ('<c:forEach items="${ns}" var="n"><% ++n; %></c:forEach><%= ns[0] %><c:forEach items="${none}" var="n">never</c:forEach>', "2"),
            ('<c:forEach items="<%= std::vector<int>{7, 8} %>" var="n" begin="1">${n}</c:forEach>', "8"))

    def test_output(self):
        self.assert_renders(
            ('<c:out value="a<b"/>|<c:out value="a<b" escapeXml="false"/>|<c:out value="${markup}" escapeXml="${yes}"/>', "a&lt;b|a<b|&lt;i&gt;"),
            ('<c:out value="${nothing}" default="<none>"/>|<c:out value="${nothing}"> <b>${markup}</b> </c:out>', "&lt;none&gt;|&lt;b&gt;&lt;i&gt;&lt;/b&gt;"),
            ('<c:out value="x${markup}"/><p title="<c:out value="${markup}" default="${yes}"/>"><a href="?q=<c:out value="a&b"/>">', 'x&lt;i&gt;<p title="&lt;i&gt;"><a href="?q=a%26b">'),
            ('<script>f(<c:out value="${nothing}" default="${list}"/>)</script>', '<script>f([1,"b\\u003c",2.5])</script>'))

    def test_what_is_printed_as_it_is_was_escaped_before(self):
        self.assert_renders(
            ('<c:out value="${null}" escapeXml="false">${markup} <%= "<u>" %> <c:out value="${markup}"/></c:out>',
             "&lt;i&gt; &lt;u&gt; &lt;i&gt;"),
            ('<c:out value="${null}" escapeXml="${!yes}"><b>${markup}</b></c:out>', "<b>&lt;i&gt;</b>"),
            ('<c:out escapeXml="false"><page:attribute name="value"><b>${markup}</b></page:attribute></c:out>', "<b>&lt;i&gt;</b>"))

    def test_variables(self):
        self.assert_renders(
            ('<c:set var="a" value="1" scope="session"/>${a}<c:set var="a" value="<%= 2 %>"/>${a}<c:remove var="a" scope="page"/>${a}', "121"),
            ('<c:remove var="a"/><c:out value="${a}" default="gone"/><c:set var="a"/>[${a}]<c:set var="a" value="${null}"/><c:out value="${a}" default="null"/>', "gone[]null"),
            ('<c:set var="plain"> ${markup} </c:set><c:set var="html"><b>${markup}</b></c:set>${plain} ${html} <p title="${html}">', "&lt;i&gt; <b>&lt;i&gt;</b> <p title=\"&lt;i&gt;\">"),
            ('<c:set target="${map}" property="k" value="new"/><%= *request.attribute("map").find("k") %>', "new"),
            ('<% Fruit fruit{"fig", 1}; %><c:set target="${fruit}" property="price" value="2.5"/><%= fruit.price %>', "2.5"),
            ('<c:catch var="e">before <% throw std::runtime_error("oops"); %> after</c:catch> <%= *context.attribute("e").find("message") %>, <%= *context.attribute("e").find("type") %>', "before  oops, std::runtime_error"),
            ('<% std::vector<int> grows{1, 2}; %><c:catch var="e"><c:forEach items="${grows}" var="n">${n}<% grows.push_back(n); %></c:forEach></c:catch> ${e.message}', "1 the items have changed while a loop goes over them; loop over a copy"),
            ('<c:catch var="none">fine</c:catch>[${none.message}]<c:if test="false"><c:set var="later" value="1"/></c:if>[${later}]', "fine[][]"),
            ('<c:catch var="e">fine</c:catch><%= context.attribute("e").is_null() %><c:catch><% throw 1.5 > 1 ? std::logic_error("x") : std::logic_error("y"); %></c:catch>', "finetrue"))

    def test_urls(self):
        self.assert_renders(
            ('<a href="<c:url value="/p?x=1#f"><c:param name="a b" value="c&d"/><c:if test="true"> <c:param name="e"> f g </c:param> </c:if></c:url>">', '<a href="/p?a%20b=c%26d&amp;e=f%20g&amp;x=1#f">'),
            ('<c:url value="p" var="u"><c:param name="n" value="${markup}"/></c:url>${u} <c:url value="/a" context="/o"/>', "p?n=%3Ci%3E /o/a"),
            ('<% context.set_attribute("bad", "javascript:alert(1)"); %><a href="<c:url value="${bad}"/>">', '<a href="about:invalid#blocked">'),
            ('<c:import url="part.page"><c:param name="n" value="a&b"/></c:import><c:import url="/part.page?n=2" var="part"/> ${part}', "[part a&amp;b] [part 2]"))

    def test_redirects(self):
        for page, target in (("redirect", "/part.page?n=a%20b&x=1"), ("relative", "part.page")):
            answer = self.assert_status(f"/{page}.page", 302)
            self.assertTrue(answer.header("location").endswith(target), answer.header("location"))
            self.assertNotIn("never", answer.text)

    def test_xml_pages_tag_files_and_depth(self):
        self.assertIn("<p><b>1</b><b>2</b></p>", self.get("/xml.pagex").text)
        self.assert_page("/tag.page", "#1, #2")
        self.assert_page("/deep.page", "xy")

    def test_forwards_are_not_caught(self):
        self.assert_page("/forward.page", "[part ]")

    def test_caught_errors_have_a_place(self):
        text = self.get("/caught.page").text
        for place in ("caught.page:2:28", "WEB-INF/tags/fails.tag:2:4", "thrown.page:1:50 std::logic_error"):
            self.assertIn(place, text)

    def test_errors_have_a_place(self):
        self.assertIn("throws.page:2:19", self.assert_status("/throws.page", 500).words)
        self.assertIn("unset.page:2:15", self.assert_status("/unset.page", 500).words)


if __name__ == "__main__":
    unittest.main()
