#include "compiler/import/import.h"

#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

#include <string>

using namespace quire::compiler;

namespace {

std::string turned(const std::string& jsp, const std::string& path = "a.jsp") { return import_file(jsp, path).text; }

/// How many elements are left of that Java.
std::size_t left_of(const std::string& jsp) { return import_file(jsp, "a.jsp").counts.left; }

}  // namespace

TEST_CASE("a page without Java comes through byte for byte") {
  for (const char* page : {"", "text\r\n", "<%-- c --%><%@ page session=\"false\" %>\n${a}<p x='y'>\\${b}</p>\xC3\xA9",
                           "\xEF\xBB\xBF<jsp:text>a</jsp:text>", "<%@ tag body-content=\"empty\" %><jsp:doBody/>",
                           "<%@ taglib prefix='c' uri='jakarta.tags.core' %><c:if test='${a}'>b</c:if>",
                           "<svg:g xmlns:svg='http://www.w3.org/2000/svg'><svg:a xlink:href='x'/></svg:g>a<b:c",
                           "<jsp:element name=\"p\"><jsp:attribute name=\"a\">1</jsp:attribute></jsp:element>"}) {
    const std::string path = std::string(page).find("@ tag") != std::string::npos ? "WEB-INF/tags/a.tag" : "a.jsp";
    const ImportedFile file = import_file(page, path);
    CHECK(file.text == page);
    CHECK(file.counts.turned == 0);
    CHECK(file.counts.left == 0);
  }
}

TEST_CASE("names of pages follow, and nothing else") {
  CHECK(import_file("", "a/b.jsp").name == "a/b.page");
  CHECK(import_file("", "a/b.jspf").name == "a/b.pagef");
  CHECK(import_file("<a/>", "b.jspx").name == "b.pagex");
  CHECK(import_file("", "WEB-INF/tags/b.tag").name == "WEB-INF/tags/b.tag");
  CHECK(turned("<a href=x.jsp>") == "<a href=x.page>");
  CHECK(turned("<a HREF = '/a/x.jsp;s=1?y.jsp'>") == "<a HREF = '/a/x.page;s=1?y.jsp'>");
  CHECK(turned("<a href=\"${base}/x.jsp?a=${1}\">") == "<a href=\"${base}/x.page?a=${1}\">");
  CHECK(turned("<a href='//host/x.jsp'><a href='ftp:x.jsp'><a title='x.jsp'>x.jsp") ==
        "<a href='//host/x.jsp'><a href='ftp:x.jsp'><a title='x.jsp'>x.jsp");
  CHECK(turned("<script>if (a<b) x = 'href=y.jsp'</script><a href=z.jsp>") ==
        "<script>if (a<b) x = 'href=y.jsp'</script><a href=z.page>");
  CHECK(turned("<% response.sendRedirect(\"x.jsp?a=1\"); %>") == "<% response.redirect(\"x.page?a=1\"); %>");
}

TEST_CASE("the path of a page in the body of an attribute follows") {
  CHECK(turned("<jsp:include><jsp:attribute name='page'>x.jsp\n</jsp:attribute></jsp:include>") ==
        "<jsp:include><jsp:attribute name='page'>x.page\n</jsp:attribute></jsp:include>");
  CHECK(turned("<a><jsp:forward><jsp:attribute name='page'>x.jsp</jsp:attribute></jsp:forward></a>", "a.jspx") ==
        "<a><jsp:forward><jsp:attribute name='page'>x.page</jsp:attribute></jsp:forward></a>");
  for (const char* path : {"a.jsp", "a.jspx"}) {
    const ImportedFile file =
        import_file("<jsp:element name='a'><jsp:attribute name='b'>x.jsp</jsp:attribute></jsp:element>", path);
    CHECK(file.text.find("x.jsp") != std::string::npos);
    CHECK(file.counts.mentions == 1);
  }
}

