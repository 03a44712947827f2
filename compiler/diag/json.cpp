#include "compiler/diag/json.h"

#include "compiler/diag/excerpt.h"
#include "runtime/base/utf8.h"

#include <boost/json/array.hpp>

namespace quire::compiler {
namespace {

void put_start(boost::json::object& out, Span span, const SourceSet& sources) {
  const SourceFile& file = sources.file(span.file);
  const LineColumn begin = file.line_column(span.begin);
  out["file"] = to_valid_utf8(file.name());
  out["line"] = begin.line;
  out["column"] = begin.column;
}

void put_end(boost::json::object& out, Span span, const SourceSet& sources) {
  const LineColumn end = sources.file(span.file).line_column(span.end);
  out["end_line"] = end.line;
  out["end_column"] = end.column;
}

}  // namespace

boost::json::object to_json(const Diagnostic& diagnostic, const SourceSet& sources) {
  boost::json::object out;
  out["kind"] = kind_name(diagnostic.kind);
  out["severity"] = diagnostic.severity == Severity::kError ? "error" : "warning";
  out["message"] = to_valid_utf8(diagnostic.message);
  put_start(out, diagnostic.span, sources);
  put_end(out, diagnostic.span, sources);
  const Excerpt excerpt = excerpt_of(sources.file(diagnostic.span.file), diagnostic.span);
  const std::string before = to_valid_utf8(excerpt.text.substr(0, excerpt.from));
  const std::string marked = to_valid_utf8(excerpt.text.substr(excerpt.from, excerpt.to - excerpt.from));
  out["excerpt"] = before + marked + to_valid_utf8(excerpt.text.substr(excerpt.to));
  out["caret_from"] = before.size() + 1;
  out["caret_to"] = before.size() + marked.size() + 1;
  boost::json::array notes;
  for (const Note& note : diagnostic.notes) {
    boost::json::object item;
    put_start(item, note.span, sources);
    item["message"] = to_valid_utf8(note.message);
    item["excerpt"] = to_valid_utf8(excerpt_of(sources.file(note.span.file), note.span).text);
    notes.push_back(std::move(item));
  }
  out["notes"] = std::move(notes);
  boost::json::array fixes;
  for (const Fix& fix : diagnostic.fixes) {
    boost::json::object item;
    put_start(item, fix.span, sources);
    put_end(item, fix.span, sources);
    item["replacement"] = to_valid_utf8(fix.replacement);
    fixes.push_back(std::move(item));
  }
  out["fixes"] = std::move(fixes);
  return out;
}

}  // namespace quire::compiler
