#include "compiler/translate.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

/// Whether the page reads `b` as the name of something in a script.
bool is_in_script(const std::string& page) {
  const std::string code = translate_text(page, "/a.page").unit.code;
  REQUIRE(code.find("(context, b)") != std::string::npos);
  return code.find("quire::el::find_in_script(context, b)") != std::string::npos;
}

}  // namespace

TEST_CASE("expressions in script elements are known") {
  CHECK(is_in_script("<script>f(`${b}`)</script>"));
  CHECK(is_in_script("<script type=\"<%= a %>\">if (x <y) f(`${b}`)</script>"));
  CHECK_FALSE(is_in_script("<script>f()</script>${b}"));
  CHECK_FALSE(is_in_script("<p title=\"<script>${b}\">"));
  CHECK_FALSE(is_in_script("<script src=\"${b}\">"));
  CHECK_FALSE(is_in_script("<!-- <script>${b} -->"));
}

TEST_CASE("a slot is not where its tag is") {
  const quire::TemporaryFolder site;
  site.write("WEB-INF/tags/x.tag", "<%@ attribute name=\"head\" fragment=\"true\" %><page:invoke fragment=\"head\"/>");
  site.write("a.page",
             "<%@ taglib prefix=\"t\" tagdir=\"/WEB-INF/tags\" %><script><t:x><page:attribute name=\"head\">${b}"
             "</page:attribute></t:x>${c}</script>");
  const Translation t = translate(site.path(), "/a.page");
  CHECK_FALSE(t.sink.has_errors());
  CHECK(t.unit.code.find("quire::el::find(context, b)") != std::string::npos);
  CHECK(t.unit.code.find("quire::el::find_in_script(context, c)") != std::string::npos);
}
