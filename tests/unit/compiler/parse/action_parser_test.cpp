#include "compiler/parse/tag_parser.h"

#include "compiler/lex/lexer.h"
#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

struct Parsed : OneFile {
  using OneFile::OneFile;
  Node node{NodeKind::kAction, {}, {}};
};

/// Reads the action that a page begins with.
Parsed parsed(std::string page) {
  Parsed result(std::move(page));
  const TokenBuffer buffer = lex(0, result.sources, result.sink);
  result.node = parse_action(buffer.tokens.at(0), buffer.el, result.sources, result.sink);
  return result;
}

}  // namespace

TEST_CASE("names of actions") {
  CHECK(action_name("page:include") == "page:include");
  CHECK(action_name("jsp:include") == "page:include");
  CHECK(action_name("t:jsp") == "t:jsp");
  const Parsed old = parsed("<jsp:include page='a'/>");
  CHECK(old.node.text == "page:include");
  CHECK(old.sources.text(old.node.name_span) == "jsp:include");
}

TEST_CASE("an action has content unless its tag says that it has none") {
  CHECK(parsed("<page:text>").node.has_body);
  CHECK(parsed("<page:text >").node.has_body);
  CHECK_FALSE(parsed("<page:text/>").node.has_body);
  CHECK_FALSE(parsed("<page:text />").node.has_body);
  CHECK(parsed("<page:text a='/'>").node.has_body);
  CHECK_FALSE(parsed("<page:text a='>'/>").node.has_body);
}

TEST_CASE("attributes of actions end where their quotes do") {
  const std::pair<const char*, const char*> cases[] = {
      {"<page:x a=\"b\"/>", "b"},
      {"<page:x a='b'/>", "b"},
      {"<page:x\n\ta = 'b'\n/>", "b"},
      {"<page:x a=''/>", ""},
      {"<page:x a='\"'/>", "\""},
      {"<page:x a=\"'\"/>", "'"},
      {R"(<page:x a="\"b\'"/>)", "\"b'"},
      {R"(<page:x a="b\\"/>)", "b\\"},
      {R"(<page:x a="b\\" c="d"/>)", "b\\"},
      {"<page:x a=\"/>\"/>", "/>"},
      {"<page:x a='\n'/>", "\n"},
      {"<page:x a='é<b>'/>", "é<b>"},
  };
  for (const auto& [page, expected] : cases) {
    CAPTURE(page);
    const Parsed result = parsed(page);
    CHECK_FALSE(result.sink.has_errors());
    REQUIRE(result.node.find("a") != nullptr);
    CHECK(result.node.find("a")->value == expected);
    CHECK(result.node.find("a")->is_text());
  }
}

TEST_CASE("what is one expression, and what is text put together") {
  CHECK(parsed("<page:x a='<%= b %>'/>").node.attributes.at(0).parts.size() == 1);
  CHECK(parsed("<page:x a=' <%= b %>'/>").node.attributes.at(0).parts.size() == 2);
  CHECK(parsed("<page:x a='${b}c'/>").node.attributes.at(0).value == "c");
  CHECK_FALSE(parsed("<page:x a='${b}'/>").node.attributes.at(0).is_text());
}

TEST_CASE("quotes within the code of an attribute are told once") {
  const Parsed result = parsed("<page:x a=\"<%= f(\"b\") %>\"/>");
  CHECK(result.sink.diagnostics().size() == 1);
}
