#include "runtime/protocol/reported_diagnostic.h"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

namespace quire {
namespace {

namespace json = boost::json;

constexpr const char* kText =
    R"({"kind":"unknown-attribute","severity":"error","message":"m","file":"a.page","line":14,"column":10,)"
    R"("end_line":14,"end_column":16,"excerpt":"<%@ page sesion %>","caret_from":10,"caret_to":16,)"
    R"("notes":[{"file":"b.page","line":1,"column":2,"message":"included from here","excerpt":"x"}],)"
    R"("fixes":[{"file":"a.page","line":14,"column":10,"end_line":14,"end_column":16,"replacement":"session"}]})";

TEST_CASE("a diagnostic is written as it is read") {
  ReportedDiagnostic diagnostic = diagnostic_from_json(json::parse(kText).as_object());
  CHECK(json::serialize(to_json(diagnostic)) == kText);
  diagnostic.rendered = "a.page:14:10: error: m\n";
  diagnostic.is_error = false;
  const ReportedDiagnostic again = diagnostic_from_json(to_json(diagnostic));
  CHECK(again.rendered == diagnostic.rendered);
  CHECK_FALSE(again.is_error);
}

TEST_CASE("a diagnostic of another shape is refused") {
  const json::value whole = json::parse(kText);
  for (const auto& [name, value] : whole.as_object()) {
    CAPTURE(std::string(name));
    json::object changed = whole.as_object();
    changed[name] = true;
    CHECK_THROWS(diagnostic_from_json(changed));
    changed.erase(name);
    CHECK_THROWS(diagnostic_from_json(changed));
  }
}

TEST_CASE("a failure of the machine is a mistake of the page") {
  const ReportedDiagnostic failure = build_failure("a.page", "the disk is full");
  CHECK(failure.kind == "build-failed");
  CHECK(failure.is_error);
  CHECK(failure.rendered == "a.page: error: the disk is full\n");
}

}  // namespace
}  // namespace quire
