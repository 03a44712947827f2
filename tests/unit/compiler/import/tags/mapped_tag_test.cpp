#include "compiler/import/tags/mapped_tag.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

MappedTag mapped(const std::string& tag, const std::string& uri = "", const MessageKeys& messages = {}) {
  const TagMap map;
  const TagMapping* mapping = map.find(tag.substr(1, tag.find_first_of(" />") - 1), uri);
  REQUIRE(mapping != nullptr);
  return map_tag(tag, {}, *mapping, messages);
}

}  // namespace

TEST_CASE("messages keep their key, variable and parameters") {
  const std::pair<const char*, const char*> tags[] = {
      {"<spring:message code='a'/>", "<fmt:message key='a'/>"},
      {"<spring:message code=\"a${b}\" var=\"v\" scope='request' htmlEscape=\"true\">",
       "<fmt:message key=\"a${b}\" var=\"v\" scope='request'>"},
      {"<spring:message code='a' arguments=\"x, ${b ? 'y,z' : c},<%= f(1, 2) %>\"/>",
       "<fmt:message key='a'><fmt:param value=\"x\"/><fmt:param value=\"${b ? 'y,z' : c}\"/>"
       "<fmt:param value=\"<%= f(1, 2) %>\"/></fmt:message>"},
      {"<spring:message code='a' arguments=''>", "<fmt:message key='a'><fmt:param value=''/>"},
      {"<s:text name=\"a.b\"/>", "<fmt:message key=\"a.b\"/>"},
      {"<bean:message arg1='${y}' key='a' arg0=\"x\"/>",
       "<fmt:message key='a'><fmt:param value=\"x\"/><fmt:param value='${y}'/></fmt:message>"},
      {"<openmrs:message code=\"a\"/>", "<fmt:message key=\"a\"/>"}};
  for (const auto& [tag, expected] : tags) {
    const MappedTag result = mapped(tag);
    CHECK(result.why.empty());
    CHECK(result.text == expected);
  }
  CHECK(mapped("<spring:message code='a' arguments='${list}'/>").guess == "`arguments` is one value, not a list");
}

TEST_CASE("parameters may have a separator of their own") {
  const std::pair<const char*, const char*> tags[] = {
      {"<spring:message code='a' arguments='1,5; ${b};c' argumentSeparator=';'/>",
       "<fmt:message key='a'><fmt:param value='1,5'/><fmt:param value='${b}'/><fmt:param value='c'/></fmt:message>"},
      {"<spring:message code='a' arguments='x||y|z||' argumentSeparator='||'/>",
       "<fmt:message key='a'><fmt:param value='x'/><fmt:param value='y|z'/><fmt:param value=''/></fmt:message>"},
      {"<spring:message code='a' argumentSeparator=';'/>", "<fmt:message key='a'/>"},
      {"<spring:message code='a' arguments='a${b},${c}d'/>",
       "<fmt:message key='a'><fmt:param value='a${b}'/><fmt:param value='${c}d'/></fmt:message>"}};
  for (const auto& [tag, expected] : tags) CHECK(mapped(tag).text == expected);
  for (const char* tag : {"<spring:message code='a' arguments='b' argumentSeparator='${s}'/>",
                          "<spring:message code='a' arguments='b' argumentSeparator=''/>",
                          "<spring:message code='a' arguments='b' argumentSeparator='\\\\'/>"})
    CHECK(mapped(tag).why.find("argumentSeparator") != std::string::npos);
}

