#include "runtime/protocol/toml_document.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

TEST_CASE("a document is a tree of values with their places") {
  const std::string text = "a = 1\n[b]\nc = [true, 1.5, \"é\"] # d\nwhen = 2026-01-01\n[[e]]\nf.g = 'x'\n";
  const TomlDocument document(text);
  REQUIRE_FALSE(document.malformed());
  CHECK(*find(document.top(), "a")->integer() == 1);
  const TomlTable& b = *find(document.top(), "b")->table();
  const TomlArray& c = *find(b, "c")->array();
  REQUIRE(c.size() == 3);
  CHECK(*c[0].flag());
  CHECK(*c[1].number() == 1.5);
  CHECK(*c[2].text() == "é");
  CHECK(text.substr(c[2].place.begin, c[2].place.end - c[2].place.begin) == "é");
  CHECK(c[2].place.line == 3);
  CHECK(document.column_of(c[2].place) == 18);
  CHECK(document.line_of(c[2].place) == "c = [true, 1.5, \"é\"] # d");
  const TomlValue& when = *find(b, "when");
  CHECK((when.text() == nullptr && when.integer() == nullptr && when.table() == nullptr));
  const TomlTable& e = *find(document.top(), "e")->array()->at(0).table();
  CHECK(*find(*find(e, "f")->table(), "g")->text() == "x");
  CHECK(find(document.top(), "h") == nullptr);
}

TEST_CASE("a malformed document is empty, and says where") {
  const TomlDocument document("a = 1\nb = \n");
  REQUIRE(document.malformed());
  CHECK(document.top().empty());
  CHECK(document.malformed()->place.line == 2);
  CHECK(document.malformed()->message.starts_with("malformed TOML: "));
}

TEST_CASE("values in each other, without end") {
  const TomlDocument document("a = " + std::string(150, '[') + std::string(150, ']'));
  REQUIRE(document.malformed());
  CHECK(document.malformed()->message == "malformed TOML: tables and arrays are nested too deeply");
}

TEST_CASE("the place in the file of a mistake") {
  CHECK(describe_in_file("a.toml", 3, 9, "bad", "welcome = 3", 1) == "a.toml:3:9: bad\nwelcome = 3\n        ^");
  CHECK(describe_in_file("a.toml", 1, 4, "bad", "\té = 12", 2) == "a.toml:1:4: bad\n\té = 12\n\t ^~");
  CHECK(describe_in_file("a.toml", 1, 1, "bad", "", 0) == "a.toml:1:1: bad");
}

}  // namespace
}  // namespace quire
