#include "compiler/parse/xml_output.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

Attribute attribute(const std::string& name, const std::string& value) {
  return {{0, 0, 1}, {0, 2, 3}, name, value, value, {}};
}

constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

}  // namespace

TEST_CASE("the declaration is written as the page says, else as its kind wants") {
  CHECK(XmlOutput().text(true) == kDeclaration);
  CHECK(XmlOutput().text(false).empty());
  for (const auto& [value, expected] :
       {std::pair("yes", ""), std::pair("true", ""), std::pair("no", kDeclaration.data()),
        std::pair("false", kDeclaration.data())}) {
    Sink sink;
    XmlOutput output;
    output.add({}, {attribute("omit-xml-declaration", value)}, sink);
    CHECK(output.text(true) == expected);
    CHECK(output.text(false) == expected);
    CHECK_FALSE(sink.has_errors());
  }
}

TEST_CASE("a document type has a root and an identifier") {
  const auto text = [](std::vector<Attribute> attributes) {
    Sink sink;
    XmlOutput output;
    output.add({}, attributes, sink);
    return sink.has_errors() ? "refused" : output.text(false);
  };
  const Attribute root = attribute("doctype-root-element", "html");
  CHECK(text({root, attribute("doctype-system", "")}) == "<!DOCTYPE html>\n");
  CHECK(text({root, attribute("doctype-system", "a\"b")}) == "<!DOCTYPE html SYSTEM 'a\"b'>\n");
  CHECK(text({root, attribute("doctype-system", "s"), attribute("doctype-public", "p")}) ==
        "<!DOCTYPE html PUBLIC \"p\" \"s\">\n");
  CHECK(text({root}) == "refused");
  CHECK(text({attribute("doctype-system", "s")}) == "refused");
  CHECK(text({attribute("doctype-public", "p")}) == "refused");
  for (const char* name : {"", "a b", "a>", "a'"}) {
    CAPTURE(name);
    CHECK(text({attribute("doctype-root-element", name), attribute("doctype-system", "s")}) == "refused");
  }
}

TEST_CASE("several actions may agree") {
  Sink sink;
  XmlOutput output;
  output.add({}, {attribute("omit-xml-declaration", "yes")}, sink);
  output.add({}, {attribute("omit-xml-declaration", "yes")}, sink);
  CHECK_FALSE(sink.has_errors());
  output.add({}, {attribute("omit-xml-declaration", "no")}, sink);
  CHECK(sink.diagnostics().at(0).kind == DiagnosticKind::kConflictingAttribute);
  CHECK(output.text(true).empty());
}