TEST_CASE("references in parameters become characters, because pages print them as text") {
  CHECK(mapped("<spring:message code='a' arguments='5&nbsp;&euro;, A &amp; B'/>").text ==
        "<fmt:message key='a'><fmt:param value='5\xC2\xA0\xE2\x82\xAC'/><fmt:param value='A & B'/></fmt:message>");
  CHECK(mapped("<bean:message key='a' arg0=\"&quot;x&quot; &mdash; ${y ? '&amp;' : z}\"/>").text ==
        "<fmt:message key='a'><fmt:param value=\"&quot;x&quot; \xE2\x80\x94 ${y ? '&amp;' : z}\"/></fmt:message>");
  CHECK(mapped("<spring:argument value='&lt;b&gt;'/>").text == "<fmt:param value='<b>'/>");
  CHECK(mapped("<spring:argument value='&foo;'/>").guess == "`&` in a parameter is shown as it is written");
  CHECK(mapped("<spring:argument value='&quot; & ${a}'/>").guess.empty());
}

TEST_CASE("parameters of Struts are expressions, of which literals are known") {
  const std::pair<const char*, const char*> tags[] = {{"<s:param value=\"'a b'\"/>", "<fmt:param value=\"a b\"/>"},
                                                      {"<s:param value=\"%{12}\"/>", "<fmt:param value=\"12\"/>"},
                                                      {"<s:param>", "<fmt:param>"},
                                                      {"<s:text id='v' name='a'/>", "<fmt:message var='v' key='a'/>"}};
  for (const auto& [tag, expected] : tags) CHECK(mapped(tag).text == expected);
  for (const char* tag : {"<s:param value='name'/>", "<s:param value='%{name}'/>", "<s:param value=\"'a' + 'b'\"/>",
                          "<s:param value=\"'${a}'\"/>", "<s:param value=''/>", "<s:param name='a' value='1'/>"}) {
    CAPTURE(tag);
    CHECK_FALSE(mapped(tag).why.empty());
  }
}

TEST_CASE("of several keys, the first that exists is meant") {
  MessageKeys messages;
  messages.add({}, "b=x\nc=y\nd,e=z\n");
  const MappedTag result = mapped("<spring:message code='a, b,c'/>", "", messages);
  CHECK(result.text == "<fmt:message key='b'/>");
  CHECK(result.guess == "`b` is the first message of `a, b,c` that exists");
  for (const char* code : {"a,x", "d,e", "b"})
    CHECK(mapped("<spring:message code='" + std::string(code) + "'/>", "", messages).text ==
          "<fmt:message key='" + std::string(code) + "'/>");
  CHECK(mapped("<spring:message code='b,c'/>").text == "<fmt:message key='b,c'/>");
}

TEST_CASE("a message says that it is HTML where the bundle has HTML") {
  MessageKeys messages;
  messages.add({}, "html=<b>x</b>\nplain=x\n");
  CHECK(mapped("<spring:message code='html'/>", "", messages).text == "<fmt:message key='html' escapeXml=\"false\"/>");
  CHECK(mapped("<spring:message code='plain'/>", "", messages).text == "<fmt:message key='plain'/>");
}

TEST_CASE("a default text is dropped, or all that there is, or has no equivalent") {
  MessageKeys messages;
  messages.add({}, "a=x\n");
  CHECK(mapped("<spring:message code='a' text='T'/>", "", messages).text == "<fmt:message key='a'/>");
  const MappedTag text = mapped("<spring:message code='b' text='The text'/>", "", messages);
  CHECK((text.name.empty() && text.text == "The text"));
  CHECK(mapped("<spring:message text='T'/>").text == "T");
  CHECK(mapped("<spring:message code='b' text='5 &euro; &quot;' htmlEscape='false'/>", "", messages).text ==
        "5 &euro; &quot;");
  for (const char* tag : {"<spring:message code='${k}' text='T'/>", "<spring:message code='b' text='<b>'/>",
                          "<spring:message code='b' text='${t}'/>", "<spring:message code='b' text='T' var='v'/>"})
    CHECK(mapped(tag, "", messages).why.find("default text") != std::string::npos);
  // Without bundles, nothing is known of the message.
  CHECK_FALSE(mapped("<spring:message code='b' text='T'/>").why.empty());
}

