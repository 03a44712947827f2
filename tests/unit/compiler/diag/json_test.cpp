#include "compiler/diag/json.h"

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("a diagnostic as JSON") {
  SourceSet sources;
  sources.add(SourceFile("a.page", "", "x\n\xE9 sesion=\n"));
  Sink sink;
  Diagnostic& d = sink.report(DiagnosticKind::kUnknownAttribute, {0, 4, 10}, "unknown");
  d.notes.push_back({{0, 0, 1}, "here"});
  d.fixes.push_back({{0, 4, 10}, "session"});
  CHECK(boost::json::serialize(to_json(sink.diagnostics()[0], sources)) ==
        "{\"kind\":\"unknown-attribute\",\"severity\":\"error\",\"message\":\"unknown\",\"file\":\"a.page\","
        "\"line\":2,\"column\":3,\"end_line\":2,\"end_column\":9,"
        "\"excerpt\":\"\xEF\xBF\xBD sesion=\",\"caret_from\":5,\"caret_to\":11,"
        "\"notes\":[{\"file\":\"a.page\",\"line\":1,\"column\":1,\"message\":\"here\",\"excerpt\":\"x\"}],"
        "\"fixes\":[{\"file\":\"a.page\",\"line\":2,\"column\":3,\"end_line\":2,\"end_column\":9,"
        "\"replacement\":\"session\"}]}");
}
