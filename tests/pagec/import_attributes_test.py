"""`pagec import`: tags inside of HTML tags, as real pages have them everywhere, import, are clean, and print what they printed."""

import json
import re
import unittest

from support.programs import run
from support.site import Site

HEAD = ('<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %><%@ taglib prefix="fn" uri="http://java.sun.com/jsp/jstl/functions" %>'
        '<%@ taglib prefix="spring" uri="http://www.springframework.org/tags" %><%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>'
        '<%@ taglib prefix="sec" uri="http://www.springframework.org/security/tags" %><%@ taglib prefix="my" uri="http://example.com/my" %>')
TLD = ("<taglib><uri>http://example.com/my</uri><tag><name>if</name><tag-class>x</tag-class><body-content>JSP</body-content><attribute><name>test</name>"
       "<rtexprvalue>true</rtexprvalue></attribute></tag><tag><name>url</name><tag-class>x</tag-class><body-content>empty</body-content></tag></taglib>")
BOX = '<%@ attribute name="title" %><i title="${title}"></i>'
DATA = {"yes": True, "no": False, "n": 2, "text": "<b>", "list": [{"url": "/p?q=1", "name": "N&M", "on": True}, {"url": "/z", "name": "Z", "on": False}]}
# What a page has, and what it prints.
CASES = (
    ("""<a href="<c:url value='/x'/>">x</a>""", '<a href="/x">x</a>'),
    ("""<a href="<c:url value="/x"/>" class="<c:if test="${yes}">on</c:if>">x</a>""", '<a href="/x" class="on">x</a>'),
    ("""<a href='<c:url value="/x"/>'>x</a>""", "<a href='/x'>x</a>"),
    ("""<a href="<c:url value='/x'><c:param name='id' value='${text}'/></c:url>">x</a>""", '<a href="/x?id=%3Cb%3E">x</a>'),
    ("""<a href="<c:url value="/x.jsp?a=1"/>&amp;b=${n}#top">x</a>""", '<a href="/x.page?a=1&amp;b=2#top">x</a>'),
    ("""<a href="${pageContext.request.contextPath}/x">x</a>""", '<a href="/x">x</a>'),
    ("""<a <c:if test="${yes}">class="x"</c:if>>x</a>""", '<a class="x">x</a>'),
    ("""<tr<c:if test="${yes}"> class="odd"</c:if>></tr>""", '<tr class="odd"></tr>'),
    ("""<option value="1"<c:if test="${n == 2}"> selected="selected"</c:if>>x</option>""", '<option value="1" selected="selected">x</option>'),
    ("""<option value="<c:out value="${n}"/>" <c:if test='${no}'>selected</c:if>>x</option>""", '<option value="2" >x</option>'),
    ("""<option value="1" ${n eq 2 ? 'selected' : ''}>x</option>""", '<option value="1" selected>x</option>'),
    ("""<li class="<c:choose><c:when test="${no}">on</c:when><c:otherwise>off</c:otherwise></c:choose>">x</li>""", '<li class="off">x</li>'),
    ("""<li class="a<c:if test="${yes}"> b</c:if><c:if test="${no}"> c</c:if>">x</li>""", '<li class="a b">x</li>'),
    ("""<td <c:if test="${yes}">align="right"</c:if> <c:if test="${!yes}">align="left"</c:if>>x</td>""", '<td align="right" >x</td>'),
    ("""<input type="checkbox" <c:forEach items="${list}" var="x"><c:if test="${x.on}">checked="checked"</c:if></c:forEach>/>""", '<input type="checkbox" checked="checked"/>'),
    ("""<div style="<c:if test="${yes}">display:none</c:if>">x</div>""", '<div style="display:none">x</div>'),
    ("""<b onclick="go('<c:url value='/x'/>')">x</b>""", """<b onclick="go('\\/x')">x</b>"""),
    ("""<b onclick="say('<spring:message code='hi' javaScriptEscape='true'/>')" title="<spring:message code="hi"/>">x</b>""",
     """<b onclick="say('it\\u0027s \\u0026')" title="it&#39;s &">x</b>"""),
    ("""<form action="<c:url value='/x'/>" method="post"><input value="<c:out value='${text}' default=''/>"/></form>""",
     '<form action="/x" method="post"><input value="&lt;b&gt;"/></form>'),
    ("""<body <c:if test="${yes}">onload="x()"</c:if>>x</body>""", '<body onload="x()">x</body>'),
    ("""<script src="<c:url value='/x.js'/>"></script><link href="<c:url value="/x.css"/>" rel="stylesheet"/>""",
     '<script src="/x.js"></script><link href="/x.css" rel="stylesheet"/>'),
    ("""<script>var u = "<c:url value="/x"/>", n = ${n}, t = '<c:out value="${text}"/>';</script>""",
     """<script>var u = "\\/x", n = 2, t = '\\u003cb\\u003e';</script>"""),
    ("""<c:set var="u"><c:url value="/x"/></c:set><a href="${u}">x</a>""", '<a href="/x">x</a>'),
    ("""<c:url var="u" value="/x"><c:param name="a" value="1"/></c:url><a href="${fn:escapeXml(u)}">x</a>""", '<a href="/x?a=1">x</a>'),
    ("""<a href="<spring:url value="/o/{id}"><spring:param name="id" value="${n}"/></spring:url>">x</a>""", '<a href="/o/2">x</a>'),
    ("""<a title="<c:out value="${text}"/>"<c:if test="${yes}"> target="_blank"</c:if>>x</a>""", '<a title="&lt;b&gt;" target="_blank">x</a>'),
    ("""<div id="<c:out value="${n}"/>-<c:out value="${text}"/>">x</div>""", '<div id="2-&lt;b&gt;">x</div>'),
    ("""<c:if test="${yes}"><div class="a"></c:if><c:if test="${!yes}"><div class="b"></c:if>x</div>""", '<div class="a">x</div>'),
    ("""<c:forEach items="${list}" var="x"><li <c:if test="${x.on}">class='on'</c:if>><a href="<c:url value="${x.url}"/>">${x.name}</a></li></c:forEach>""",
     """<li class='on'><a href="/p?q=1">N&amp;M</a></li><li ><a href="/z">Z</a></li>"""),
    ("""<t:box title="<c:url value='/x'/>"/>""", '<i title="&lt;c:url value=&#39;/x&#39;/&gt;"></i>'),
    ("""<t:box title="a${n}"/>""", '<i title="a2"></i>'),
    ("""<a class="<sec:authorize access="hasAuthority('A')">admin</sec:authorize>" <sec:authorize access="isAuthenticated()">href="/in"</sec:authorize>>x</a>""",
     '<a class="" >x</a>'),
    ("""<a href="<my:url/>" <my:if test="${yes}">class="SECRET"</my:if>>x</a>""", '<a href="" >x</a>'),
    ("""<!-- <c:if test="${yes}">a</c:if> <c:out value="${n}"/> --><p>x</p>""", "<!-- a 2 --><p>x</p>"),
    ("""<title><spring:message code="hi"/> - ${text}</title>""", "<title>it&#39;s & - &lt;b&gt;</title>"),
)


