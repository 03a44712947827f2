#include "runtime/protocol/reported_diagnostic.h"

#include "runtime/protocol/json_member.h"

namespace quire {

namespace {

namespace json = boost::json;

json::object to_json(const ReportedDiagnostic::Note& note) {
  return {{"file", note.file},
          {"line", note.line},
          {"column", note.column},
          {"message", note.message},
          {"excerpt", note.excerpt}};
}

ReportedDiagnostic::Note note_from_json(const json::object& object) {
  return {text_member(object, "file"), number_member(object, "line"), number_member(object, "column"),
          text_member(object, "message"), text_member(object, "excerpt")};
}

json::object to_json(const ReportedDiagnostic::Fix& fix) {
  return {{"file", fix.file},
          {"line", fix.line},
          {"column", fix.column},
          {"end_line", fix.end_line},
          {"end_column", fix.end_column},
          {"replacement", fix.replacement}};
}

ReportedDiagnostic::Fix fix_from_json(const json::object& object) {
  return {text_member(object, "file"),       number_member(object, "line"),       number_member(object, "column"),
          number_member(object, "end_line"), number_member(object, "end_column"), text_member(object, "replacement")};
}

}  // namespace

ReportedDiagnostic build_failure(const std::string& file, const std::string& sentence) {
  ReportedDiagnostic diagnostic;
  diagnostic.kind = "build-failed";
  diagnostic.message = sentence;
  diagnostic.file = file;
  diagnostic.rendered = file + ": error: " + sentence + "\n";
  return diagnostic;
}

json::object to_json(const ReportedDiagnostic& diagnostic) {
  json::array notes;
  for (const ReportedDiagnostic::Note& note : diagnostic.notes) notes.push_back(to_json(note));
  json::array fixes;
  for (const ReportedDiagnostic::Fix& fix : diagnostic.fixes) fixes.push_back(to_json(fix));
  json::object object = {{"kind", diagnostic.kind},         {"severity", diagnostic.is_error ? "error" : "warning"},
                         {"message", diagnostic.message},   {"file", diagnostic.file},
                         {"line", diagnostic.line},         {"column", diagnostic.column},
                         {"end_line", diagnostic.end_line}, {"end_column", diagnostic.end_column},
                         {"excerpt", diagnostic.excerpt},   {"caret_from", diagnostic.caret_from},
                         {"caret_to", diagnostic.caret_to}, {"notes", std::move(notes)},
                         {"fixes", std::move(fixes)}};
  if (!diagnostic.rendered.empty()) object["rendered"] = diagnostic.rendered;
  return object;
}

ReportedDiagnostic diagnostic_from_json(const json::object& object) {
  ReportedDiagnostic diagnostic;
  diagnostic.kind = text_member(object, "kind");
  diagnostic.is_error = object.at("severity").as_string() == "error";
  diagnostic.message = text_member(object, "message");
  diagnostic.file = text_member(object, "file");
  diagnostic.line = number_member(object, "line");
  diagnostic.column = number_member(object, "column");
  diagnostic.end_line = number_member(object, "end_line");
  diagnostic.end_column = number_member(object, "end_column");
  diagnostic.excerpt = text_member(object, "excerpt");
  diagnostic.caret_from = number_member(object, "caret_from");
  diagnostic.caret_to = number_member(object, "caret_to");
  diagnostic.notes = list_member(object, "notes", note_from_json);
  diagnostic.fixes = list_member(object, "fixes", fix_from_json);
  if (object.contains("rendered")) diagnostic.rendered = text_member(object, "rendered");
  return diagnostic;
}

json::array to_json(const std::vector<ReportedDiagnostic>& diagnostics) {
  json::array array;
  for (const ReportedDiagnostic& diagnostic : diagnostics) array.push_back(to_json(diagnostic));
  return array;
}

std::vector<ReportedDiagnostic> diagnostics_from_json(const json::array& array) {
  std::vector<ReportedDiagnostic> diagnostics;
  for (const json::value& value : array) diagnostics.push_back(diagnostic_from_json(value.as_object()));
  return diagnostics;
}

}  // namespace quire
