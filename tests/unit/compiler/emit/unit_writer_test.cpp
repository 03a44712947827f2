#include "compiler/emit/unit_writer.h"

#include "runtime/base/content_hash.h"
#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

struct Written : OneFile {
  using OneFile::OneFile;
  CppUnit unit;
  EmitOptions options;
  UnitWriter out{unit, sources, options};
};

}  // namespace

TEST_CASE("what is copied from the page is mapped, and glue is not") {
  Written page("abcdef");
  page.out.glue("x = ", "(");
  page.out.verbatim({0, 1, 3});
  page.out.glue(")");
  // Of another length than what it stands for: no byte leads back.
  page.out.named({0, 3, 6}, "renamed");
  page.out.named({0, 3, 6}, "def");
  CHECK(page.unit.code == "x = (bc)renameddef");
  REQUIRE(page.unit.segments.size() == 2);
  CHECK(page.unit.segments[0].unit_begin == 5);
  CHECK(page.unit.segments[0].page == Span{0, 1, 3});
  CHECK(page.unit.segments[1].unit_begin == 15);
}

TEST_CASE("code ends its line, whatever it ends with") {
  Written page("a; // b\nc \\ \nd%\\>e");
  page.out.code({0, 0, 7}, {});
  CHECK(page.unit.code == "a; // b\n");
  // The next line must not become part of this one.
  page.out.code({0, 8, 12}, {});
  CHECK(page.unit.code == "a; // b\nc \\ \n\n");
  page.out.code({0, 13, 18}, {{15, 16, ""}});
  CHECK(page.unit.code.ends_with("\nd%>e\n"));
  CHECK(page.unit.segments.size() == 4);
}

TEST_CASE("a preprocessor in disguise is seen") {
  for (const char* text : {"%:define A 1", "_Pragma(\"once\")"}) {
    Written page(text);
    const auto size = static_cast<std::uint32_t>(std::string_view(text).size());
    page.out.code({0, 0, size}, {});
    CHECK(page.unit.has_preprocessor);
  }
}

TEST_CASE("the hash is of the code before the hash stands in it") {
  Written page("");
  page.out.versioned("namespace page_");
  page.out.glue(" {}\n");
  page.out.versioned("use page_");
  const std::string before = page.unit.code;
  page.out.put_hash();
  CHECK(page.unit.code_hash == quire::content_hash(before));
  CHECK(page.unit.code == "namespace page_" + page.unit.code_hash + " {}\nuse page_" + page.unit.code_hash);
}

TEST_CASE("a place is where the code stands, without the blanks around it") {
  Written page("  \n f(); \t |   ");
  CHECK(page.out.element({0, 0, 10}) == 0);
  CHECK(page.out.element({0, 11, 15}) == 1);
  CHECK(page.sources.text(page.unit.elements[0]) == "f();");
  CHECK(page.out.element({0, 12, 15}) == 2);
  CHECK(page.unit.elements[2].size() == 0);
}
