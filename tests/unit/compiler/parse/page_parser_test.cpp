#include "compiler/parse/parse.h"

#include "compiler/lex/lexer.h"
#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

struct Parsed : OneFile {
  using OneFile::OneFile;
  Page page;
};

Parsed parsed(std::string text, ElSyntax el = {}) {
  Parsed result(std::move(text));
  result.page = parse(lex(0, result.sources, result.sink, {el, {"t"}}), result.sources, result.sink);
  return result;
}

/// `text[t:a text(t:b)]`: the tree, without spans.
std::string in_short(const std::vector<Node>& nodes) {
  std::string result;
  for (const Node& node : nodes) {
    if (!result.empty()) result += '|';
    if (node.kind == NodeKind::kAction) result += "<" + node.text + ">" + in_short(node.children) + "</>";
    else if (node.kind == NodeKind::kEl) result += "$" + node.text;
    else if (node.kind == NodeKind::kText) result += node.text;
    else result += "%";
  }
  return result;
}

}  // namespace

TEST_CASE("escapes in text") {
  struct Case {
    const char* text;
    const char* with_el;
    const char* without_el;
  };
  const Case cases[] = {
      {R"(\$)", "$", R"(\$)"},
      {R"(\#)", "#", R"(\#)"},
      {R"(\${a})", "${a}", R"(\${a})"},
      {R"(\#{a})", "#{a}", R"(\#{a})"},
      {R"(\\${a})", R"(\${a})", R"(\\${a})"},
      {R"(\\\$)", R"(\\$)", R"(\\\$)"},
      {R"(\a\")", R"(\a\")", R"(\a\")"},
      {R"(<\%)", "<%", "<%"},
      {R"(<\%= a %>)", "<%= a %>", "<%= a %>"},
      {R"(<\\%)", R"(<\\%)", R"(<\\%)"},
      {"&quot;&lt;", "&quot;&lt;", "&quot;&lt;"},
      {"$5 #1 $", "$5 #1 $", "$5 #1 $"},
      {"${a}", "$a", "${a}"},
      {"$${a}", "$|$a", "$${a}"},
      {"a<%-- ${b} --%>c", "a|c", "a|c"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    const Parsed with = parsed(each.text);
    CHECK(in_short(with.page.nodes) == each.with_el);
    CHECK_FALSE(with.sink.has_errors());
    CHECK(in_short(parsed(each.text, {false, false}).page.nodes) == each.without_el);
  }
}

TEST_CASE("actions hold what stands between their tags") {
  const std::pair<const char*, const char*> cases[] = {
      {"a<t:x>b</t:x>c", "a|<t:x>b</>|c"},
      {"<t:x/>b", "<t:x></>|b"},
      {"<t:x><t:x>a</t:x></t:x>", "<t:x><t:x>a</></>"},
      {"<t:x><t:y/><% a %><t:z></t:z></t:x>", "<t:x><t:y></>|%|<t:z></></>"},
      {"<jsp:text>a</page:text>", "<page:text>a</>"},
      {"<u:x>a</u:x>", "<u:x>a</u:x>"},
      {"<t:x><%-- </t:x> --%></t:x >", "<t:x></>"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    const Parsed result = parsed(text);
    CHECK(in_short(result.page.nodes) == expected);
    CHECK_FALSE(result.sink.has_errors());
  }
}

TEST_CASE("after tags that do not match the rest is read") {
  const std::pair<const char*, const char*> cases[] = {
      {"a</t:x>b", "a|b"},
      {"<t:x>a", "<t:x>a</>"},
      {"<t:x><t:y>a</t:x>b", "<t:x><t:y>a</></>|b"},
      {"<t:x><t:y>", "<t:x><t:y></></>"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    const Parsed result = parsed(text);
    CHECK(in_short(result.page.nodes) == expected);
    CHECK(result.sink.has_errors());
  }
}

TEST_CASE("actions know where they end") {
  const Parsed result = parsed("<t:x>a</t:x><t:y/>");
  CHECK(result.page.nodes.at(0).span == Span{0, 0, 5});
  CHECK(result.page.nodes.at(0).close_span == Span{0, 6, 12});
  CHECK(result.page.nodes.at(1).close_span.size() == 0);
}
