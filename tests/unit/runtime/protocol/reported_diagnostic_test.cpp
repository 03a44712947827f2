#include "runtime/protocol/reported_diagnostic.h"

#include "runtime/protocol/json_text.h"

#include <catch2/catch.hpp>

namespace quire {
namespace {

namespace json = boost::json;

constexpr const char* kText =
    R"({"kind":"unknown-attribute","severity":"error","message":"m","file":"a.page","line":14,"column":10,)"
    R"("end_line":14,"end_column":16,"excerpt":"<%@ page sesion %>","caret_from":10,"caret_to":16,)"
    R"("notes":[{"file":"b.page","line":1,"column":2,"message":"included from here","excerpt":"x"}],)"
    R"("fixes":[{"file":"a.page","line":14,"column":10,"end_line":14,"end_column":16,"replacement":"session"}],"rendered":""})";

TEST_CASE("a diagnostic is written as it is read") {
  auto diagnostic = from_json<ReportedDiagnostic>(kText);
  CHECK(diagnostic.is_error());
  CHECK(to_json(diagnostic) == kText);
  diagnostic.rendered = "a.page:14:10: error: m\n";
  diagnostic.severity = "warning";
  const auto again = from_json<ReportedDiagnostic>(to_json(diagnostic));
  CHECK(again.rendered == diagnostic.rendered);
  CHECK_FALSE(again.is_error());
}

TEST_CASE("a diagnostic of another shape is refused") {
  const json::value whole = json::parse(kText);
  for (const auto& [name, value] : whole.as_object()) {
    CAPTURE(std::string(name));
    json::object changed = whole.as_object();
    changed[name] = true;
    CHECK_THROWS(from_json<ReportedDiagnostic>(json::serialize(changed)));
    changed.erase(name);
    CHECK_THROWS(from_json<ReportedDiagnostic>(json::serialize(changed)));
  }
}

TEST_CASE("a failure of the machine is a mistake of the page") {
  const ReportedDiagnostic failure = build_failure("a.page", "the disk is full");
  CHECK(failure.kind == "build-failed");
  CHECK(failure.is_error());
  CHECK(failure.rendered == "a.page: error: the disk is full\n");
}

}  // namespace
}  // namespace quire