TEST_CASE("what has no equivalent says why") {
  for (const char* tag :
       {"<spring:message/>", "<spring:message message='${m}'/>", "<bean:message name='a' property='b'/>",
        "<bean:message key='a' bundle='b'/>", "<s:text name='%{a}'/>", "<spring:message code='a"}) {
    const MappedTag result = mapped(tag);
    CAPTURE(tag, result.text);
    CHECK_FALSE(result.why.empty());
    CHECK(result.text.empty());
  }
}

TEST_CASE("guards of which the meaning is certain are those of pages") {
  const std::pair<const char*, const char*> tags[] = {
      {"<shiro:hasRole name=\"admin\">", "<security:role name=\"admin\">"},
      {"<shiro:user>", "<security:user>"},
      {"<shiro:guest>", "<security:anonymous>"},
      {"<shiro:notAuthenticated>", "<security:anonymous>"},
      {"<shiro:authenticated>", "<security:user>"},
      {"<shiro:hasRole name='${role}'>", "<security:role name='${role}'>"},
      {"<sec:authorize access=\"hasRole('ADMIN')\">", "<security:role name=\"ROLE_ADMIN\">"},
      {"<sec:authorize access='hasAuthority( \"A:b\" )'>", "<security:role name=\"A:b\">"},
      {"<sec:authorize access=\" isAuthenticated() \">", "<security:user>"},
      {"<sec:authorize access=\"!isAuthenticated()\">", "<security:anonymous>"}};
  for (const auto& [tag, expected] : tags) CHECK(mapped(tag).text == expected);
  for (const char* tag : {"<sec:authorize access=\"hasRole('A') and hasRole('B')\">",
                          "<sec:authorize access=\"!hasRole('A')\">",
                          "<sec:authorize access=\"hasAnyRole('A','B')\">",
                          "<sec:authorize access=\"hasRole('A', 'B')\">",
                          "<sec:authorize access=\"hasRole('A') || isAnonymous('')\">",
                          "<sec:authorize access=\"${a}\">",
                          "<sec:authorize access=\"hasRole('${a}')\">",
                          "<sec:authorize access=\"permitAll\">",
                          "<sec:authorize>",
                          "<sec:authorize url='/admin'>",
                          "<sec:authorize url='/admin' method='GET' access=\"hasRole('A')\">",
                          "<sec:authorize ifAllGranted='A'>",
                          "<sec:authorize ifAnyGranted='A,B'>",
                          "<sec:authorize ifNotGranted='A'>",
                          "<sec:authorize access=\"hasRole('A')\" ifNotGranted='B'>",
                          "<sec:authorize access=\"<%= a %>\">",
                          "<sec:authorize access=\"hasRole('A')\" var='${v}'>",
                          "<sec:authorize access=\"hasRole('A')\" var='a.b'>",
                          "<sec:authorize var='v'>",
                          "<shiro:user name='a'>",
                          "<shiro:hasRole>",
                          "<shiro:hasRole role='A'>",
                          "<sec:authorize access=\"hasRole('')\">",
                          "<sec:authorize access=\"hasRole(A)\">",
                          "<sec:authorize access=\"hasRole('A\\\"')\">"}) {
    CAPTURE(tag);
    CHECK_FALSE(mapped(tag).why.empty());
  }
}

TEST_CASE("a tag that means nothing in a page is dropped, but not with content") {
  const MappedTag dropped = mapped("<spring:htmlEscape defaultHtmlEscape='true'/>");
  CHECK((dropped.why.empty() && dropped.name.empty() && dropped.text.empty()));
  CHECK(mapped("<spring:htmlEscape defaultHtmlEscape='true'>").why == "it has content");
}

