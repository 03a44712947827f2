#include "compiler/parse/value_parser.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

struct Parsed : OneFile {
  using OneFile::OneFile;
  std::vector<Node> parts;
};

Parsed parsed(std::string value, ElSyntax el = {}) {
  const auto size = static_cast<std::uint32_t>(value.size());
  Parsed result(std::move(value));
  result.parts = parse_value({0, 0, size}, el, result.sources, result.sink);
  return result;
}

/// `text|=code|$el`: each part as its kind and what it means.
std::string in_short(const Parsed& value) {
  std::string result;
  for (const Node& part : value.parts) {
    if (!result.empty()) result += '|';
    if (part.kind == NodeKind::kExpression) result += "=" + unescaped(part.inner, part.escapes, value.sources);
    else if (part.kind == NodeKind::kEl) result += "$" + part.text;
    else result += part.text;
  }
  return result;
}

}  // namespace

TEST_CASE("quotes and backslashes in attribute values") {
  struct Case {
    const char* value;
    const char* with_el;
    const char* without_el;
  };
  const Case cases[] = {
      {"", "", ""},
      {"plain", "plain", "plain"},
      {R"(\")", "\"", "\""},
      {R"(\')", "'", "'"},
      {R"(\\)", "\\", "\\"},
      {R"(\\\\)", R"(\\)", R"(\\)"},
      {R"(\n)", R"(\n)", R"(\n)"},
      {R"(\)", R"(\)", R"(\)"},
      {"&quot;&apos;", "\"'", "\"'"},
      {"&quot", "&quot", "&quot"},
      {"&amp;&lt;&#34;", "&amp;&lt;&#34;", "&amp;&lt;&#34;"},
      {"&amp;quot;", "&amp;quot;", "&amp;quot;"},
      {R"(<\%)", "<%", "<%"},
      {R"(%\>)", "%>", "%>"},
      {"%>", "%>", "%>"},
      {R"(\$)", "$", R"(\$)"},
      {R"(\#)", "#", R"(\#)"},
      {R"(\${a})", "${a}", R"(\${a})"},
      {R"(\#{a})", "#{a}", R"(\#{a})"},
      {"$", "$", "$"},
      {"$$", "$$", "$$"},
      {"${a}", "$a", "${a}"},
      {"#{a}", "$a", "#{a}"},
      {"$${a}", "$|$a", "$${a}"},
      {R"(\\${a})", R"(\|$a)", R"(\${a})"},
      {R"(\\\${a})", R"(\${a})", R"(\\${a})"},
      {R"(x${a}\${b}#{c}y)", R"(x|$a|${b}|$c|y)", R"(x${a}\${b}#{c}y)"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.value);
    const Parsed with = parsed(each.value);
    CHECK(in_short(with) == each.with_el);
    CHECK_FALSE(with.sink.has_errors());
    CHECK(in_short(parsed(each.value, {false, false})) == each.without_el);
  }
}

TEST_CASE("escapes within the code and the expressions of a value") {
  const std::pair<const char*, const char*> cases[] = {
      {"<%= a %>", "= a "},
      {"x<%= a %>y<%= b %>", "x|= a |y|= b "},
      {R"(<%= f(\"x\") %>)", R"(= f("x") )"},
      {"<%= f(&quot;x&quot;) %>", R"(= f("x") )"},
      {R"(<%= f(\"a\\\\b\") %>)", R"(= f("a\\b") )"},
      {R"(<%= \"%>\" %>)", R"(= "%>" )"},
      {R"(<%= a %\> b %>)", "= a %> b "},
      {R"(<%= a %>${b}<%= c %>)", "= a |$b|= c "},
      {R"(\<%= a %>)", R"(\|= a )"},
      {R"(${a['\\'']})", R"($a['\''])"},
      {R"(${\"}\"}x)", R"($"}"|x)"},
      {"${'}'}x", "$'}'|x"},
      {R"(<\%= a %>)", "<%= a %>"},
  };
  for (const auto& [value, expected] : cases) {
    CAPTURE(value);
    const Parsed result = parsed(value);
    CHECK(in_short(result) == expected);
    CHECK_FALSE(result.sink.has_errors());
  }
}

TEST_CASE("parts have their places in the file") {
  const Parsed value = parsed(R"(a\"<%= b(\"\") %>${c})");
  REQUIRE(value.parts.size() == 3);
  CHECK(value.parts[0].span == Span{0, 0, 3});
  CHECK(value.parts[1].span == Span{0, 3, 17});
  CHECK(value.parts[1].inner == Span{0, 6, 15});
  CHECK(value.parts[2].span == Span{0, 17, 21});
  CHECK(value.parts[2].inner == Span{0, 19, 20});
}

TEST_CASE("values with mistakes are told, and what follows is read") {
  const std::pair<const char*, Span> cases[] = {
      {"a<% b %>c", {0, 1, 3}},
      {"a<%= b", {0, 1, 4}},
      {"a${b", {0, 1, 3}},
      {R"(\"<%)", {0, 2, 4}},
  };
  for (const auto& [value, span] : cases) {
    CAPTURE(value);
    const Parsed result = parsed(value);
    REQUIRE(result.sink.diagnostics().size() == 1);
    CHECK(result.sink.diagnostics()[0].span == span);
  }
  CHECK(in_short(parsed("a<% b %>c")) == "a|c");
}