TEST_CASE("strings in Java follow where they name a page of the site") {
  const JspContext context{{}, [](std::string_view link) { return link == "x.jsp" || link == "/a/y.jsp"; }};
  const auto imported = [&](const char* jsp, const char* path = "a.jsp") { return import_file(jsp, path, context); };
  CHECK(imported("<% String s = \"x.jsp\"; out.print(\"<a href='/a/y.jsp?b=1'>\" + s); %>").text ==
        "<% std::string s = \"x.page\"; out.raw(\"<a href='/a/y.page?b=1'>\"); out << s; %>");
  CHECK(imported("<%= \"<a href='x.jsp'>\" %>").text == "<a href='x.page'>");
  CHECK(imported("<jsp:include page='<%= \"x.jsp\" %>'/>").text == "<jsp:include page='<%= \"x.page\" %>'/>");
  CHECK(imported("<a><jsp:expression>\"x.jsp\"</jsp:expression></a>", "a.jspx").text ==
        "<a><jsp:expression>&quot;x.page&quot;</jsp:expression></a>");
  CHECK(imported("<% String s = \"x.jsp\" + \"x.jsp\"; %>").counts.names == 2);
  for (const char* other :
       {"<% String s = \"z.jsp\"; %>", "<% String s = \"http://x.jsp\"; %>", "<% String s = \"/x.jsp\"; %>"}) {
    CAPTURE(other);
    CHECK(imported(other).text.find(".jsp") != std::string::npos);
    CHECK(imported(other).counts.mentions == 1);
  }
}

TEST_CASE("names of the site's pages follow in scripts and attributes, but not in prose") {
  const JspContext context{{}, [](std::string_view link) { return link == "x.jsp" || link == "./x.jsp"; }};
  const auto imported = [&](const std::string& jsp, const char* path) { return import_file(jsp, path, context); };
  for (const char* path : {"a.jsp", "a.jspx"}) {
    const ImportedFile file = imported(
        "<p onclick=\"go('./x.jsp?a')\">see x.jsp<script>location = 'x.jsp';</script>"
        "<jsp:include page='y.jsp'><jsp:param name='a' value='x.jsp'/></jsp:include></p>",
        path);
    CHECK(file.text ==
          "<p onclick=\"go('./x.page?a')\">see x.jsp<script>location = 'x.page';</script>"
          "<jsp:include page='y.page'><jsp:param name='a' value='x.page'/></jsp:include></p>");
    CHECK(file.counts.names == 4);
    CHECK(file.counts.mentions == 1);
    CHECK(imported("<p onclick=\"go('z.jsp')\">z</p>", path).counts.mentions == 1);
  }
}

TEST_CASE("an action that may contain only parameters is left whole with anything else in it") {
  for (const char* page :
       {"<jsp:include page='x.jsp'><s:a b='c'><jsp:param name='d' value='e'/></s:a></jsp:include>",
        "<jsp:include page='x.jsp'><% if (a) { %><jsp:param name='d' value='e'/><% } %></jsp:include>",
        "<jsp:forward page='x.jsp'><c:if test='a'><jsp:param name='d' value='e'/></c:if></jsp:forward>"}) {
    const ImportedFile file = import_file(page, "a.jsp");
    CAPTURE(file.text);
    CHECK(file.text.starts_with("<%-- import: only `<jsp:param>` is allowed in it:\n" + std::string(page) + "\n--%>"));
    CHECK(file.counts.left == 1);
    CHECK_FALSE(file.sink.has_errors());
  }
}

TEST_CASE("the result is in UTF-8, whatever the JSP was stored in") {
  CHECK(turned("<%@ page pageEncoding=\"ISO-8859-1\" %>\xE9") == "<%@ page pageEncoding=\"UTF-8\" %>\xC3\xA9");
  // Without `pageEncoding`, that of the content type; without that, Latin 1.
  CHECK(turned("<%@ page contentType=\"text/html; charset=windows-1252\" %>\x80") ==
        "<%@ page contentType=\"text/html; charset=UTF-8\" %>\xE2\x82\xAC");
  CHECK(turned("\xE9") == "\xC3\xA9");
  // Only a directive declares it, not what is in a comment.
  const std::string comment = "<%-- <%@ page pageEncoding=\"ISO-8859-1\" %> --%>\xC3\xA9";
  CHECK(turned(comment) == comment);
  CHECK(turned("<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xE9'/>", "a.jspx") ==
        "<?xml version='1.0' encoding='UTF-8'?><a b='\xC3\xA9'/>");
  CHECK(turned("\xC3\xA9") == "\xC3\xA9");
  CHECK(turned(std::string("\xFF\xFE") + std::string("a\0b\0", 4)) == "ab");
}

