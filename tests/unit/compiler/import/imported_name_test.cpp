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

TEST_CASE("a literal of C++ follows only as a whole") {
  CHECK(imported_literal("\"a.jsp\"") == "\"a.page\"");
  CHECK(imported_literal("\"a.jsp\" + b + \"\"") == "\"a.jsp\" + b + \"\"");
  CHECK(imported_literal("name") == "name");
  CHECK(imported_literal("\"") == "\"");
}
