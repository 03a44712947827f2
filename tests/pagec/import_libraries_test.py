"""`pagec import`: tag libraries, messages, guards and beans of real sites, and the table of what pages need."""

import json
import os
import unittest

from support.programs import run
from support.site import Site

CORE = '<%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>'
FN = '<%@ taglib prefix="fn" uri="http://java.sun.com/jsp/jstl/functions" %>'
SHOP = '<%@ taglib prefix="shop" uri="http://example.com/shop" %>'
SPRING = '<%@ taglib prefix="spring" uri="http://www.springframework.org/tags" %>'


def attribute(name, java="", required="false", values="true"):
    return (f"<attribute><name>{name}</name><required>{required}</required><rtexprvalue>{values}</rtexprvalue>"
            f"{f'<type>{java}</type>' if java else ''}</attribute>")


TLD = f"""<?xml version="1.0" encoding="ISO-8859-1" ?>
<!DOCTYPE taglib PUBLIC "-//Sun Microsystems, Inc.//DTD JSP Tag Library 1.2//EN" "http://java.sun.com/dtd/web-jsptaglibrary_1_2.dtd">
<taglib><tlib-version>1.0</tlib-version><short-name>shop</short-name><uri>http://example.com/shop</uri>
<tag><name>price</name><tag-class>com.example.Price</tag-class><body-content>empty</body-content>
{attribute("amount", "double", "true")}{attribute("class")}{attribute("max-length", "java.lang.Integer")}{attribute("cart", "com.example.Cart")}</tag>
<tag><name>box</name><tag-class>com.example.Box</tag-class><dynamic-attributes>true</dynamic-attributes></tag>
<tag><name>if</name><tag-class>com.example.If</tag-class><body-content>JSP</body-content>{attribute("test", "boolean", "true")}</tag>
<tag><name>url</name><tag-class>com.example.Url</tag-class>{attribute("value", "", "true")}</tag>
<tag><name>each-item</name><tag-class>com.example.Each</tag-class>{attribute("items", "java.lang.Object", "true")}{attribute("var", values="false")}</tag>
<function><name>join</name><function-class>com.example.F</function-class>
<function-signature>java.lang.String join(java.util.List, java.lang.String)</function-signature></function>
<function><name>has</name><function-class>com.example.F</function-class>
<function-signature>boolean has(java.util.Map&lt;String, Integer&gt;, java.lang.Object)</function-signature></function></taglib>"""
SITE = {
    "WEB-INF/tld/shop.tld": TLD,
    "WEB-INF/head.jspf": CORE + FN + SHOP,
    "index.jsp": f"""<%@ page contentType="text/html; charset=UTF-8" language="java" %>{CORE}{FN}{SHOP}
<c:choose>
  <%-- nobody is here --%>
  <c:when test="${{empty user or fn:length(user.name) == 0}}">Hello.</c:when>
  <%-- somebody --%>
  <c:otherwise>Hello, <c:out value="${{user.name}}" default='it\\'s "you"'/> ${{fn:escapeXml(user.title)}}</c:otherwise>
</c:choose>
<c:forEach items="${{cart.items}}" var="item" varStatus="s"><shop:price amount="${{item.price}}" class="${{s.first ? 'first' : ''}}" cart="${{cart}}"/></c:forEach>
<a href="<shop:url value="/cart.jsp?id=${{cart.id}}"/>" title='<shop:price amount="1" max-length="3"/>'>cart</a>
<shop:box data-id="${{item.id}}" class="x">SECRET</shop:box>
<shop:if test="${{shop:has(stock, item.id)}}">SECRET</shop:if>
<shop:each-item items="${{cart.items}}" var="x">SECRET ${{x.name}}</shop:each-item>
<script>var names = "${{shop:join(names, ', ')}}";</script>""",
    "cart.jsp": '<%@ include file="/WEB-INF/head.jspf" %><c:if test="${a == \'}\'}"><shop:price amount="2.5"></shop:price></c:if>',
    "plain.jsp": "<p>${param.q}</p>\n",
    "document.jspx": '<p xmlns:shop="http://example.com/shop"><shop:if test="true"><b class="x">SECRET</b></shop:if><shop:price amount="1" class="a"/></p>',
}
MESSAGES = "title=Title\nhtml=<b>x</b> & y\ntotal={0} of {1}\n"