TEST_CASE("what stands in a condition that is left is not shown") {
  CHECK(turned("<% if (user.isAdmin()) { %>secret<% } else { %>x<% } %>") ==
        "<% if (false /* import: `user` is not known: if (user.isAdmin()) */) { %>secret"
        "<% } else while (false /* import: it depends on the condition of its `if`: else */) { %>x<% } %>");
  CHECK(turned("<%@ taglib prefix='x' uri='/x.tld' %><x:y/><x:admin>secret</x:admin>")
            .find("%><% if (false) { %>secret<% } %><%--") != std::string::npos);
  // What follows may depend on a check that ends the page.
  for (const char* check : {"<% if (user == null) return; %>", "<% guard.forward(x); %>", "<% if (a.b()) { %>",
                            "<jsp:forward page=\"<%= a.b() %>\"/>"})
    CHECK(turned(check).find("response.send_error(501") != std::string::npos);
  CHECK(turned("<% a.b(); %>").find("501") == std::string::npos);
}

TEST_CASE("the content of a tag that may be that of a Java library is not shown") {
  for (const char* page : {"<sec:authorize access='x'>SECRET</sec:authorize>", "<o:p>SECRET</o:p>",
                           "<a xmlns:sec='http://www.springframework.org/security/tags'><sec:x>SECRET</sec:x></a>"})
    for (const char* path : {"a.jsp", "a.jspf", "WEB-INF/tags/a.tag", "a.jspx", "WEB-INF/tags/a.tagx"}) {
      const ImportedFile file = import_file(page, path);
      CAPTURE(page, path, file.text);
      CHECK(file.counts.left == 1);
      CHECK(file.sink.diagnostics().size() == 1);
      const bool is_hidden = file.text.find("<% if (false) { %>SECRET<% } %>") != std::string::npos ||
                             file.text.find("SECRET") < file.text.find("-->");
      CHECK(is_hidden);
    }
}

TEST_CASE("a tag of an own library that becomes no other is one to be written") {
  const quire::TemporaryFolder folder;
  folder.write("WEB-INF/openmrs.tld",
               "<taglib><uri>/openmrs</uri><tag><name>message</name></tag><tag><name>if</name></tag></taglib>");
  JspSite site(folder.path());
  const std::string taglib = "<%@ taglib prefix=\"openmrs\" uri=\"/openmrs\" %>";
  const ImportedFile file = import_file(
      taglib + "<openmrs:message code='a'/><openmrs:message code='a' other='b'/><openmrs:if>SECRET</openmrs:if>",
      "a.jsp", site.context_of("a.jsp"));
  CHECK(file.text ==
        "<%@ taglib prefix=\"fmt\" uri=\"jakarta.tags.fmt\" %>"
        "<%@ taglib prefix=\"openmrs\" header=\"openmrs_tags.h\" namespace=\"openmrs_tags\" %>"
        "<fmt:message key='a'/><openmrs:message code='a' other='b'/><openmrs:if_>SECRET</openmrs:if_>");
  CHECK(file.needs.libraries == std::map<std::string, std::size_t>{{"openmrs_tags.h", 2}});
  CHECK(file.counts.left == 0);
}

TEST_CASE("tags that become others find the prefix of their library in the file") {
  const std::string spring = "<%@ taglib prefix='spring' uri='http://www.springframework.org/tags' %>";
  const std::string message = "<spring:message code='a'/>";
  CHECK(turned("<%@ taglib prefix='f' uri='jakarta.tags.fmt' %>" + spring + message) ==
        "<%@ taglib prefix='f' uri='jakarta.tags.fmt' %><f:message key='a'/>");
  CHECK(turned("<%@ taglib prefix='fmt' tagdir='/WEB-INF/tags' %>" + spring + message) ==
        "<%@ taglib prefix=\"quire-fmt\" uri=\"jakarta.tags.fmt\" %><%@ taglib prefix='fmt' tagdir='/WEB-INF/tags' %>"
        "<quire-fmt:message key='a'/>");
  // A byte order mark stays at the beginning.
  CHECK(turned("\xEF\xBB\xBF" + message) ==
        "\xEF\xBB\xBF<%@ taglib prefix=\"fmt\" uri=\"jakarta.tags.fmt\" %><fmt:message key='a'/>");
  // A directive declares it only for what follows.
  CHECK(turned(message + spring).starts_with("<%@ taglib prefix=\"fmt\" uri=\"jakarta.tags.fmt\" %><fmt:message"));
}