TEST_CASE("a guard tells where it may differ") {
  CHECK(mapped("<sec:authorize access=\"hasRole('A')\">").guess.find("`ROLE_A`") != std::string::npos);
  CHECK(mapped("<sec:authorize access=\"hasAuthority('A')\">").guess.empty());
  CHECK(mapped("<shiro:authenticated>").guess.find("only remembered") != std::string::npos);
  CHECK(mapped("<shiro:notAuthenticated>").guess.find("only remembered") != std::string::npos);
  for (const char* tag : {"<shiro:user>", "<shiro:guest>", "<shiro:hasRole name='a'>"})
    CHECK(mapped(tag).guess.empty());
}

TEST_CASE("other guards of Shiro have no equivalent") {
  const TagMap map;
  for (const char* tag : {"shiro:lacksRole", "shiro:hasAnyRoles", "shiro:hasAnyRole", "shiro:hasPermission",
                          "shiro:lacksPermission", "shiro:hasAnyPermissions", "shiro:remembered", "shiro:principal"})
    CHECK(map.find(tag, "") == nullptr);
}

TEST_CASE("a guard can set a variable, and is false where it does not show its content") {
  CHECK(mapped("<sec:authorize access=\"isAnonymous()\" var=\"v\"/>").text ==
        "<c:set var=\"v\" value=\"${false}\"/><security:anonymous><c:set var=\"v\" value=\"${true}\"/>"
        "</security:anonymous>");
  const MappedTag open = mapped("<sec:authorize access=\"hasAuthority('A')\" var='v'>");
  CHECK(open.text ==
        "<c:set var=\"v\" value=\"${false}\"/><security:role name=\"A\"><c:set var=\"v\" value=\"${true}\"/>");
  CHECK(open.closing == "</security:role>");
}

TEST_CASE("the new tag has the prefix that its library has in the page") {
  const TagMap map;
  CHECK(map_tag("<spring:message code='a' arguments='b'/>", {}, *map.find("spring:message", ""), {},
                [](std::string_view usual) { return std::string(usual.substr(0, 1)); })
            .text == "<f:message key='a'><f:param value='b'/></f:message>");
}

TEST_CASE("forms of Spring are those of pages") {
  const std::pair<const char*, const char*> tags[] = {
      {"<form:form modelAttribute=\"user\" action='/save' cssClass=\"wide\">",
       "<form:form model=\"${user}\" errors=\"${user_errors}\" action='/save' class=\"wide\" id=\"user\">"},
      {"<form:form method=\"post\" id=\"f\" commandName=\"empty\">",
       "<form:form model=\"${requestScope['empty']}\" errors=\"${empty_errors}\" id=\"f\" method=\"post\">"},
      {"<form:form>", "<form:form model=\"${command}\" errors=\"${command_errors}\" id=\"command\">"},
      {"<form:form method='PUT'>",
       "<form:form model=\"${command}\" errors=\"${command_errors}\" id=\"command\" method=\"post\">"
       "<input type=\"hidden\" name=\"_method\" value=\"put\"/>"},
      {"<form:input path=\"a.b\" cssStyle='x' onclick=\"f('${b}')\" data-x=\"1\" htmlEscape=\"true\"/>",
       "<form:input path=\"a.b\" style='x' onclick=\"f('${b}')\" data-x=\"1\"/>"},
      {"<form:password path=\"p\" showPassword=\"false\">", "<form:input path=\"p\" type=\"password\">"},
      {"<form:input path=\"${p}\" disabled=\"true\" readonly=\"${r}\" autocomplete=\"off\"/>",
       "<form:input path=\"${p}\" disabled=\"${true}\" readonly=\"${r}\" autocomplete=\"off\"/>"},
      {"<form:select path='a' multiple=\"false\" items=\"${x}\" itemValue=\"id\"/>",
       "<form:select path='a' items=\"${x}\" itemValue=\"id\"/>"},
      {"<form:option value=\"1\" label=\"One\"/>", "<form:option value=\"1\" label=\"One\"/>"},
      {"<form:radiobutton path='a' value='1' label=\"A & 'B'\"/>",
       "<label><form:radio path='a' value='1'/> A &amp; 'B'</label>"},
      {"<form:radiobuttons path='a' items=\"${all.x}\" itemValue='id' itemLabel='name' delimiter=\"<br>\" id='i'/>",
       "<c:forEach items=\"${all.x}\" var=\"choice\" varStatus=\"choices\"><c:if test=\"${not "
       "choices.first}\"><br></c:if>"
       "<span><label><form:radio path='a' value=\"${choice.id}\"/> ${choice.name}</label></span></c:forEach>"},
      {"<form:checkboxes path='a' items='x,y' element='li'/>",
       "<c:forEach items='x,y' var=\"choice\"><li><label><form:checkbox path='a' value=\"${choice}\"/> "
       "${choice}</label></li></c:forEach>"},
      {"<form:button/>", "<button type=\"submit\">Submit</button>"},
      {"<form:button name='a' disabled='true'>", "<button name='a' disabled=\"disabled\" type=\"submit\">"},
      {"<spring:url value=\"/a?b=${c}\" var='u' htmlEscape='true'/>", "<c:url value=\"/a?b=${c}\" var='u'/>"}};
  for (const auto& [tag, expected] : tags) {
    const MappedTag result = mapped(tag);
    CAPTURE(tag, result.why);
    CHECK(result.text == expected);
  }
}

