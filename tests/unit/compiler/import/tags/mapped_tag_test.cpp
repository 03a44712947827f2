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
      {"<sec:authorize access=\"hasRole('ADMIN')\">", "<security:role name=\"ADMIN\">"},
      {"<sec:authorize access='hasAuthority( \"A:b\" )'>", "<security:role name=\"A:b\">"},
      {"<sec:authorize access=\" isAuthenticated() \">", "<security:user>"},
      {"<sec:authorize access=\"!isAuthenticated()\">", "<security:anonymous>"}};
  for (const auto& [tag, expected] : tags) CHECK(mapped(tag).text == expected);
  for (const char* tag :
       {"<sec:authorize access=\"hasRole('A') and hasRole('B')\">", "<sec:authorize access=\"!hasRole('A')\">",
        "<sec:authorize access=\"hasAnyRole('A','B')\">", "<sec:authorize access=\"hasRole('A', 'B')\">",
        "<sec:authorize access=\"hasRole('A') || isAnonymous('')\">", "<sec:authorize access=\"${a}\">",
        "<sec:authorize access=\"hasRole('${a}')\">", "<sec:authorize access=\"permitAll\">", "<sec:authorize>",
        "<sec:authorize url='/admin'>", "<sec:authorize access=\"hasRole('A')\" var='v'>", "<shiro:hasRole>",
        "<sec:authorize access=\"hasRole('')\">", "<sec:authorize access=\"hasRole(A)\">",
        "<sec:authorize access=\"hasRole('A\\\"')\">"}) {
    CAPTURE(tag);
    CHECK_FALSE(mapped(tag).why.empty());
  }
}

TEST_CASE("the new tag has the prefix that its library has in the page") {
  const TagMap map;
  CHECK(map_tag("<spring:message code='a' arguments='b'/>", {}, *map.find("spring:message", ""), {}, "f").text ==
        "<f:message key='a'><f:param value='b'/></f:message>");
}

TEST_CASE("names that C++ does not allow change in tags of headers") {
  CHECK(with_member_names("<my:if class='a' max-length=\"${b}\" for='x'/>", {}) ==
        "<my:if_ class_='a' max-length=\"${b}\" for_='x'/>");
  CHECK(with_member_names("</my:if >", {}) == "</my:if_ >");
  CHECK(with_member_names("<my:a-b c='<my:if>'>", {}) == "<my:a-b c='<my:if>'>");
  for (const char* other : {"</my:a>", "<my:a>", "<my:a b='c", "<p>", "</p:>"})
    CHECK(with_member_names(other, {}) == other);
}