TEST_CASE("a guard that does not end in its file hides all that follows") {
  for (const char* page : {"<shiro:user>SECRET", "<shiro:user><b>SECRET</b></sec:authorize>"}) {
    const std::string text = turned(page);
    CAPTURE(text);
    CHECK(text.find("send_error(501") < text.find("SECRET", text.find("--%>")));
  }
}

TEST_CASE("beans that something else reads stay") {
  const std::string bean = "<jsp:useBean id=\"cart\" class=\"a.Cart\" scope=\"session\"/>";
  CHECK(turned(bean + "${cart.a}") == "${cart.a}");
  CHECK(turned(bean) == "");
  for (const char* reader :
       {"<%= cart.getA() %>", "<% /* */ int i = cart.getA(); %>", "<jsp:getProperty name=\"cart\" property=\"a\"/>",
        "<c:out value=\"<%= cart.getA() %>\"/>", "<jsp:setProperty name=\"cart\" property=\"*\"/>"}) {
    CAPTURE(reader);
    CHECK(turned(bean + reader).find("<jsp:useBean id=\"cart\"") != std::string::npos);
  }
  CHECK(turned("<jsp:useBean id=\"a\" class=\"A\" scope=\"session\">x</jsp:useBean>").find("useBean") !=
        std::string::npos);
}

TEST_CASE("an import of a Java class is left only where the page needs it") {
  const auto left = [](const std::string& names, const std::string& java) {
    return import_file("<%@ page import=\"" + names + "\" %><% " + java + " %>", "a.jsp").counts.left;
  };
  CHECK(left("com.acme.Cart, java.util.List, com.acme.*", "int i = 0;") == 0);
  CHECK(left("com.acme.Cart", "Cart c;") == 2);
  CHECK(left("com.acme.Bag", "Cart c;") == 1);
  CHECK(left("com.acme.*", "Cart c;") == 2);
  CHECK(turned("<%@ page import=\"com.acme.Cart\" %>x") == "x");
}

TEST_CASE("a document may declare any prefix for standard actions") {
  const std::string document =
      "<j:root xmlns:j=\"http://java.sun.com/JSP/Page\" version=\"2.0\">"
      "<j:directive.page import=\"java.util.List\"/><j:scriptlet>String s = \"x\";</j:scriptlet><j:include "
      "page=\"a.jsp\"/></j:root>";
  for (const char* path : {"a.jspx", "a.jsp"})
    CHECK(turned(document, path) ==
          "<j:root xmlns:j=\"http://java.sun.com/JSP/Page\" version=\"2.0\"><j:directive.page import=\"&lt;vector>\"/>"
          "<j:scriptlet>std::string s = &quot;x&quot;;</j:scriptlet><j:include page=\"a.page\"/></j:root>");
  CHECK(
      turned("<p xmlns:jsp='http://www.w3.org/'><jsp:scriptlet>String s;</jsp:scriptlet></p>", "a.jspx").find("std") ==
      std::string::npos);
}

TEST_CASE("an element in a namespace that may be that of a Java library says so") {
  const ImportedFile file = import_file("<a xmlns=\"http://example.com/my\">SECRET</a>", "a.jspx");
  CHECK(file.text.starts_with(
      "<!-- import: `<a>` is in the namespace `http://example.com/my`, which may be that of a Java library; "));
  CHECK(file.counts.left == 1);
}

TEST_CASE("prefixes that other files declare are known") {
  const TagPrefixes prefixes = {
      {"c", {PrefixKind::kKnown}}, {"sec", {PrefixKind::kJava}}, {"v", {PrefixKind::kMarkup}}};
  const ImportedFile file = import_file("<c:url value='a.jsp'/><v:shape/><sec:x/>", "a.jsp", {prefixes});
  CHECK(file.text.starts_with("<c:url value='a.page'/><v:shape/><%-- import: `<sec:x>` is a tag of a Java library;"));
}

TEST_CASE("a page answers 501 where what is not shown might have ended it") {
  for (const char* page :
       {"<a:b><jsp:forward page='x.jsp'/></a:b>", "<a:b><% if (c) { %><% return; %><% } %></a:b>",
        "<% if (a.b()) { %><jsp:forward page='x.jsp'><jsp:param name='n' value='1'/></jsp:forward><% } %>",
        "<% if (a.b()) { return; } else { %>x<% } %>"}) {
    const std::string text = turned(page);
    CAPTURE(text);
    CHECK(text.find("send_error(501") < text.find("if (false)"));
  }
  CHECK(turned("<a><x:y xmlns:x='urn:x'><jsp:forward page='a.jsp'/></x:y></a>", "a.jspx").find("send_error(501") !=
        std::string::npos);
  CHECK(turned("<% if (a.b()) { %>x<% } %><% if (true) return; %>").find("501") == std::string::npos);
}