TEST_CASE("the end of a tag is that of what it became") {
  CHECK(mapped("<form:input path='a'>").closing == "</form:input>");
  CHECK(mapped("<form:checkbox path='a' label='${b}'>").closing == "</form:checkbox> ${b}</label>");
  CHECK(mapped("<form:button>").closing == "</button>");
  const MappedTag option = mapped("<form:option value='1'>");
  CHECK(option.text + "One" + option.closing ==
        "<form:option value='1'><jsp:attribute name=\"label\">One</jsp:attribute></form:option>");
  CHECK_FALSE(option.is_one);
  CHECK(mapped("<form:input path='a'/>").is_one);
}

TEST_CASE("a form that cannot be converted says why, and one that may differ says how") {
  for (const char* tag : {"<form:form modelAttribute='${name}'>",
                          "<form:form modelAttribute=\"a}b\">",
                          "<form:form modelAttribute='a\"b'>",
                          "<form:form method='<b>'>",
                          "<form:form xmlns:form='x'>",
                          "<form:form servletRelativeAction='/a' name:x='1'>",
                          "<form:input/>",
                          "<form:input path='a' name='b'/>",
                          "<form:options itemValue='id'/>",
                          "<form:radiobutton path='a'/>",
                          "<form:checkbox path='a' label='${b} \\${c}'/>",
                          "<form:checkbox path='a' label='<%'/>",
                          "<form:checkboxes path='a'/>",
                          "<form:checkboxes path='a' items='${b}${c}'/>",
                          "<form:checkboxes path='a' items='${b}' itemValue='${c}'/>",
                          "<form:checkboxes path='a' items='${b}' itemLabel='a b'/>",
                          "<form:checkboxes path='a' items='${b}' element='a b'/>",
                          "<form:checkboxes path='a' items='${b}' delimiter='${c}\\'/>",
                          "<form:button disabled='${a}'/>",
                          "<spring:url value='/a/{b}/c'/>",
                          "<spring:url value='/${a}/{b}'/>",
                          "<spring:url var='a'/>"}) {
    const MappedTag result = mapped(tag);
    CAPTURE(tag, result.text);
    CHECK_FALSE(result.why.empty());
  }
  CHECK(mapped("<form:input path='a' cssErrorClass='b'/>").guess.find("`cssErrorClass` is dropped") == 0);
  CHECK(mapped("<form:form method='${m}'>").guess == "`method` is `get` or `post`");
  CHECK(mapped("<form:checkboxes path='a' items='${b}'/>").guess.find("for a map") != std::string::npos);
  CHECK(mapped("<form:checkboxes path='a' items='${b}' itemValue='id'/>").guess.empty());
}
