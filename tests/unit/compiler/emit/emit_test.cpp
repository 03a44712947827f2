#include "compiler/translate.h"
#include "runtime/base/content_hash.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

CppUnit unit_of(std::string text) {
  const Translation translation = translate_text(std::move(text), "/a.page");
  CHECK_FALSE(translation.sink.has_errors());
  return translation.unit;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a slot for text stands between any two elements") {
  CHECK(unit_of("").texts == Texts{""});
  CHECK(unit_of("a").texts == Texts{"a"});
  CHECK(unit_of("<%= 1 %><%= 2 %>").texts == Texts{"", "", ""});
  CHECK(unit_of("a<%-- b --%>c<%! int d; %>e<%@ page info=\"f\" %>g<%= h %>i").texts == Texts{"aceg", "i"});
  CHECK(unit_of("\\${a}<\\%").texts == Texts{"${a}<%"});
  CHECK(unit_of("a<% /* nothing */ %>b").texts == Texts{"ab"});
}

TEST_CASE("no slot comes between statements that belong together") {
  CHECK(unit_of("<% if (a) { %>b<% } %>\n<% else { %>c<% } %>").texts == Texts{"", "b", "c", ""});
  CHECK(unit_of("<% try { %>b<% } %> <% catch (...) { %>c<% } %>").texts == Texts{"", "b", "c", ""});
  CHECK(unit_of("<% if (a) %><%= b %>").texts == Texts{"", ""});
  CHECK(unit_of("<% if (a) %>b<% else %><% c(); %>").texts == Texts{"", "b", ""});
  CHECK(unit_of("<% if (a) %> <%= b %>").texts == Texts{"", " ", ""});
}

TEST_CASE("an edit of text leaves the code as it is") {
  const std::string page = "<h1>a</h1>\n<%= b %>c<% d(); %>";
  const std::string edited = "\n\n<h1>another</h1>\n<p><%= b %><% d(); %> end";
  CHECK(unit_of(page).code == unit_of(edited).code);
  CHECK(unit_of(page).code_hash == unit_of(edited).code_hash);
  CHECK(unit_of(page).code_hash != unit_of("<h1>a</h1>\n<%= B %>c<% d(); %>").code_hash);
  CHECK(unit_of(page).code_hash != unit_of("<%@ page session=\"false\" %>" + page).code_hash);
}

TEST_CASE("the hash stands in the names, and in nothing that a page wrote") {
  const CppUnit unit = unit_of("<%= \"p_0000000000000000\" %>");
  CHECK(unit.code_hash.size() == 16);
  CHECK(unit.entry_symbol == "quire_page_" + quire::content_hash("/a.page") + "_" + unit.code_hash);
  CHECK(unit.code.find(unit.entry_symbol + ";") != std::string::npos);
  CHECK(unit.code.find("\"p_0000000000000000\"") != std::string::npos);
}

TEST_CASE("segments are verbatim, in order and apart") {
  const Translation t = translate_text(
      "<%@ page import=\"<vector>, cart.h\" %>\n<%! int a; %><%= b %\\> %>\n  <% c(\"%\\>\"); { %> <%- d %> <% } %>",
      "/a.page");
  std::uint32_t end = 0;
  for (const Segment& segment : t.unit.segments) {
    CHECK(segment.unit_begin >= end);
    end = segment.unit_begin + segment.page.size();
    CHECK(t.unit.code.substr(segment.unit_begin, segment.page.size()) == t.sources.text(segment.page));
  }
  CHECK(t.sources.text(t.unit.segments[0].page) == "vector");
  CHECK(t.sources.text(t.unit.segments[1].page) == "cart.h");
}

TEST_CASE("elements are where the code stands") {
  const Translation t = translate_text("<%=  a  %>\n<%\n  b();\n%>", "/a.page");
  REQUIRE(t.unit.elements.size() == 2);
  CHECK(t.sources.text(t.unit.elements[0]) == "a");
  CHECK(t.sources.text(t.unit.elements[1]) == "b();");
}

TEST_CASE("page settings reach the unit") {
  CHECK(unit_of("").content_type == "text/html;charset=UTF-8");
  CHECK(unit_of("<%@ page contentType=\"text/plain\" %>").content_type == "text/plain;charset=UTF-8");
  CHECK(unit_of("<%@ page contentType=\"image/svg+xml\" %>").content_type == "image/svg+xml");
  CHECK(unit_of("<%@ page session=\"false\" %>").code.find("session()") == std::string::npos);
  CHECK(unit_of("<%@ page import=\"<vector>\" %>").imports_std);
  CHECK_FALSE(unit_of("<%@ page import=\"<boost/any.hpp>, vector\" %>").imports_std);
}

TEST_CASE("a page of any name makes valid literals and comments") {
  const Translation t = translate_text("", "/a\"\n?\xC3\xA9.page");
  CHECK(t.unit.code.starts_with("// /a\"??\xC3\xA9.page, translated"));
  CHECK(t.unit.code.find("\"/a\\\"\\012\\077\\303\\251.page\"") != std::string::npos);
}
