#include "compiler/diag/diagnostic.h"

#include <catch2/catch.hpp>

using namespace quire::compiler;

TEST_CASE("kinds are named as in the table") {
  CHECK(kind_name(DiagnosticKind::kUnclosedElement) == "unclosed-element");
  CHECK(kind_name(DiagnosticKind::kInvalidUtf8) == "invalid-utf8");
  CHECK(default_severity(DiagnosticKind::kCppWarning) == Severity::kWarning);
}

TEST_CASE("only errors count as errors") {
  Sink sink;
  sink.report(DiagnosticKind::kCppWarning, {}, "w");
  CHECK_FALSE(sink.has_errors());
  sink.report(DiagnosticKind::kCppError, {}, "e");
  CHECK(sink.error_count() == 1);
}

TEST_CASE("a diagnostic in an included file says how it came there") {
  Sink sink;
  sink.included_from(1, {0, 5, 6});
  sink.included_from(2, {1, 7, 8});
  const Diagnostic& d = sink.report(DiagnosticKind::kCppError, {2, 0, 1}, "e");
  REQUIRE(d.notes.size() == 2);
  CHECK(d.notes[0].span == Span{1, 7, 8});
  CHECK(d.notes[1].span == Span{0, 5, 6});
}

TEST_CASE("a page with very many mistakes lists the first of each severity, and counts all") {
  Sink sink;
  for (std::uint32_t at = 0; at < 9; ++at) {
    sink.report(DiagnosticKind::kCppWarning, {0, at, at + 1}, "w");
    sink.report(DiagnosticKind::kCppError, {0, at, at + 1}, "e");
  }
  sink.cut(9);
  CHECK(sink.diagnostics().size() == 18);
  sink.cut(2);
  REQUIRE(sink.diagnostics().size() == 4);
  CHECK(sink.diagnostics()[0].severity == Severity::kWarning);
  CHECK(sink.diagnostics()[1].severity == Severity::kError);
  REQUIRE(sink.diagnostics()[3].notes.size() == 1);
  CHECK(sink.diagnostics()[3].notes[0].message == "7 more errors are not listed");
  REQUIRE(sink.diagnostics()[2].notes.size() == 1);
  CHECK(sink.diagnostics()[2].notes[0].message == "7 more warnings are not listed");
  CHECK(sink.error_count() == 9);
}

TEST_CASE("sorting orders by place and drops repeats") {
  Sink sink;
  sink.report(DiagnosticKind::kCppError, {1, 0, 1}, "c");
  sink.report(DiagnosticKind::kCppError, {0, 9, 10}, "b");
  sink.report(DiagnosticKind::kCppError, {0, 2, 3}, "a");
  sink.report(DiagnosticKind::kCppError, {0, 9, 10}, "b");
  sink.report(DiagnosticKind::kCppError, {0, 9, 10}, "B");
  sink.sort();
  std::string order;
  for (const Diagnostic& d : sink.diagnostics()) order += d.message;
  CHECK(order == "abBc");
  CHECK(sink.error_count() == 4);
}