TEST_CASE("elements in XML syntax are read outside XML too") {
  CHECK(turned("<jsp:directive.page session=\"false\"/>") == "<%@ page session=\"false\" %>");
  CHECK(turned("<jsp:directive.include file='a.jspf'></jsp:directive.include>") == "<%@ include file='a.pagef' %>");
  CHECK(turned("<jsp:scriptlet>--i;</jsp:scriptlet>").find("<%--i") == std::string::npos);
  CHECK(turned("<jsp:expression><![CDATA[1 < 2]]></jsp:expression>") == "<%= 1 < 2 %>");
  CHECK(turned("<jsp:declaration>int n;</jsp:declaration>") == "<%! int n = 0; %>");
  CHECK(turned("<jsp:scriptlet> // %> %\\>\n out.print(1);</jsp:scriptlet>") == "<%  // %\\> %\\>\n out << 1; %>");
}

TEST_CASE("Java whose meaning differs in C++ is left") {
  for (const char* java : {"<%= \"a\" == \"b\" %>",
                           "<% int i = 1; i >>= 2; %>",
                           "<% Integer a = 1000, b = 1000; if (a == b) ; %>",
                           "<%= 'a' + null %>",
                           "<%= 0xFFFFFFFF %>",
                           "<%= 2147483648 %>",
                           "<%= 1.5f %>",
                           "<%= x %>",
                           "<%= \"\\u0041\" %>",
                           "<%= \"\"\"x\"\"\" %>",
                           "<%= a instanceof B %>",
                           "<%= \"\\0\" %>",
                           "<%= 0xFFFFFFFFFFFFFFFFL %>",
                           "<%= request.getParameter(\"a\").toUpperCase() %>",
                           "<% List<String> a = new ArrayList<String>(), b = a; %>",
                           "<% int i = 1; { int i = 2; } %>",
                           "<% for (;;) %>x",
                           "<% if (true) // c \\\n x(); %>",
                           "<% int a = /* c */ 1; %>",
                           "<% int x = 5; int y = x++ + ++x; %>",
                           "<% int x = 1; x = x++; %>",
                           "<% int x = 1; int y = x + (x = 2); %>",
                           "<% int[] a = {1}; int i = 0; a[i] = i++; %>",
                           "<%! int n; int next() { return ++n; } %><%= next() - next() %>",
                           "<% label: for (;;) {} %>",
                           "<% Object o = 1; %>",
                           "<% throw new Exception(); %>",
                           "<% out.print(new int[] {1}); %>",
                           "<% out.write(200); %>",
                           "<% ; } %>"})
    CHECK((left_of(java) > 0 && turned(java).find("import:") != std::string::npos));
}

