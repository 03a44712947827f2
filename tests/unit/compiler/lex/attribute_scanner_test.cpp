#include "compiler/lex/attribute_scanner.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("attributes and problems are told apart") {
  using Kind = AttributeProblemKind;
  struct Case {
    std::string_view text;
    std::vector<std::string_view> attributes;  // name, value, …
    std::vector<Kind> problems;
  };
  const Case cases[] = {
      {"", {}, {}},
      {" page ", {}, {}},
      {"page a=\"1\" b='2'", {"a", "1", "b", "2"}, {}},
      {"page a = \"1\"\n\tb\r\n=\"\"", {"a", "1", "b", ""}, {}},
      {"page a=\"x\\\"y\"", {"a", "x\\\"y"}, {}},
      {"page a=\"1\"b=\"2\"", {"a", "1", "b", "2"}, {Kind::kMissingBlank}},
      {"page a=1 b=\"2\"", {"b", "2"}, {Kind::kMissingQuotes}},
      {"page a b=\"2\"", {"b", "2"}, {Kind::kMissingValue}},
      {"page a=\"1", {}, {Kind::kUnclosedQuote}},
      {"page a=", {}, {Kind::kMissingQuotes}},
      {"page =\"1\" b=\"2\"", {"b", "2"}, {Kind::kUnexpectedText}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    SourceSet sources;
    sources.add(SourceFile("a.page", "", std::string(c.text)));
    const TagText tag = scan_attributes({0, 0, static_cast<std::uint32_t>(c.text.size())}, sources);
    std::vector<std::string_view> attributes;
    for (const RawAttribute& attribute : tag.attributes) {
      attributes.push_back(sources.text(attribute.name));
      attributes.push_back(sources.text(attribute.value));
    }
    std::vector<Kind> problems;
    for (const AttributeProblem& problem : tag.problems) problems.push_back(problem.kind);
    CHECK(attributes == c.attributes);
    CHECK(problems == c.problems);
  }
}
