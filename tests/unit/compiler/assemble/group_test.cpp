#include "compiler/translate.h"
#include "tests/unit/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

constexpr const char* kSettings = "WEB-INF/web.toml";

}  // namespace

TEST_CASE("web.toml is a source of each page, and missing where there is none") {
  const quire::TemporaryFolder site;
  site.write("a.page", "a");
  const Translation before = translate(site.path(), "/a.page");
  CHECK(before.sources.size() == 1);
  CHECK(before.missing == std::vector<std::string>{site.path(kSettings)});
  site.write(kSettings, "");
  const Translation after = translate(site.path(), "/a.page");
  CHECK(after.sources.find_path(site.path(kSettings)) == 1);
  CHECK(after.missing.empty());
}

TEST_CASE("the content type of a group is a default") {
  const quire::TemporaryFolder site;
  site.write(kSettings, "[[group]]\npattern = \"/*\"\ncontent_type = \"text/plain\"\n");
  site.write("a.page", "a");
  site.write("b.page", "<%@ page contentType=\"image/svg+xml\" %>");
  CHECK(translate(site.path(), "/a.page").unit.content_type == "text/plain;charset=UTF-8");
  CHECK(translate(site.path(), "/b.page").unit.content_type == "image/svg+xml");
}

TEST_CASE("isELIgnored of a page goes before el of its group") {
  const quire::TemporaryFolder site;
  site.write(kSettings, "[[group]]\npattern = \"/*\"\nel = false\nprelude = \"/head.pagef\"\n");
  site.write("head.pagef", "${head}");
  site.write("a.page", "${a}");
  site.write("b.page", "<%@ page isELIgnored=\"false\" %>${b}");
  CHECK(translate(site.path(), "/a.page").unit.texts == std::vector<std::string>{"${head}${a}"});
  CHECK(translate(site.path(), "/b.page").unit.texts == std::vector<std::string>{"", "", ""});
}

TEST_CASE("preludes and codas stand around the page") {
  const quire::TemporaryFolder site;
  site.write(kSettings, "[[group]]\npattern = \"/*\"\nprelude = [\"/1\", \"/2\"]\ncoda = \"/1\"\n");
  site.write("1", "one ");
  site.write("2", "two ");
  site.write("a/b.page", "page ");
  CHECK(translate(site.path(), "/a/b.page").unit.texts == std::vector<std::string>{"one two page one "});
}

TEST_CASE("a prelude that is also a page does not stand around itself") {
  const quire::TemporaryFolder site;
  site.write(kSettings, "[[group]]\npattern = \"*.page\"\nprelude = [\"/1\", \"/libs.page\"]\ncoda = \"/libs.page\"\n");
  site.write("1", "one ");
  site.write("libs.page", "libs ");
  const Translation libs = translate(site.path(), "/libs.page");
  CHECK(libs.unit.texts == std::vector<std::string>{"one libs "});
  CHECK_FALSE(libs.sink.has_errors());
  site.write("a.page", "<%@ include file=\"libs.page\" %>page ");
  CHECK(translate(site.path(), "/a.page").unit.texts == std::vector<std::string>{"one libs libs page libs "});
}

TEST_CASE("a prelude that is not there is missing") {
  const quire::TemporaryFolder site;
  site.write(kSettings, "[[group]]\npattern = \"/*\"\nprelude = \"/head.pagef\"\n");
  site.write("a.page", "a");
  CHECK(translate(site.path(), "/a.page").missing == std::vector<std::string>{site.path("head.pagef")});
}

TEST_CASE("a page where files are no pages is not read") {
  const quire::TemporaryFolder site;
  site.write(kSettings, "[[group]]\npattern = \"/uploads/*\"\npages = false\n");
  site.write("uploads/a.page", "<% broken");
  const Translation t = translate(site.path(), "/uploads/a.page");
  REQUIRE(t.sink.diagnostics().size() == 1);
  CHECK(t.sink.diagnostics()[0].kind == DiagnosticKind::kNotAPage);
  CHECK(t.unit.code.empty());
}
