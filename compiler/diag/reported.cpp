#include "compiler/diag/reported.h"

#include "compiler/diag/excerpt.h"
#include "compiler/diag/render.h"
#include "runtime/base/utf8.h"

namespace quire::compiler {
namespace {

/// Sets the file and the start, of a diagnostic, a note or a fix.
template <class T>
void put_start(T& out, Span span, const SourceSet& sources) {
  const SourceFile& file = sources.file(span.file);
  const LineColumn begin = file.line_column(span.begin);
  out.file = to_valid_utf8(file.name());
  out.line = begin.line;
  out.column = begin.column;
}

template <class T>
void put_end(T& out, Span span, const SourceSet& sources) {
  const LineColumn end = sources.file(span.file).line_column(span.end);
  out.end_line = end.line;
  out.end_column = end.column;
}

}  // namespace

ReportedDiagnostic reported(const Diagnostic& diagnostic, const SourceSet& sources) {
  ReportedDiagnostic out;
  out.kind = kind_name(diagnostic.kind);
  out.severity = diagnostic.severity == Severity::kError ? "error" : "warning";
  out.message = to_valid_utf8(diagnostic.message);
  put_start(out, diagnostic.span, sources);
  put_end(out, diagnostic.span, sources);
  const Excerpt excerpt = excerpt_of(sources.file(diagnostic.span.file), diagnostic.span);
  const std::string before = to_valid_utf8(excerpt.text.substr(0, excerpt.from));
  const std::string marked = to_valid_utf8(excerpt.text.substr(excerpt.from, excerpt.to - excerpt.from));
  out.excerpt = before + marked + to_valid_utf8(excerpt.text.substr(excerpt.to));
  out.caret_from = static_cast<std::uint32_t>(before.size() + 1);
  out.caret_to = static_cast<std::uint32_t>(before.size() + marked.size() + 1);
  for (const Note& note : diagnostic.notes) {
    ReportedDiagnostic::Note& item = out.notes.emplace_back();
    put_start(item, note.span, sources);
    item.message = to_valid_utf8(note.message);
    item.excerpt = to_valid_utf8(excerpt_of(sources.file(note.span.file), note.span).text);
  }
  for (const Fix& fix : diagnostic.fixes) {
    ReportedDiagnostic::Fix& item = out.fixes.emplace_back();
    put_start(item, fix.span, sources);
    put_end(item, fix.span, sources);
    item.replacement = to_valid_utf8(fix.replacement);
  }
  return out;
}

std::vector<ReportedDiagnostic> reported(const Sink& sink, const SourceSet& sources, bool colour) {
  std::vector<ReportedDiagnostic> list;
  for (const Diagnostic& diagnostic : sink.diagnostics()) {
    list.push_back(reported(diagnostic, sources));
    list.back().rendered = render(diagnostic, sources, colour ? Colour::kAnsi : Colour::kOff);
  }
  return list;
}

}  // namespace quire::compiler
