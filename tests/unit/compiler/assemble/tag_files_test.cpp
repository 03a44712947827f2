#include "compiler/assemble/assemble.h"

#include "compiler/translate.h"
#include "tests/unit/temporary_folder.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace quire::compiler;

namespace {

constexpr const char* kLibrary = "<%@ taglib prefix=\"t\" tagdir=\"/WEB-INF/tags\" %>";

std::size_t count(const std::string& text, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("each tag file is read and emitted once, however often it is used") {
  const quire::TemporaryFolder site;
  site.write("a.page", kLibrary + std::string("<t:x/><t:x/><t:y><t:x/></t:y>"));
  site.write("WEB-INF/tags/x.tag", kLibrary + std::string("<t:x/><t:y/>"));
  site.write("WEB-INF/tags/y.tag", kLibrary + std::string("<t:x/>"));
  const Translation t = translate(site.path(), "/a.page");
  CHECK_FALSE(t.sink.has_errors());
  CHECK(t.sources.size() == 3);
  CHECK(count(t.unit.code, "struct Attributes {") == 2);
}

TEST_CASE("a mistake in a tag that uses itself is told once") {
  const quire::TemporaryFolder site;
  site.write("a.page", kLibrary + std::string("<t:x/>"));
  site.write("WEB-INF/tags/x.tag", kLibrary + std::string("<t:x/><page:nothing/>"));
  CHECK(translate(site.path(), "/a.page").sink.diagnostics().size() == 1);
}

TEST_CASE("tags and layouts that are not there are missing files") {
  const quire::TemporaryFolder site;
  site.write("a.page", kLibrary + std::string("<t:x/><%@ page layout=\"main.tag\" %>"));
  const Translation t = translate(site.path(), "/a.page");
  CHECK(t.sink.diagnostics().size() == 2);
  for (const char* name : {"x.tag", "x.tagx", "main.tag"}) {
    CAPTURE(name);
    CHECK(std::ranges::count(t.missing, site.path("WEB-INF/tags/" + std::string(name))) == 1);
  }
}
