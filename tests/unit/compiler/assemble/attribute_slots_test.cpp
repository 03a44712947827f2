#include "compiler/assemble/attribute_slots.h"

#include "compiler/lex/lexer.h"
#include "compiler/parse/parse.h"
#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

struct Taken : OneFile {
  using OneFile::OneFile;
  Node action{NodeKind::kAction, {}, {}};
};

/// The slots taken out of the action that `text` is.
Taken taken(std::string text) {
  Taken result(std::move(text));
  Page page = parse(lex(0, result.sources, result.sink, {{}, {"t"}}), result.sources, result.sink);
  result.action = std::move(page.nodes.at(0));
  take_slots(result.action, result.sink);
  return result;
}

std::string slot(const std::string& content, const std::string& more = {}) {
  return "<page:attribute name=\"a\"" + more + ">" + content + "</page:attribute>";
}

}  // namespace

TEST_CASE("text in a standard action's attribute is trimmed") {
  const std::pair<std::string, std::string> cases[] = {
      {slot("x"), "x"},
      {slot(" \r\n\tx y\n"), "x y"},
      {slot(" x ", " trim=\"true\""), "x"},
      {slot(" x ", " trim=\"false\""), " x "},
      {slot(""), ""},
      {slot(" \n "), ""},
      {slot(" ", " trim=\"false\""), " "},
      {slot("x<%-- c --%>y"), "xy"},
      {slot(" <%-- c --%> x"), "x"},
      {slot("\\${x}"), "${x}"},
  };
  for (const auto& [content, expected] : cases) {
    CAPTURE(content);
    const Taken result = taken("<page:element>" + content + "</page:element>");
    CHECK_FALSE(result.sink.has_errors());
    REQUIRE(result.action.find("a") != nullptr);
    CHECK(result.action.find("a")->value == expected);
    CHECK(result.action.slots.empty());
  }
}

TEST_CASE("what holds more than text is a slot, and so is all of a tag's") {
  for (const std::string& text :
       {"<page:element>" + slot(" <%= 1 %> ") + "</page:element>",
        "<page:element>" + slot("x", " omit=\"${a}\"") + "</page:element>",
        "<page:element>" + slot("${a}") + "</page:element>", "<t:x>" + slot("x") + "</t:x>"}) {
    CAPTURE(text);
    const Taken result = taken(text);
    CHECK_FALSE(result.sink.has_errors());
    CHECK(result.action.find("a") == nullptr);
    REQUIRE(result.action.slots.size() == 1);
    CHECK(result.action.slots[0].children.size() == 1);
  }
}

TEST_CASE("an element's attributes stay in order") {
  const std::string number = "<page:attribute name=\"b\"><%= 1 %></page:attribute>";
  const Taken result =
      taken("<page:element><page:attribute name=\"z\">1</page:attribute>" + number + slot("x") + "</page:element>");
  REQUIRE(result.action.attributes.size() == 1);
  CHECK(result.action.attributes[0].name == "z");
  REQUIRE(result.action.slots.size() == 2);
  CHECK(result.action.slots[0].given().value == "b");
  CHECK(result.action.slots[1].given().value == "a");
}

TEST_CASE("only the ends of a slot are trimmed") {
  const Taken result = taken("<t:x>" + slot(" a <%= 1 %> b ") + "</t:x>");
  REQUIRE(result.action.slots.size() == 1);
  const std::vector<Node>& nodes = result.action.slots[0].children;
  REQUIRE(nodes.size() == 3);
  CHECK(nodes[0].text == "a ");
  CHECK(nodes[2].text == " b");
}

TEST_CASE("the body beside attributes") {
  const std::string all = slot("1");
  CHECK_FALSE(taken("<t:x>" + all + "</t:x>").action.has_body);
  const Taken with = taken("<t:x>\n" + all + "\n<page:body> b </page:body>\n</t:x>");
  CHECK(with.action.has_body);
  REQUIRE(with.action.children.size() == 1);
  CHECK(with.action.children[0].text == " b ");
  CHECK(taken("<t:x><page:body/></t:x>").action.has_body);
  CHECK(taken("<t:x>text</t:x>").action.children.size() == 1);
  for (const std::string& rest :
       {std::string("text"), std::string("<%= 1 %>"), std::string("<page:body/><page:body/>"), all}) {
    CAPTURE(rest);
    CHECK(taken("<t:x>" + all + rest + "</t:x>").sink.diagnostics().size() == 1);
  }
}

TEST_CASE("an attribute's value as a slot and back") {
  const Taken tag = taken("<t:x a=\"b<%= c %>${d}\"/>");
  const Node made = slot_of(tag.action.attributes.at(0));
  CHECK_FALSE(is_only_text(made));
  CHECK(made.find("name")->value == "a");
  REQUIRE(made.children.size() == 3);
  CHECK(made.children[0].text == "b");
  CHECK(made.children[1].kind == NodeKind::kExpression);
  CHECK(made.children[2].text == "d");

  const Node text = slot_of(taken("<t:x a=\"b\"/>").action.attributes.at(0));
  CHECK(is_only_text(text));
  CHECK(attribute_of(text).value == "b");
}
