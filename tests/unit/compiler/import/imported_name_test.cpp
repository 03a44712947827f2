#include "compiler/import/imported_name.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("files of JSP get the names that pages have") {
  CHECK(imported_name("a/x.jsp") == "a/x.page");
  CHECK(imported_name("x.jspf") == "x.pagef");
  CHECK(imported_name("x.jspx") == "x.pagex");
  CHECK(imported_name("WEB-INF/tags/x.tag") == "WEB-INF/tags/x.tag");
  CHECK(imported_name("x.html") == "x.html");
  CHECK(is_jsp_file("a.tagf"));
  CHECK_FALSE(is_jsp_file("jsp"));
  CHECK_FALSE(is_jsp_file("a.jspa"));
}

TEST_CASE("a link follows its file; what leads elsewhere stays") {
  CHECK(imported_link("view.jsp?back=a.jsp#b.jsp") == "view.page?back=a.jsp#b.jsp");
  CHECK(imported_link("/a/view.jsp;jsessionid=1") == "/a/view.page;jsessionid=1");
  for (const char* link :
       {"http://example.org/a.jsp", "//example.org/a.jsp", "javascript:a.jsp", "#a.jsp", "", "a.html"}) {
    CAPTURE(link);
    CHECK(imported_link(link) == link);
  }
}

TEST_CASE("a part of a page that has another name gets that of a part") {
  CHECK(imported_include("a/head.jspf") == "a/head.pagef");
  CHECK(imported_include("head.jsp") == "head.page");
  CHECK(imported_include("/b/x.tagf") == "/b/x.tagf");
  CHECK(imported_include("head.inc") == "head.inc.pagef");
  CHECK(imported_include("../foot.html") == "../foot.html.pagef");
  for (const char* name : {"", "a.page", "a.pagef", "a.pagex"}) CHECK(imported_include(name) == name);
}

TEST_CASE("a literal of C++ follows only as a whole") {
  CHECK(imported_literal("\"a.jsp\"") == "\"a.page\"");
  CHECK(imported_literal("\"a.jsp\" + b + \"\"") == "\"a.jsp\" + b + \"\"");
  CHECK(imported_literal("name") == "name");
  CHECK(imported_literal("\"") == "\"");
}

using quire::compiler::LinkFollower;

namespace {

std::string followed(std::string_view text) { return LinkFollower().follow(text); }

}  // namespace

TEST_CASE("links of HTML follow, in any way an attribute is written") {
  CHECK(followed("<a href='x.jsp'>x.jsp</a>") == "<a href='x.page'>x.jsp</a>");
  CHECK(followed("<form ACTION = \"x.jsp?a=1\">") == "<form ACTION = \"x.page?a=1\">");
  CHECK(followed("<a href=x.jsp class=b>") == "<a href=x.page class=b>");
  CHECK(followed("<iframe src=x.jsp>") == "<iframe src=x.page>");
  CHECK(followed("<a title='x.jsp' href='http://a/x.jsp'>") == "<a title='x.jsp' href='http://a/x.jsp'>");
}

TEST_CASE("scripts and styles are left alone, up to their end") {
  const std::string script = "<script>if (a < b) { href = 'x.jsp'; }</script><a href='x.jsp'>";
  CHECK(followed(script) == "<script>if (a < b) { href = 'x.jsp'; }</script><a href='x.page'>");
  CHECK(followed("<script src='x.jsp'></script>") == "<script src='x.page'></script>");
}

TEST_CASE("a value may be cut by elements of the page") {
  LinkFollower links;
  CHECK(links.follow("<a href='x.jsp?id=") == "<a href='x.page?id=");
  // What follows the element is of its query.
  CHECK(links.follow("&b=y.jsp'>") == "&b=y.jsp'>");
  CHECK(links.follow("<a href='") == "<a href='");
  CHECK(links.follow("/y.jsp'>") == "/y.page'>");
  CHECK(links.changed() == 2);
}

TEST_CASE("names of JSPs that are no links are pointed out") {
  LinkFollower links;
  CHECK(links.follow("see x.jsp <a href='y.jsp'>") == "see x.jsp <a href='y.page'>");
  REQUIRE(links.others().size() == 1);
  CHECK(links.others()[0] == 5);
  links.follow("<p onclick=\"go('z.jsp')\"> a.jspx b.jsp.bak");
  CHECK(links.others().size() == 1);
}
