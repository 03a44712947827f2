#include "compiler/lex/lexer.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

struct Lexed : OneFile {
  using OneFile::OneFile;
  TokenBuffer buffer;
};

Lexed lex_text(std::string text) {
  Lexed result(std::move(text));
  result.buffer = lex(0, result.sources, result.sink);
  return result;
}

}  // namespace

TEST_CASE("tokens follow one another without gaps, whatever the text") {
  for (const char* text : {"",
                           "a",
                           "<%",
                           "<%=",
                           "<%--",
                           "${",
                           "<page:x",
                           "a<%b%>c",
                           "<%@",
                           "\\",
                           "\\$",
                           "<\\%",
                           "<",
                           "$",
                           "%>",
                           "<%%>",
                           "<%a'%>b<%\"%>",
                           "${a}<%=b%>#{c",
                           "<page:x a=\"<%b",
                           "</page:x>",
                           "<%==%>",
                           "<%-%>",
                           "<%--%>",
                           "<%---%>"}) {
    CAPTURE(text);
    const Lexed lexed = lex_text(text);
    std::uint32_t end = 0;
    for (const Token& token : lexed.buffer.tokens) {
      CHECK(token.span.begin == end);
      CHECK(token.inner.begin >= token.span.begin);
      CHECK(token.inner.begin <= token.inner.end);
      CHECK(token.inner.end <= token.span.end);
      end = token.span.end;
    }
    CHECK(end == lexed.sources.file(0).bytes().size());
  }
}

TEST_CASE("escapes in text stand for what they escape") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"\\${a}", "${a}"},         {"\\#{a}", "#{a}"}, {"\\$5", "$5"},         {"<\\%", "<%"},   {"%\\>", "%\\>"},
      {"\\\\", "\\\\"},           {"\\n", "\\n"},     {"\\\\${a}", "\\${a}"}, {"$\\{", "$\\{"}, {"%>", "%>"},
      {"<\\%= a %>", "<%= a %>"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    const Lexed lexed = lex_text(std::string(text));
    REQUIRE(lexed.buffer.tokens.size() == 1);
    CHECK(lexed.buffer.tokens[0].kind == TokenKind::kLiteral);
    CHECK(unescaped(lexed.buffer.tokens[0], lexed.sources) == expected);
  }
}

TEST_CASE("hostile texts take linear time") {
  // Each was quadratic for a scanner that looks for the same end again and
  // again; at this size that would take minutes.
  constexpr int kRepeats = 100'000;
  for (const char* unit : {"${", "<%\\\"%>", "<%/*%>", "<%R\"x(%>", "<%'%>", "<page:x a=\"", "<page:x a=\"<%'",
                           "<%--%>x", "<%--x%>", "<%", "#{\"", "<a:", "\\$"}) {
    CAPTURE(unit);
    std::string text;
    for (int i = 0; i < kRepeats; ++i) text += unit;
    CHECK(lex_text(std::move(text)).buffer.tokens.size() > 0);
  }
}