TEST_CASE("Java whose meaning is the same is turned") {
  const auto pairs = std::initializer_list<std::pair<const char*, const char*>>{
      {"<%= \"a\" + 1 + 'c' %>", "<%= std::string(\"a\") + std::to_string(1) + 'c' %>"},
      {"<%= \"<i>\" + 1 %>", "<i><%= 1 %>"},
      {"<%= 1 + 2 * (3 - 4) %>", "<%= 1 + 2 * (3 - 4) %>"},
      {"<%= \"\\u00e9\" %>", "<%= \"\xC3\xA9\" %>"},
      {"<% int delete = 1; %>", "<% int delete_ = 1; %>"},
      {"<% boolean a, b = true; %>", "<% bool a = false, b = true; %>"},
      {"<% String s = null; if (s == null) s = \"x\"; %>", "<% std::string s; if (s.empty()) s = \"x\"; %>"},
      {"<% int[] a = new int[] {1, 2}; a[0] += a.length; %>",
       "<% std::vector<int> a = std::vector<int>{1, 2}; a.at(static_cast<std::size_t>(0)) += "
       "static_cast<int>(a.size()); %>"},
      {"<% String[] a = {\"x\", \"y\"}; for (String s : a) out.print(s); %>",
       "<% std::vector<std::string> a = std::vector<std::string>{\"x\", \"y\"}; for (const std::string& s : a) out << "
       "s; %>"},
      {"<%= ((Integer) session.getAttribute(\"n\")).intValue() + 1 %>",
       "<%@ page import=\"<quire/java.h>\" %><%= quire::java::required(session.get<int>(\"n\")) + 1 %>"},
      {"<% out.print('<'); out.print('\"'); out.println('\\''); %>",
       "<% out.raw(\"<\"); out.raw(\"\\\"\"); out.raw(\"\\'\"); out.raw(\"\\n\"); %>"},
      {"<%= 1 & 2 | 3 << 4 + 5 %>", "<%= (1 & 2) | (3 << ((4 + 5) & 31)) %>"},
      {"<% int a, b; a = b = 1; a = a + 1; a += b++; %>", "<% int a = 0, b = 0; a = b = 1; a = a + 1; a += b++; %>"},
      {"<% if (1 < 2) out.print(\"<b>\" + 1); else out.flush(); %>",
       "<% if (1 < 2) { out.raw(\"<b>\"); out << 1; } else out.flush(); %>"},
      {"<% int i = 1; long n = 1L; i = i << 33; n = n << i; i = i << 9; %>",
       "<% int i = 1; long long n = 1LL; i = i << 1; n = n << (i & 63); i = i << 9; %>"},
      {"<% i(); // c %\\> inside\n %>",
       "<%-- import: this scriptlet is Java (the method `i` is not known); write it in "
       "C++:\n<% i(); // c %\\> inside\n %>\n--%>"},
      {"<% out.print(1); // c %\\> inside\n %>", "<% out << 1; // c %\\> inside\n %>"},
      {"<% do { ; } while (false); %>", "<% do { ; } while (false); %>"},
      {"<%= \"a\".equals(request.getMethod()) %>", "<%= \"a\" == request.method() %>"},
      {"<%= request.getAttribute(\"a\") != null %>", "<%= !request.attribute(\"a\").is_null() %>"},
      {"<% final long n = (long) 1; %>", "<% const long long n = static_cast<long long>(1); %>"}};
  for (const auto& [java, cpp] : pairs) CHECK(turned(java) == cpp);
}

TEST_CASE("a call of what may be null throws, so that no guard opens") {
  const std::string header = "<%@ page import=\"<quire/java.h>\" %>";
  const std::string null = "context.attribute(\"u\", quire::Scope::kSession).is_null()";
  const std::pair<std::string, std::string> pairs[] = {
      {"<% String u = (String) session.getAttribute(\"u\"); if (!u.equals(\"x\")) { %>S<% } %>",
       "<% std::string u = session.get_or<std::string>(\"u\", {}); "
       "if (!(quire::java::required(u.empty(), u) == \"x\")) { %>S<% } %>"},
      {"<% if (!session.getAttribute(\"u\").equals(\"x\")) { %>S<% } %>",
       "<% if (!(quire::java::required(" + null +
           ", context.attribute(\"u\", quire::Scope::kSession)) == "
           "quire::Value(\"x\"))) { %>S<% } %>"},
      {"<% if (!request.getParameter(\"u\").equals(\"x\")) { %>S<% } %>",
       "<% if (!(quire::java::required(!request.has_param(\"u\"), request.param(\"u\")) == \"x\")) { %>S<% } %>"},
      {"<% Boolean b = (Boolean) session.getAttribute(\"u\"); if (!b) { %>S<% } %>",
       "<% bool b = quire::java::required(session.get<bool>(\"u\")); if (!b) { %>S<% } %>"},
      {"<% String u; u = request.getParameter(\"u\"); if (\"\".equals(u)) { %>S<% } %>",
       "<% std::string u; u = std::string(request.param(\"u\")); "
       "if (\"\" == quire::java::required(u.empty(), u)) { %>S<% } %>"}};
  for (const auto& [java, cpp] : pairs) CHECK(turned(java) == header + cpp);
}

TEST_CASE("what is missing prints null in text, but stays missing in the attributes of other tags") {
  CHECK(turned("<jsp:element name='<%= request.getParameter(\"a\") %>'/>") ==
        "<jsp:element name='<%= request.has_param(\"a\") ? request.param(\"a\") : \"null\" %>'/>");
  CHECK(takes_text("jsp:param"));
  CHECK_FALSE(takes_text("jsp:setProperty"));
  CHECK_FALSE(takes_text("c:out"));
}

