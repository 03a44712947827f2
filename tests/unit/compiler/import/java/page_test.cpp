#include "compiler/import/java/page.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

using Kind = JavaElement::Kind;

JavaElement scriptlet(std::string java) { return {Kind::kScriptlet, std::move(java)}; }
JavaElement expression(std::string java) { return {Kind::kExpression, std::move(java)}; }

}  // namespace

TEST_CASE("what is known to mean the same is converted") {
  JavaPage page{{scriptlet("String s = request.getParameter(\"q\");"), expression("s.length()")}};
  convert_java(page);
  CHECK(page.elements[0].cpp == "std::string s(request.param(\"q\"));");
  CHECK_FALSE(page.elements[1].is_left);
}

TEST_CASE("who uses what is left is left too") {
  JavaPage page{{scriptlet("Foo foo = new Foo();"), expression("foo.bar()"), scriptlet("if (foo.ok()) {"),
                 expression("1 + 1"), scriptlet("}"), scriptlet("int n = 1;")}};
  convert_java(page);
  const bool expected[] = {true, true, false, false, false, false};
  for (std::size_t index = 0; index < page.elements.size(); ++index) {
    CAPTURE(index, page.elements[index].reason);
    CHECK(page.elements[index].is_left == expected[index]);
    CHECK(page.elements[index].reason.empty() != expected[index]);
  }
  REQUIRE(page.elements[2].hidden.size() == 1);
  CHECK(page.elements[2].hidden[0].offset == 0);
  CHECK(page.elements[2].cpp ==
        "if (false /* import: `foo` depends on Java that was not converted: if (foo.ok()) */) {");
  CHECK(page.elements[4].hidden.empty());
}

TEST_CASE("blocks of what is left stay blocks, and none of them runs") {
  CHECK(blocks_left(scriptlet("if (a.isAdmin()) {")) == "if (false) { ");
  CHECK(blocks_left(scriptlet("} else {")) == "} if (false) { ");
  CHECK(blocks_left(scriptlet("for (X x : y) { if (x) { z(); } ")) == "if (false) { ");
  CHECK(blocks_left(scriptlet("try { check();")) == "if (false) { ");
  CHECK(blocks_left(scriptlet("}")) == "} ");
  CHECK(blocks_left(scriptlet("// {\nString s = \"{\";")).empty());
  // A block of its own has no condition.
  CHECK(blocks_left(scriptlet("{")) == "{ ");
  JavaElement unpaired = scriptlet("if (a) {");
  unpaired.has_pairs = false;
  CHECK(blocks_left(unpaired).empty());
}

TEST_CASE("code that may end the page is known by its words") {
  const auto may_end = [](std::string java) {
    JavaPage page{{scriptlet(std::move(java))}};
    convert_java(page);
    return page.elements[0].may_end_page;
  };
  for (const char* java :
       {"if (!ok) return;", "throw new X();", "response.sendRedirect(\"/\");", "rd.forward(a, b);", "if (!ok)"}) {
    CAPTURE(java);
    CHECK(may_end(java));
  }
  for (const char* java : {"", "int returned = 1;", "// return\nf();", "s = \"return\";"}) {
    CAPTURE(java);
    CHECK_FALSE(may_end(java));
  }
}
