#include "compiler/parse/parse.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

struct Parsed : OneFile {
  using OneFile::OneFile;
  Page page;
};

Parsed parse_text(std::string text, const LexOptions& options = {}, DocumentRole role = DocumentRole::kPart) {
  Parsed result(std::move(text), "a.pagex");
  result.page = parse_xml(0, result.sources, result.sink, options, role);
  return result;
}

/// The only node of a kind.
const Node& only(const Parsed& parsed, NodeKind kind) {
  const Node* found = nullptr;
  for (const Node& node : parsed.page.nodes) {
    if (node.kind != kind) continue;
    CHECK(found == nullptr);
    found = &node;
  }
  REQUIRE(found != nullptr);
  return *found;
}

std::string text_of(const Page& page) {
  std::string text;
  for (const Node& node : page.nodes) text += node.kind == NodeKind::kText ? node.text : "|";
  return text;
}

}  // namespace

TEST_CASE("code of XML is what its text means, and says where each byte stands") {
  const Parsed parsed = parse_text("<a><page:scriptlet> x &lt;<![CDATA[ y) ]]> &amp;&amp; z; </page:scriptlet></a>");
  CHECK(parsed.sink.diagnostics().empty());
  const Node& node = only(parsed, NodeKind::kScriptlet);
  CHECK(unescaped(node.inner, node.escapes, parsed.sources) == " x < y)  && z; ");
  CHECK(node.code.last == ';');
  const auto text = [&](std::uint32_t begin, std::uint32_t end) { return parsed.sources.text({0, begin, end}); };
  CHECK(text(node.code.first_begin, node.code.first_end) == "x");
  CHECK(text(node.code.last_begin, node.code.last_end) == ";");
  REQUIRE(node.code.findings.size() == 1);
  CHECK(text(node.code.findings[0].begin, node.code.findings[0].end) == ")");
  CHECK(parsed.sources.text(node.span).starts_with("<page:scriptlet>"));
  CHECK(parsed.sources.text(node.span).ends_with("</page:scriptlet>"));
}

TEST_CASE("delimiters of the page syntax end no code in XML") {
  for (const char* code : {"f(\"%>\");", "a %> b;", "// %>", "/* <% %> */", "f('%', \"%\\>\");", "R\"(%>)\";"}) {
    CAPTURE(code);
    const Parsed parsed = parse_text("<a><page:scriptlet><![CDATA[" + std::string(code) + "]]></page:scriptlet></a>");
    CHECK(parsed.sink.diagnostics().empty());
    const Node& node = only(parsed, NodeKind::kScriptlet);
    CHECK(parsed.sources.text(node.inner) == code);
    CHECK(node.code.escapes.empty());
    CHECK_FALSE(node.code.is_damaged);
  }
}

TEST_CASE("an element is an action by its namespace, not by its prefix") {
  for (const char* text : {"<page:body/>", "<jsp:body/>", "<p:body xmlns:p='quire:page'/>",
                           "<a xmlns:p='http://java.sun.com/JSP/Page'><p:body/></a>", "<body xmlns='quire:page'/>"}) {
    CAPTURE(text);
    const Parsed parsed = parse_text(text);
    CHECK(parsed.sink.diagnostics().empty());
    CHECK(only(parsed, NodeKind::kAction).text == "page:body");
  }
  const Parsed other = parse_text("<a xmlns:page='urn:paper'><page:body/></a>");
  CHECK(text_of(other.page) == "<a xmlns:page='urn:paper'><page:body/></a>");
}

TEST_CASE("prefixes of other files' libraries are known") {
  LexOptions options;
  options.prefixes = {"t"};
  const Parsed parsed = parse_text("<t:card/>", options);
  CHECK(parsed.sink.diagnostics().empty());
  CHECK(only(parsed, NodeKind::kAction).text == "t:card");
  CHECK(parsed.page.declared_prefixes.empty());
  CHECK(parse_text("<t:card/>").sink.error_count() == 1);
}

TEST_CASE("only a page that is no part of another begins with an XML declaration") {
  const std::string declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  const std::string asked = "<a><page:output omit-xml-declaration='no'/></a>";
  CHECK(text_of(parse_text("<a/>", {}, DocumentRole::kPage).page) == declaration + "<a/>");
  CHECK(text_of(parse_text("<a/>", {}, DocumentRole::kPart).page) == "<a/>");
  CHECK(text_of(parse_text(asked, {}, DocumentRole::kPart).page) == declaration + "<a></a>");
  CHECK(text_of(parse_text("<jsp:root><a/></jsp:root>", {}, DocumentRole::kPage).page) == "<a/>");
}

TEST_CASE("a file is in XML by its name or its root element") {
  const auto is_xml = [](const char* name, const char* text) { return is_xml_file(SourceFile(name, "", text)); };
  CHECK(is_xml("a/b.pagex", ""));
  CHECK(is_xml("b.tagx", "text"));
  for (const char* text : {"<jsp:root>", "<page:root/>", "\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <a> --> <jsp:root ",
                           "<!DOCTYPE a [ <!ENTITY b '>'> ]><page:root>"}) {
    CAPTURE(text);
    CHECK(is_xml("a.page", text));
    CHECK(is_xml("a.tag", text));
  }
  for (const char* text :
       {"", "<", "<a/><jsp:root>", "<jsp:rootx>", "jsp:root", "<!-- <jsp:root>", "<?", "<%-- --%><jsp:root>"}) {
    CAPTURE(text);
    CHECK_FALSE(is_xml("a.page", text));
  }
}

TEST_CASE("hostile documents take linear time") {
  // Each was quadratic for a scanner that looks for the same end again and
  // again; at this size that would take minutes.
  constexpr int kRepeats = 100'000;
  for (const char* unit :
       {"<a b=\"", "<a b='>", "&",   "&a",        "<![CDATA[",   "<!--", "<!-- -->", "<?a",     "<a/>", "</a>",
        "${",      "<a",      "]]>", "<!DOCTYPE", "<!DOCTYPE [", "\\$",  "<a b",     " a=\"\"", "\"",   "&#x"}) {
    CAPTURE(unit);
    std::string text = "<r>";
    for (int i = 0; i < kRepeats; ++i) text += unit;
    const Parsed parsed = parse_text(std::move(text));
    CHECK(parsed.page.is_xml);
  }
}
