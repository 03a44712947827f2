#include "compiler/el/lexer.h"

#include <catch2/catch.hpp>

#include <string>

using namespace quire::compiler;

namespace {

/// The tokens with `|` between them.
std::string tokens(std::string_view text) {
  ElLexer lexer(text);
  std::string result;
  for (ElToken token = lexer.next(); token.kind != ElTokenKind::kEnd; token = lexer.next())
    result.append(result.empty() ? "" : "|").append(text.substr(token.begin, token.end - token.begin));
  return result;
}
ElTokenKind first(std::string_view text) { return ElLexer(text).next().kind; }

}  // namespace

TEST_CASE("an expression is split at the longest signs") {
  CHECK(tokens("a+=b->c==d!=e<=f>=g&&h||i?:j??k::l") == "a|+=|b|->|c|==|d|!=|e|<=|f|>=|g|&&|h||||i|?:|j|??|k|::|l");
  CHECK(tokens("a?.5:.5e1.b") == "a|?|.5|:|.5e1|.|b");
  CHECK(tokens("1.e5+2.e") == "1.e5|+|2.|e");
  CHECK(tokens("'a\\'b' \"c\\\\\"d") == "'a\\'b'|\"c\\\\\"|d");
  CHECK(tokens("\ta \r\n b ") == "a|b");
}

TEST_CASE("words are reserved only as a whole and in lower case") {
  CHECK(first("empty") == ElTokenKind::kEmpty);
  CHECK(first("emptyness") == ElTokenKind::kName);
  CHECK(first("Empty") == ElTokenKind::kName);
  CHECK(first("div") == ElTokenKind::kDivide);
  CHECK(first("instanceof") == ElTokenKind::kInstanceof);
}

TEST_CASE("a name begins with a letter of any script, and goes on with digits and marks") {
  CHECK(first("größe") == ElTokenKind::kName);
  CHECK(tokens("a\u0301\u0663 b") == "a\u0301\u0663|b");
  CHECK(first("\u0663") == ElTokenKind::kUnknown);
  CHECK(first("€") == ElTokenKind::kName);
  CHECK(first("\xFF") == ElTokenKind::kUnknown);
  CHECK(tokens("a\u00A0b") == "a|\u00A0|b");
}

TEST_CASE("what cannot be read is a token too") {
  CHECK(first("'a") == ElTokenKind::kOpenString);
  CHECK(first("'a\\'") == ElTokenKind::kOpenString);
  CHECK(first("===") == ElTokenKind::kForeign);
  CHECK(first("#") == ElTokenKind::kUnknown);
  CHECK(first("") == ElTokenKind::kEnd);
}
