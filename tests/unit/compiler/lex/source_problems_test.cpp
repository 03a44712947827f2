#include "compiler/lex/source_problems.h"

#include "tests/unit/compiler/one_file.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("the first byte that is not UTF-8 is reported") {
  OneFile good("caf\xC3\xA9");
  report_invalid_utf8(0, good.sources, good.sink);
  CHECK_FALSE(good.sink.has_errors());
  OneFile bad("caf\xE9\xFF");
  report_invalid_utf8(0, bad.sources, bad.sink);
  REQUIRE(bad.sink.diagnostics().size() == 1);
  CHECK(bad.sink.diagnostics()[0].span == Span{0, 3, 4});
  CHECK(bad.sink.diagnostics()[0].message.find("0xE9") != std::string::npos);
}

TEST_CASE("literals without end are reported, with the end that they lack") {
  const std::pair<const char*, const char*> cases[] = {
      {"\"a %>", "`\"`"}, {"'a %>", "`'`"}, {"/* a %>", "`*/`"}, {"R\"x(a %>", "`)x\"`"}, {"R\"x %>", "opening `(`"},
  };
  for (const auto& [code, lacks] : cases) {
    CAPTURE(code, lacks);
    OneFile file(code);
    report_literals(CppScanner(code).scan(0), 0, file.sources, file.sink);
    REQUIRE(file.sink.diagnostics().size() == 1);
    CHECK(file.sink.diagnostics()[0].kind == DiagnosticKind::kUnterminatedLiteral);
    CHECK(file.sink.diagnostics()[0].message.find(lacks) != std::string::npos);
  }
  OneFile whole("\"a\" 'b' /* c */ R\"(d)\" {");
  report_literals(CppScanner(whole.sources.file(0).bytes()).scan(0), 0, whole.sources, whole.sink);
  CHECK_FALSE(whole.sink.has_errors());
}