TEST_CASE("what is printed otherwise than in Java is reported") {
  for (const char* java : {"<% String q = request.getParameter(\"q\"); %>", "<% int i = 2; i = i * i * 500000; %>",
                           "<% char c = (char) 200; %>", "<%= request.getParameter(\"q\").length() %>",
                           "<%= \"abc\".substring(2, 1) %>", "<% String next = \"x.jsp\"; %>",
                           "<% response.sendRedirect(\"x.jsp?a=\" + 1); %>", "<jsp:param name='a' value='x.jsp'/>"}) {
    CAPTURE(java, turned(java));
    CHECK_FALSE(import_file(java, "a.jsp").sink.diagnostics().empty());
  }
  CHECK(import_file("<a><jsp:text>x.jsp</jsp:text></a>", "a.jspx").sink.diagnostics().size() == 1);
  CHECK(import_file("<jsp:include page='x.jsp'/><% response.sendRedirect(\"y.jsp\"); %>", "a.jsp")
            .sink.diagnostics()
            .size() == 1);
}

TEST_CASE("what a tag file is given is no attribute of its context here") {
  const ImportedFile file = import_file(
      "<%@ attribute name=\"title\" %><% String title = \"x\"; %><% String b = (String) "
      "jspContext.getAttribute(\"title\"); %>",
      "WEB-INF/tags/a.tag");
  CHECK(file.counts.left == 2);
}

TEST_CASE("deep and long Java ends") {
  const std::string deep = std::string(100000, '(') + "1" + std::string(100000, ')');
  CHECK(left_of("<%= " + deep + " %>") == 1);
  CHECK(left_of("<%= " + std::string(100000, '-') + "1 %>") == 1);
  std::string sum = "\"a\"";
  for (int i = 0; i < 10000; ++i) sum += " + \"b\"";
  CHECK(left_of("<%= " + sum + " %>") == 1);
  // Each depends on the one after it, or so it seems.
  std::string chain;
  for (int i = 0; i < 300; ++i) chain += "<% int a" + std::to_string(i) + " = a" + std::to_string(i - 1) + "; %>";
  CHECK(left_of(chain) == 300);
}

TEST_CASE("the type of an attribute in Java is data in C++") {
  const auto type_of = [](const std::string& java) {
    return import_file("<%@ attribute name=\"a\" type=\"" + java + "\" %>", "WEB-INF/tags/a.tag");
  };
  for (const char* java : {"java.util.List", "java.util.Map", "Object", "java.lang.Object", "String[]",
                           "java.util.List<java.lang.String>", "com.acme.Cart"}) {
    CAPTURE(java);
    const ImportedFile file = type_of(java);
    CHECK(file.text == "<%@ attribute name=\"a\" type=\"quire::Value\" %>");
    CHECK(file.counts.left == 0);
    // That of the site may have methods that pages call.
    CHECK(file.sink.diagnostics().size() == (std::string_view(java) == "com.acme.Cart" ? 1 : 0));
  }
  CHECK(type_of("java.lang.Integer").text == "<%@ attribute name=\"a\" type=\"int\" %>");
  CHECK(type_of("java.lang.String").text == "<%@ attribute name=\"a\" %>");
}

TEST_CASE("a bean that is the time of the request is that") {
  const std::string bean = "<jsp:useBean id=\"now\" class=\"java.util.Date\"/>";
  const std::string now = "<c:set var=\"now\" value=\"<%= std::chrono::system_clock::now() %>\"/>";
  CHECK(turned(bean + "${now}") ==
        "<%@ taglib prefix=\"c\" uri=\"jakarta.tags.core\" %><%@ page import=\"<chrono>\" %>" + now + "${now}");
  for (const std::string& other : {bean + "<%= now.getTime() %>",
                                   std::string("<jsp:useBean id=\"now\" class=\"java.util.Date\" scope=\"session\"/>"),
                                   std::string("<jsp:useBean id=\"now\" class=\"java.util.Date\">x</jsp:useBean>"),
                                   std::string("<jsp:useBean id=\"now\" class=\"com.acme.Date\"/>")}) {
    CAPTURE(other);
    CHECK(turned(other).find("<c:set") == std::string::npos);
  }
}
