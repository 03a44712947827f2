#include "compiler/clang/remap.h"

#include "compiler/translate.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

/// A page with its unit, asked by what stands there.
class Mapped {
 public:
  explicit Mapped(std::string page) : translation_(translate_text(std::move(page), "/a.page")) {
    REQUIRE_FALSE(translation_.sink.has_errors());
  }

  /// The page's text behind `part` of the unit, "-" for none.
  std::string page(std::string_view part) const { return text(map().to_page(begin(part), end(part))); }
  std::string exactly(std::string_view part) const { return text(map().to_page_exactly(begin(part), end(part))); }
  std::string identifier(std::string_view name) const { return text(map().find_identifier(name)); }
  std::uint32_t place(std::string_view name) const { return map().find_identifier(name)->begin; }

 private:
  SegmentMap map() const { return SegmentMap(translation_.unit); }
  std::uint32_t begin(std::string_view part) const {
    const std::size_t at = translation_.unit.code.find(part);
    REQUIRE(at != std::string::npos);
    return static_cast<std::uint32_t>(at);
  }
  std::uint32_t end(std::string_view part) const { return begin(part) + static_cast<std::uint32_t>(part.size()); }
  std::string text(const std::optional<Span>& span) const {
    return span ? std::string(translation_.sources.text(*span)) : "-";
  }

  Translation translation_;
};

TEST_CASE("embedded code maps to itself") {
  const Mapped page("<p>é</p><%  first();  %><%= second %><%! int third; %>");
  for (const char* part : {"first", "first()", "second", "int third;"}) {
    CHECK(page.page(part) == part);
    CHECK(page.exactly(part) == part);
  }
}

TEST_CASE("a range that leaves its segment is cut off, or cannot be edited") {
  const Mapped page("<%= second %>");
  CHECK(page.page("second \n  );") == "second ");
  CHECK(page.exactly("second \n  );") == "-");
}

TEST_CASE("the call that prints an expression maps to the expression") {
  const Mapped page("<p><%=  two + 2  %></p><%- three %>");
  CHECK(page.page("print_html") == "two + 2");
  CHECK(page.page("print_raw") == "three");
  CHECK(page.exactly("print_html") == "-");
}

TEST_CASE("an include maps to its import") {
  const Mapped page("<%@ page import=\"<deque>, cart.h\" %>");
  CHECK(page.page("deque") == "deque");
  CHECK(page.page("#include \"cart") == "cart.h");
}

TEST_CASE("other glue maps to the end of the code before it") {
  const Mapped page("<%! int declared; %><% call() %>");
  CHECK(page.page("static void render_") == ";");
  CHECK(page.page("}\n\n}  // namespace") == ")");
}

TEST_CASE("glue before all code maps to nothing") {
  const Mapped page("<% call(); %>");
  CHECK(page.page("#include <quire/page.h>") == "-");
  CHECK(Mapped("text").page("render_") == "-");
}

TEST_CASE("identifiers are found whole, where they run before where they are declared") {
  const Mapped page("<%! int foo(); int foobar(); %><% int unfoo = 1, foo2 = unfoo; %>\n<p><%= 1 + foo() %></p>");
  CHECK(page.identifier("foo") == "foo");
  CHECK(page.place("foo") == 77);
  CHECK(page.identifier("foobar") == "foobar");
  CHECK(page.place("foobar") == 19);
  CHECK(page.identifier("bar") == "-");
  CHECK(page.identifier("") == "-");
  CHECK(page.identifier("render_") == "-");
}

TEST_CASE("names lose the namespace of their page's version") {
  CHECK(without_page_namespace("quire::units::p_0123_4567::Item") == "Item");
  CHECK(without_page_namespace("`quire::units::p_0_1::A` and `quire::units::p_2_3::B`") == "`A` and `B`");
  CHECK(without_page_namespace("std::vector<quire::units::p_0_1::A>") == "std::vector<A>");
  CHECK(without_page_namespace("quire::units::p_0123") == "quire::units::p_0123");
  CHECK(without_page_namespace("").empty());
}

}  // namespace
}  // namespace quire::compiler
