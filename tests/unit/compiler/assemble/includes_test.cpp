#include "compiler/translate.h"
#include "tests/unit/compiler/one_file.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

std::string include(const std::string& file) { return "<%@ include file=\"" + file + "\" %>"; }

}  // namespace

TEST_CASE("included text and code stand in the place of the directive") {
  const quire::TemporaryFolder site;
  site.write("a.page", "1" + include("b.html") + "2" + include("b.html") + "3");
  site.write("b.html", "[<%= x %>]");
  const Translation t = translate(site.path(), "/a.page");
  CHECK_FALSE(t.sink.has_errors());
  CHECK(t.unit.texts == std::vector<std::string>{"1[", "]2[", "]3"});
  REQUIRE(t.unit.elements.size() == 2);
  CHECK(t.unit.elements[0] == Span{1, 5, 6});
  CHECK(t.sources.size() == 2);
}

TEST_CASE("missing includes are named by their path on disk") {
  const quire::TemporaryFolder site;
  site.write("a.page", include("b.html"));
  const std::vector<std::string> missing = translate(site.path(), "/a.page").missing;
  CHECK(missing == std::vector<std::string>{site.path("WEB-INF/web.toml"), site.path("b.html")});
}

TEST_CASE("a page that is not there is a diagnostic") {
  const quire::TemporaryFolder site;
  const Translation t = translate(site.path(), "/no.page");
  REQUIRE(t.sink.diagnostics().size() == 1);
  CHECK(t.sink.diagnostics()[0].kind == DiagnosticKind::kFileMissing);
  CHECK(t.sources.file(0).name() == "no.page");
  CHECK(t.missing.empty());
}

TEST_CASE("64 nested includes are allowed, 65 are not") {
  const quire::TemporaryFolder site;
  for (int i = 0; i < 65; ++i) site.write(std::to_string(i), include(std::to_string(i + 1)));
  site.write("65", "end");
  CHECK(translate(site.path(), "/1").unit.texts == std::vector<std::string>{"end"});
  const Translation deep = translate(site.path(), "/0");
  REQUIRE(deep.sink.diagnostics().size() == 1);
  CHECK(deep.sink.diagnostics()[0].kind == DiagnosticKind::kIncludeLimit);
}

TEST_CASE("isELIgnored reaches the files that a page includes") {
  const quire::TemporaryFolder site;
  site.write("a.page", "<%@ page isELIgnored=\"true\" %>" + include("b.html"));
  site.write("b.html", "${b}");
  CHECK(translate(site.path(), "/a.page").unit.texts == std::vector<std::string>{"${b}"});
}

TEST_CASE("what an included file says of expressions holds for the whole page") {
  const quire::TemporaryFolder site;
  site.write("a.page", "${a}<page:text>#{b}</page:text>" + include("b.html") + "#{c}");
  const auto texts = [&](const std::string& included) {
    site.write("b.html", included);
    const Translation t = translate(site.path(), "/a.page");
    CHECK(messages(t.sink).empty());
    std::string all;
    for (const std::string& text : t.unit.texts) all += text + "|";
    return all;
  };
  CHECK(texts("<%@ page isELIgnored=\"true\" %>") == "${a}#{b}#{c}|");
  CHECK(texts("<%@ page deferredSyntaxAllowedAsLiteral=\"true\" %>") == "|#{b}#{c}|");
  // A directive says more than the group.
  site.write("WEB-INF/web.toml", "[[group]]\npattern = \"/a.page\"\nel = false\n");
  CHECK(texts("") == "${a}#{b}#{c}|");
  CHECK(texts("<%@ page isELIgnored=\"false\" %>") == "||||");
}

TEST_CASE("deferredSyntaxAllowedAsLiteral holds in attributes too") {
  const std::string directive = "<%@ page deferredSyntaxAllowedAsLiteral=\"true\" %>";
  const std::string element = "<page:element name=\"p\" a=\"#{b}\"/>";
  CHECK(translate_text(directive + element, "/a.page").unit.code.find("\"#{b}\"") != std::string::npos);
  CHECK(translate_text(element, "/a.page").unit.code.find("\"#{b}\"") == std::string::npos);
}

TEST_CASE("each file declares its own encoding") {
  const quire::TemporaryFolder site;
  site.write("a.page",
             "<%@ page pageEncoding=\"utf-8\" %>é" + include("b.html") + include("c.html") + include("b.html"));
  site.write("b.html", "<%@ page pageEncoding=\"ISO-8859-1\" %>\xE9");
  site.write("c.html", "<%@ page pageEncoding=\"UTF-8\" %>é");
  const Translation t = translate(site.path(), "/a.page");
  CHECK(messages(t.sink).empty());
  CHECK(t.unit.texts == std::vector<std::string>{"éééé"});
}

TEST_CASE("each file is read in the syntax that it is written in") {
  const quire::TemporaryFolder site;
  site.write("a.pagex", "<a><page:directive.include file='b.pagef'/><page:directive.include file='c.pagex'/></a>");
  site.write("b.pagef", include("d.pagef") + " &nbsp; <%= x %>");
  site.write("c.pagex", "<c> <i/> </c>");
  site.write("d.pagef", "<page:root><d/></page:root>");
  const Translation t = translate(site.path(), "/a.pagex");
  CHECK_FALSE(t.sink.has_errors());
  const std::string declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  CHECK(t.unit.texts == std::vector<std::string>{declaration + "<a><d/> &nbsp; ", "<c><i/></c></a>"});
}

TEST_CASE("a page in XML that is not there is one mistake") {
  const quire::TemporaryFolder site;
  CHECK(translate(site.path(), "/no.pagex").sink.diagnostics().size() == 1);
}
