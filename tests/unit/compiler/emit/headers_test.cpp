#include "compiler/emit/headers.h"

#include "compiler/translate.h"

#include <catch2/catch.hpp>

#include <string>

using namespace quire::compiler;

namespace {

/// The lines with `#include` beyond that of `page.h`.
std::string headers_of(const char* page) {
  const CppUnit unit = translate_text(page, "/a.page").unit;
  constexpr std::string_view kFirst = "#include <quire/page.h>\n";
  return unit.code.substr(unit.includes.begin + kFirst.size(), unit.includes.end - unit.includes.begin - kFirst.size());
}

}  // namespace

TEST_CASE("a page includes what its elements need and no more") {
  CHECK(headers_of("text <%= 1 %>").empty());
  CHECK(headers_of("${1}") == "#include <quire/el.h>\n");
  CHECK(headers_of("<%@ param name=\"n\" type=\"int\" %>") == "#include <quire/param.h>\n");
  // Bounds and defaults are converted, one as the other.
  for (const char* attribute : {"default", "min", "max"}) {
    const std::string page = std::string("<%@ param name=\"n\" type=\"int\" ") + attribute + "=\"1\" %>";
    CHECK(headers_of(page.c_str()) == "#include <quire/attribute.h>\n#include <quire/param.h>\n");
  }
  CHECK(headers_of("<page:include page=\"b\"/>") == "#include <quire/page_url.h>\n");
}

TEST_CASE("libraries to link add up over a page's directives") {
  const Translation page = translate_text("<%@ page link=\"-lm\" %><%@ page link=\"-lm -ldl\" %>", "/a.page");
  CHECK_FALSE(page.sink.has_errors());
  REQUIRE(page.unit.links.size() == 3);
  CHECK(page.unit.links[2].option == "-ldl");
}

TEST_CASE("headers of the standard library are known by name") {
  for (const char* name : {"algorithm", "any", "cstdint", "vector", "stdio.h", "wctype.h", "version"}) {
    CAPTURE(name);
    CHECK(is_std_header(name));
  }
  for (const char* name : {"", "boost/any.hpp", "vector.h", "gsl/span", "bits/stdc++.h", "unistd.h"}) {
    CAPTURE(name);
    CHECK_FALSE(is_std_header(name));
  }
}
