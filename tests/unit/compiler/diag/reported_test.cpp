#include "compiler/diag/reported.h"

#include "compiler/diag/render.h"
#include "runtime/protocol/json_text.h"

#include <catch2/catch.hpp>

namespace quire::compiler {
namespace {

TEST_CASE("a diagnostic as it leaves the compiler") {
  SourceSet sources;
  sources.add(SourceFile("a.page", "", "x\n\xE9 sesion=\n"));
  Sink sink;
  Diagnostic& d = sink.report(DiagnosticKind::kUnknownAttribute, {0, 4, 10}, "unknown");
  d.notes.push_back({{0, 0, 1}, "here"});
  d.fixes.push_back({{0, 4, 10}, "session"});
  CHECK(to_json(reported(sink.diagnostics()[0], sources)) ==
        "{\"kind\":\"unknown-attribute\",\"severity\":\"error\",\"message\":\"unknown\",\"file\":\"a.page\","
        "\"line\":2,\"column\":3,\"end_line\":2,\"end_column\":9,"
        "\"excerpt\":\"\xEF\xBF\xBD sesion=\",\"caret_from\":5,\"caret_to\":11,"
        "\"notes\":[{\"file\":\"a.page\",\"line\":1,\"column\":1,\"message\":\"here\",\"excerpt\":\"x\"}],"
        "\"fixes\":[{\"file\":\"a.page\",\"line\":2,\"column\":3,\"end_line\":2,\"end_column\":9,"
        "\"replacement\":\"session\"}],\"rendered\":\"\"}");
  const auto all = reported(sink, sources, /*colour=*/false);
  REQUIRE(all.size() == 1);
  CHECK(all[0].rendered == render(sink, sources));
}

}  // namespace
}  // namespace quire::compiler