class ImportAttributes(unittest.TestCase):
    def test_tags_in_tags(self):
        pages = {f"p{number}.jsp": HEAD + page for number, (page, _) in enumerate(CASES)}
        with Site({**pages, "WEB-INF/my.tld": TLD, "WEB-INF/tags/box.tag": BOX, "WEB-INF/classes/m.properties": "hi=it's &\n"}) as site:
            done = run("pagec", "import", site.root)
            self.assertEqual((done.returncode, re.findall("left in a comment.*", done.stderr)), (0, []))
            done = run("pagec", "check", site.root)
            self.assertEqual((done.returncode, re.findall(".*error.*", done.stderr)), (0, []), done.stderr)
            site.write("data.json", json.dumps(DATA))
            for number, (page, expected) in enumerate(CASES):
                with self.subTest(page):
                    done = run("pagec", "render", site.path(f"p{number}.page"), "--data", site.path("data.json"))
                    self.assertEqual((done.stdout, done.stderr), (expected, ""))

    def test_what_prints_html_says_what_to_do_instead(self):
        with Site({"a.page": """<%@ taglib prefix="c" uri="quire:core" %><%@ taglib prefix="form" uri="quire:form" %><%@ taglib prefix="t" tagdir="/WEB-INF/tags" %>
<a title="<c:import url='/x.txt'/>"></a>
<a title="<form:errors path='a'/>"></a>
<a title="<page:include page='/b.page'/>"></a>
<a title="<t:box/>"></a>
""", "WEB-INF/tags/box.tag": BOX, "b.page": "b", "x.txt": "x"}) as site:
            errors = re.findall(r"a\.page:(\d):\d+: error: (.*)", run("pagec", "check", site.root).stderr)
            hints = {int(line): message.rpartition("; ")[2] for line, message in errors}
            self.assertEqual(hints, {2: 'keep the content in a variable, as by `var="x"`, and print it with `${x}`', 3: "move it to the text of the page",
                                     4: "move it to the text of the page", 5: 'a tag file for another place says so, as by `<%@ tag context="attribute" %>`'})


if __name__ == "__main__":
    unittest.main()