class ImportLibraries(unittest.TestCase):
    def imported(self, site, *arguments, status=0):
        done = run("pagec", "import", site.root, *arguments)
        self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
        return done.stderr

    def clean(self, folder):
        done = run("pagec", "check", folder)
        self.assertEqual((done.returncode, done.stderr), (0, ""), done.stderr)

    def test_own_tags_and_functions_become_a_header_and_every_page_is_clean(self):
        with Site(SITE) as site, Site({}) as target:
            told = self.imported(site, "-o", target.path("out"))
            self.assertNotIn("warning", told)
            self.assertIn(f"WEB-INF/tld/shop.tld -> {target.path('out/WEB-INF/src/shop_tags.h')}\n", told)
            self.assertIn(", 0 left to do", told)
            self.clean(target.path("out"))
            self.assertIn('header="shop_tags.h" namespace="shop_tags"', target.read("out/WEB-INF/head.pagef"))
            self.assertIn('<shop:if_ test="true"><b class="x">', target.read("out/document.pagex"))
            target.write("data.json", '{"cart": {"items": [{"price": 1}], "id": 7}}')
            for page in ("document.pagex", "cart.page"):
                done = run("pagec", "render", target.path("out/" + page), "--data", target.path("data.json"))
                self.assertEqual((done.returncode, "SECRET" in done.stdout), (0, False), done.stderr)
            # A function says that it is to be written, and where it was called.
            done = run("pagec", "render", target.path("out/index.page"), "--data", target.path("data.json"))
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("`has` is to be written in C++", done.stderr)
            self.assertNotIn("SECRET", done.stdout)

    def test_a_tag_with_content_writes_html_unless_it_is_in_values(self):
        tags = "".join(f"<tag><name>{name}</name><tag-class>x</tag-class>{body}</tag>" for name, body in (
            ("box", "<body-content>JSP</body-content>"), ("plain", ""), ("on", "<body-content>scriptless</body-content>"),
            ("code", "<body-content>JSP</body-content>"), ("comment", "<bodycontent>JSP</bodycontent>"), ("price", "<body-content>empty</body-content>")))
        with Site({"WEB-INF/b.tld": f"<taglib><uri>u</uri>{tags}</taglib>", "a.jsp": '<%@ taglib prefix="b" uri="u" %><b:box><i>1</i></b:box><b:plain><i>2</i></b:plain>'
                   '<p class="<b:on>3</b:on>" title="${empty a ? \'>\' : a}"></p><script>var x = <b:code>4</b:code>;</script><!-- <b:comment>5</b:comment> --><b:price/>'}) as site:
            self.imported(site)
            self.clean(site.root)
            header = site.read("WEB-INF/src/b_tags.h")
            written = {part.split()[0] for part in header.split("struct ")[1:] if "kWritesText = true;" in part}
            self.assertEqual(written, {"on", "code", "comment", "price"})
            site.write("WEB-INF/src/b_tags.h", header.replace("    // To be written.\n    static_cast<void>(tag);", "    tag.body();"))
            self.assertEqual(run("pagec", "render", site.path("a.page")).stdout,
                             '<i>1</i><i>2</i><p class="3" title="&gt;"></p><script>var x = "4";</script><!-- 5 -->')

    def test_what_is_written_of_a_header_stays(self):
        with Site(SITE) as site:
            self.imported(site)
            self.assertNotIn("exists", self.imported(site))
            site.write("WEB-INF/src/shop_tags.h", "// mine\n")
            told = self.imported(site, "--force")
            self.assertIn("/WEB-INF/src/shop_tags.h, which exists and was not changed\n", told)
            self.assertEqual(site.read("WEB-INF/src/shop_tags.h"), "// mine\n")

    def test_the_table_says_what_pages_need(self):
        site = {**SITE, "java.jsp": "<% Cart cart = new Cart(); %>", "foreign.jsp": f'{SPRING}<spring:theme code="x"/>',
                "guard.jsp": '<shiro:user>SECRET</shiro:user>', "declared.jsp": SPRING}
        with Site(site) as site:
            table = self.imported(site).partition("3 of 9 pages work as they are; others need:\n")[2]
            rows = [line.split(None, 2) for line in table.splitlines()[:-1]]
            self.assertEqual(rows[0], ["pages", "places", "what"])
            self.assertEqual(rows[1], ["3", "11", "tags and functions of WEB-INF/src/shop_tags.h, which are to be written"])
            self.assertIn(["1", "1", "Java that is to be written in C++"], rows)
            self.assertIn(["1", "2", "tags of http://www.springframework.org/tags"], rows)
            self.assertIn(["1", "1", "WEB-INF/src/security.h, which is to be written"], rows)
            lines = [json.loads(line) for line in self.imported(site, "--force", "--diagnostics=json").splitlines()]
            self.assertEqual((lines[-1]["pages"], lines[-1]["working"]), (9, 3))
            self.assertEqual(lines[-1]["needs"][0], {"need": "own-library", "what": rows[1][2], "pages": 3, "places": 11})

    def test_hostile_descriptors(self):
        names = ("a\n#error", "b; int c", "render", "class", "namespace", "_x", "1", "std", "operator", "a.b", "a-b", "x" * 5000, "größe", "*/", "errno", "/*")
        tags = "".join(f"<tag><name><![CDATA[{name}]]></name><tag-class><![CDATA[x\\\n*/ #error]]></tag-class>"
                       f"{attribute('p')}{attribute('p')}{attribute('class')}{attribute('render')}{attribute('tag')}{attribute('default', 'int', 'true')}</tag>" for name in names)
        functions = "".join(f"<function><name>f{at}</name><function-class>x</function-class><function-signature><![CDATA[{signature}]]></function-signature></function>"
                            for at, signature in enumerate(("int f(", "", "f()", "int f(int, , int)", "int f(List<List<a>)", "a b c(d e)", "int f() { } #error", "void f(int...)", "\nint\n\tf ( int )")))
        with Site({"WEB-INF/1 #.tld": f"<taglib><uri>u</uri>{tags}{functions}</taglib>", "a.jsp": '<%@ taglib prefix="t" uri="u" %><t:a.b default="1"/><t:render default="2" render="x"/>'
                   '<t:class class="x" default="3" tag="y">z</t:class>${empty param.x ? "" : t:f8(1)}', "b.jsp": "<p/>"}) as site:
            self.imported(site)
            self.clean(site.root)
            self.assertEqual(run("pagec", "render", site.path("a.page")).stdout, "")
        for damaged in ("<taglib>", '<!DOCTYPE t [<!ENTITY a SYSTEM "/etc/passwd">]><taglib><uri>&a;</uri></taglib>', "<a>" * 200, "\0"):
            with self.subTest(damaged), Site({"WEB-INF/x.tld": damaged, "a.jsp": '<%@ taglib prefix="t" uri="/WEB-INF/x.tld" %><t:a>SECRET</t:a>'}) as site:
                told = self.imported(site, status=1)
                self.assertRegex(told, "WEB-INF/x.tld:1:[0-9]+: error: ")
                self.assertNotIn("SECRET", run("pagec", "render", site.path("a.page")).stdout)

    def test_messages(self):
        page = f"""{SPRING}<p title="<spring:message code="title"/>"><spring:message code='total' arguments="${{a}},b"/><spring:message code="html"/></p>"""
        with Site({"WEB-INF/classes/texts.properties": MESSAGES, "WEB-INF/classes/texts_de.properties": MESSAGES.replace("Title", "Titel"),
                   "WEB-INF/classes/database.properties": "password=x\n", "a.jsp": page, "b.jsp": "b"}) as site, Site({}) as target:
            told = self.imported(site, "-o", target.path("out"))
            self.assertNotIn("warning", told)
            self.assertEqual(target.read("out/a.page"),
                             '<%@ taglib prefix="fmt" uri="jakarta.tags.fmt" %><p title="<fmt:message key="title"/>"><fmt:message key=\'total\'>'
                             '<fmt:param value="${a}"/><fmt:param value="b"/></fmt:message><fmt:message key="html" escapeXml="false"/></p>')
            self.assertEqual(sorted(os.listdir(target.path("out/WEB-INF/classes"))), ["texts.properties", "texts_de.properties"])
            self.assertIn('[format]\nbundle = "texts"\n', target.read("out/WEB-INF/web.toml"))
            self.assertIn("error_on_el_not_found = false\n", target.read("out/WEB-INF/web.toml"))
            self.clean(target.path("out"))
            target.write("data.json", '{"a": "<1>"}')
            done = run("pagec", "render", target.path("out/a.page"), "--data", target.path("data.json"))
            self.assertEqual((done.returncode, done.stdout.strip()), (0, '<p title="Title">&lt;1&gt; of b<b>x</b> & y</p>'), done.stderr)

    def test_bundles_in_latin_1_become_utf_8(self):
        page = f"{SPRING}<spring:message code='size'/>"
        latin = "size=Gr\xf6\xdfe \\u20ac\n".encode("latin-1")
        for where in ("WEB-INF/classes/", "WEB-INF/messages/"):
            with self.subTest(where), Site({where + "m.properties": latin, "a.jsp": page, "WEB-INF/x": ""}) as site, Site({}) as target:
                told = self.imported(site, "-o", target.path("out"))
                self.assertIn(f"m.properties -> {target.path('out/' + where)}m.properties, converted from ISO-8859-1 to UTF-8\n", told)
                self.assertEqual(target.read(f"out/{where}m.properties"), "size=Größe \\u20ac\n")
                self.clean(target.path("out"))
                self.assertEqual(run("pagec", "render", target.path("out/a.page")).stdout, "Größe €")
                lines = self.imported(site, "-o", target.path("json"), "--diagnostics=json").splitlines()
                self.assertIn({"file": "m.properties", "output": target.path(f"json/{where}m.properties"), "written": True, "encoding": "ISO-8859-1"}, map(json.loads, lines))
        # In place, Java's own bundle stays.
        with Site({"WEB-INF/classes/i18n/m.properties": latin, "WEB-INF/classes/i18n/m_de.properties": "size=Größe", "a.jsp": page}) as site:
            self.assertIn("WEB-INF/messages/i18n/m.properties, converted from ISO-8859-1 to UTF-8\n", self.imported(site))
            with open(site.path("WEB-INF/classes/i18n/m.properties"), "rb") as file:
                self.assertEqual(file.read(), latin)
            self.clean(site.root)
            self.assertEqual(run("pagec", "render", site.path("a.page")).stdout, "Größe €")

    def test_pages_in_latin_1_become_utf_8(self):
        declared = '<%@ page pageEncoding="ISO-8859-1" contentType="text/html; charset=ISO-8859-1" %>'
        with Site({"a.jsp": (declared + "Größe").encode("latin-1"), "b.jsp": "Größe".encode("latin-1"), "c.jsp": "<%@ include file='part.inc' %>", "WEB-INF/x": "",
                   "part.inc": "<b>Größe</b>".encode("latin-1"), "d.jspx": '<?xml version="1.0" encoding="ISO-8859-1"?><p>Größe</p>'.encode("latin-1")}) as site, Site({}) as target:
            self.imported(site, "-o", target.path("out"))
            self.clean(target.path("out"))
            for page in ("a.page", "b.page", "c.page", "d.pagex"):
                self.assertIn("Größe", run("pagec", "render", target.path("out/" + page)).stdout, page)

    def test_messages_of_struts(self):
        page = ('<%@ taglib prefix="s" uri="/struts-tags" %><%@ taglib prefix="bean" uri="/WEB-INF/struts-bean.tld" %><%@ taglib prefix="fmt" uri="http://java.sun.com/jsp/jstl/fmt" %>'
                "<s:text name='total'><s:param value=\"'a & b'\"/><s:param>${x}</s:param></s:text>|<bean:message key='total' arg0='${x}' arg1='5&nbsp;&euro;'/>|"
                "<fmt:message key='total'><fmt:param value='${x}'/><fmt:param>c</fmt:param></fmt:message>|<a title=\"<s:text name='total'><s:param>&amp;</s:param></s:text>\"></a>")
        with Site({"WEB-INF/classes/m.properties": "total={0} of {1}\n", "a.jsp": page}) as site:
            told = self.imported(site)
            self.assertNotIn("left in", told)
            self.clean(site.root)
            site.write("data.json", '{"x": "<1>"}')
            self.assertEqual(run("pagec", "render", site.path("a.page"), "--data", site.path("data.json")).stdout,
                             'a &amp; b of &lt;1&gt;|&lt;1&gt; of 5\xa0€|&lt;1&gt; of c|<a title="&amp; of {1}"></a>')

    def test_a_site_extends_the_table(self):
        rule = '[[tag]]\nname = "shop:text"\nbecomes = "fmt:message"\nattributes = { id = "key" }\nparam = ["a", "b"]\n'
        with Site({"WEB-INF/shop.tld": "<taglib><uri>u</uri><tag><name>text</name></tag></taglib>", "map.toml": rule,
                   "a.jsp": '<%@ taglib prefix="shop" uri="u" %><shop:text id="title" b="2" a="${1}"/>'}) as site:
            self.imported(site, "--map", site.path("map.toml"))
            self.assertTrue(site.read("a.page").endswith('<fmt:message key="title"><fmt:param value="${1}"/><fmt:param value="2"/></fmt:message>'))
            for mistake, place, sentence in ((rule + "atributes = {}", "6:1", "did you mean `attributes`?"), (rule.replace("fmt:m", "f:m"), "3:12", "bad value for `becomes`"),
                                             ("[[tag]", "1:", ""), ('[[tag]]\nname = "x:y"', "1:1", "does not say what it `becomes`"), ("\xff", "1:", "")):
                site.write("bad.toml", mistake)
                done = run("pagec", "import", site.root, "--force", "--map", site.path("bad.toml"))
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(f"bad.toml:{place}", done.stderr)
                self.assertIn(sentence, done.stderr)
            done = run("pagec", "import", site.root, "--force", "--map", site.path("none.toml"))
            self.assertIn("none.toml", done.stderr)
            self.assertNotEqual(done.returncode, 0)

    def test_guards_are_converted_or_hide_what_is_in_them(self):
        page = ('<%@ taglib prefix="shiro" uri="http://shiro.apache.org/tags" %><%@ taglib prefix="sec" uri="http://www.springframework.org/security/tags" %>'
                '<shiro:hasRole name="admin">A</shiro:hasRole><sec:authorize access="hasRole(\'X\')">B</sec:authorize><shiro:guest>C</shiro:guest>'
                '<shiro:hasPermission name="p">SECRET1</shiro:hasPermission><sec:authorize access="hasRole(\'X\') or permitAll">SECRET2</sec:authorize>')
        with Site({"a.jsp": page, "WEB-INF/x": ""}) as site:
            told = self.imported(site)
            text = site.read("a.page")
            for part in ('<%@ taglib prefix="security" uri="quire:security" %>', '<%@ page import="security.h" %>', '<security:role name="admin">A</security:role>',
                         '<security:role name="ROLE_X">B</security:role>', "<security:anonymous>C</security:anonymous>",
                         "--%><% if (false) { %>SECRET1<% } %>", "--%><% if (false) { %>SECRET2<% } %>"):
                self.assertIn(part, text)
            self.assertIn("`hasRole('X') or permitAll` has no equivalent", told)
            # Nobody is signed in until the site says who is.
            self.clean(site.root)
            self.assertEqual(run("pagec", "render", site.path("a.page")).stdout, "C")
            header = site.read("WEB-INF/src/security.h")
            self.assertIn("inline std::string quire_user(", header)
            self.assertIn("inline bool quire_has_role(", header)
            site.write("b.page", '<%@ page import="security.h" %><%= quire_user(context).empty() && !quire_has_role(context, "x") %>')
            self.assertEqual(run("pagec", "render", site.path("b.page")).stdout, "true")

    def test_forms_of_spring(self):
        page = f"""{SPRING}<%@ taglib prefix="form" uri="http://www.springframework.org/tags/form" %>
<spring:url value="/owners/{{ownerId}}" var="link"><spring:param name="ownerId" value="${{owner.id}}"/></spring:url><a href="${{link}}">owner</a>
<form:form modelAttribute="owner" action="/save" cssClass="wide">
<form:errors path="*" element="div"/><form:label path="name">Name</form:label><form:input path="name" cssClass="a" disabled="false"></form:input><form:errors path="name"/>
<form:password path="password"/><form:textarea path="note" rows="2"/><form:hidden path="id"/>
<form:select path="type"><form:option value="">-- a &amp; b&nbsp;--</form:option><form:options items="${{types}}" itemValue="id" itemLabel="name"/></form:select>
<form:checkbox path="agreed" label="I <agree>"/><form:radiobuttons path="color" items="${{colors}}" delimiter="|"/>
<form:checkboxes path="roles" items="${{types}}" itemValue="id" itemLabel="name"/><form:button>Save</form:button></form:form>"""
        data = {"owner": {"id": 7, "name": "<A>", "password": "SECRET", "note": "n", "type": 2, "agreed": True, "color": "red", "roles": [1]},
                "types": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}], "colors": ["green", "red"], "owner_errors": {"name": ["too short"]}}
        with Site({"a.jsp": page, "b.jsp": page.replace("form:", "f:").replace('"form"', '"f"'), "WEB-INF/x": ""}) as site:
            told = self.imported(site)
            self.assertIn(", 0 left to do", told)
            self.assertIn("2 of 2 pages work", told)
            self.clean(site.root)
            site.write("data.json", json.dumps(data))
            for name in ("a.page", "b.page"):
                # Without data, a page shows an empty form.
                self.assertIn('name="name"', run("pagec", "render", site.path(name)).stdout)
                done = run("pagec", "render", site.path(name), "--data", site.path("data.json"))
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertNotIn("SECRET", done.stdout)
                for part in ('<a href="/owners/7">', 'class="wide" id="owner"', 'value="&lt;A&gt;"', "too short", 'type="password"', "-- a &amp; b\xa0--</option>", '<option value="2" selected>dog',
                             "I &lt;agree", 'value="red" checked', "|<span>", ">Save</button>"):
                    self.assertIn(part, done.stdout)

    def test_samples_have_lists(self):
        page = '<jsp:useBean id="a" class="x.A" scope="session"/>${a.list[0].x} ${a.list[1].y[2]} ${a.list[0].x} ${a.z["k"]}<c:forEach items="${a.rows}" var="r">${r.name}</c:forEach>'
        page = CORE + page
        with Site({"a.jsp": page, "WEB-INF/x": ""}) as site:
            self.imported(site)
            self.assertEqual(json.loads(site.read("WEB-INF/sample.json")), {"a": {"list": [{"x": "x", "y": ["y"]}], "z": {"k": "k"}, "rows": [{"name": "name"}]}})
            self.assertEqual(run("pagec", "render", site.path("a.page"), "--data", site.path("WEB-INF/sample.json")).stdout, "x  x kname")

    def test_functions_and_tags_with_names_of_cpp(self):
        tld = ("<taglib><uri>u</uri><function><name>delete</name><function-class>x</function-class><function-signature>int delete(java.lang.String)"
               "</function-signature></function></taglib>")
        with Site({"WEB-INF/p.tld": tld, "WEB-INF/x": "", "b.jspx": '<b xmlns:p="u" title="${p:delete(\'1\')}">${empty p:delete("2")}</b>', "a.jsp": '<%@ taglib prefix="p" uri="u" %>${p:delete("a")}<b title="${1 + p:delete(\'p:delete(1)\')}"></b>'}) as site:
            self.imported(site)
            self.assertIn('title="${p:delete_(\'1\')}">${empty p:delete_("2")}</b>', site.read("b.pagex"))
            self.assertIn('${p:delete_("a")}<b title="${1 + p:delete_(\'p:delete(1)\')}">', site.read("a.page"))
            self.clean(site.root)

    def test_beans_that_only_expressions_read(self):
        page = ('<jsp:useBean id="cart" class="com.example.Cart" scope="session"/><jsp:useBean id="form" class="com.example.Form"/>'
                "${cart.owner.name} ${form.title} ${cart['items']}")
        with Site({"a.jsp": page, "WEB-INF/x": ""}) as site:
            self.imported(site)
            self.assertEqual(site.read("a.page"), '<jsp:useBean id="form" class="quire::Value" scope="request"/>${cart.owner.name} ${form.title} ${cart[\'items\']}')
            self.assertEqual(json.loads(site.read("WEB-INF/sample.json")), {"cart": {"owner": {"name": "name"}, "items": "items"}, "form": {"title": "title"}})
            self.clean(site.root)
            self.assertEqual(run("pagec", "render", site.path("a.page"), "--data", site.path("WEB-INF/sample.json")).stdout, "name title items")


if __name__ == "__main__":
    unittest.main()
