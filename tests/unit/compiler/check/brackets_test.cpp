#include "compiler/check/passes.h"

#include "compiler/lex/lexer.h"
#include "compiler/parse/parse.h"
#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

/// What is reported of a page's brackets: each as the text that it points at.
std::string told_of(std::string text) {
  OneFile file(std::move(text));
  const Page page = parse(lex(0, file.sources, file.sink), file.sources, file.sink);
  Sink brackets;
  check_brackets(page, file.sources, brackets);
  std::string all;
  for (const Diagnostic& diagnostic : brackets.diagnostics()) {
    CHECK(diagnostic.kind == DiagnosticKind::kUnbalancedBracket);
    all += std::to_string(diagnostic.span.begin) + std::string(file.sources.text(diagnostic.span)) + " ";
  }
  return all;
}

}  // namespace

TEST_CASE("braces of scriptlets match over the page") {
  CHECK(told_of("<% if (a) { %>b<% } else { %>c<% } %>").empty());
  CHECK(told_of("<% for (;;) { %><% { %><% } } %>").empty());
  CHECK(told_of("<% if (a) { %>b") == "10{ ");
  CHECK(told_of("<% } %>") == "3} ");
  CHECK(told_of("<% } %><% { %>") == "3} 10{ ");
}

TEST_CASE("only a brace may be closed in a later element") {
  CHECK(told_of("<% f( %><% ); %>") == "4( ");
  CHECK(told_of("<% each([&] { %>x<% }); %>").empty());
  CHECK(told_of("<% a = b[1; %>") == "8[ ");
  // Each closer of its own kind.
  CHECK(told_of("<% f(a]; %>") == "6] 4( ");
}

TEST_CASE("an expression or declaration closes what it opens") {
  CHECK(told_of("<%= f({1, 2}) %><%! int g() { return 1; } %>").empty());
  CHECK(told_of("<%= f( %>") == "5( ");
  CHECK(told_of("<%= a } %>") == "6} ");
  CHECK(told_of("<%! struct A { %><% } %>") == "13{ 20} ");
}

TEST_CASE("what an action holds is closed within it") {
  CHECK(told_of("<page:element name=\"p\"><% { %>x<% } %></page:element>").empty());
  CHECK(told_of("<% { %><page:element name=\"p\"><% } %></page:element>") == "33} 3{ ");
  CHECK(told_of("<page:element name=\"p\"><% { %></page:element><% } %>") == "26{ 48} ");
}

TEST_CASE("with `#if` nobody but the compiler can count") {
  CHECK(told_of("<%\n#if A\nif (a) {\n#else\n{\n#endif\n%>x<% } %>").empty());
}
