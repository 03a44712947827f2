#include "compiler/link/link_mistakes.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

Translation page() {
  return translate_text(
      "<%@ page link=\"-lgone\" %><%@ page link=\"-lm\" %><%! namespace shop { int price(int); } %><%= shop::price(1) "
      "%>",
      "/a.page");
}

TEST_CASE("a page asks for the libraries of its directives, in their order") {
  CHECK(link_options(page().unit) == std::vector<std::string>{"-lgone", "-lm"});
}

TEST_CASE("a name that nothing defines is told where the page has it") {
  Translation translation = page();
  CHECK(mentions(translation.unit, "shop::price(int)"));
  CHECK_FALSE(mentions(translation.unit, "shop::total(int)"));
  report_link({false, {}, {"shop::price(int)"}, {}}, translation);
  REQUIRE(translation.sink.diagnostics().size() == 1);
  const Diagnostic& told = translation.sink.diagnostics()[0];
  CHECK(told.kind == DiagnosticKind::kUndefinedSymbol);
  CHECK(translation.sources.text(told.span) == "price");
}

TEST_CASE("the remedy for an undefined symbol is the library that defines it") {
  const LinkResult linked{false, {}, {"a()", "b"}, {}, {{"b", "beta"}}};
  CHECK(undefined_message(linked, "a()", "page", "define it") ==
        "undefined symbol `a()`: it is declared, but no page defines it; define it");
  CHECK(undefined_message(linked, "b", "page", "define it") ==
        "undefined symbol `b`: it is declared, but no page defines it; the library `beta` does: write `libraries = "
        "[\"beta\"]` below `[build]` in WEB-INF/web.toml");
}

TEST_CASE("a library that is not there is told at its attribute, all else of the page as a whole") {
  Translation translation = page();
  report_link({false, {}, {}, {"unable to find library -lgone", "something else"}}, translation);
  REQUIRE(translation.sink.diagnostics().size() == 2);
  CHECK(translation.sources.text(translation.sink.diagnostics()[0].span) == "-lgone");
  CHECK(translation.sink.diagnostics()[1].span == Span{});
}

TEST_CASE("an object that registers destructors of threads keeps its library") {
  CHECK(keeps_library_in_memory(std::string_view("a\0__cxa_thread_atexit\0b", 23)));
  // The same as a part of another name.
  CHECK_FALSE(keeps_library_in_memory(std::string_view("a\0__cxa_thread_atexit_impl\0b", 28)));
  CHECK_FALSE(keeps_library_in_memory(""));
}

}  // namespace
}  // namespace quire::compiler
