#include "compiler/diag/render.h"

#include "compiler/diag/excerpt.h"
#include "compiler/diag/width.h"

namespace quire::compiler {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kRed = "\x1b[1;31m";
constexpr std::string_view kMagenta = "\x1b[1;35m";
constexpr std::string_view kCyan = "\x1b[1;36m";
constexpr std::string_view kGreen = "\x1b[1;32m";
constexpr std::string_view kPlain = "\x1b[0m";
constexpr std::string_view kEllipsis = "...";

/// Appends the lines of one diagnostic or note.
class Painter {
 public:
  Painter(const SourceSet& sources, Colour colour, std::string& out) : sources_(sources), colour_(colour), out_(out) {}

  void message(Span span, std::string_view label, std::string_view label_style, std::string_view text) {
    const SourceFile& file = sources_.file(span.file);
    const LineColumn place = file.line_column(span.begin);
    paint(kBold, file.name() + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": ");
    paint(label_style, std::string(label) + ": ");
    paint(kBold, text);
    out_ += '\n';
  }

  void source(Span span, const std::vector<Fix>& fixes) {
    const SourceFile& file = sources_.file(span.file);
    if (file.bytes().empty()) return;
    const Excerpt excerpt = excerpt_of(file, span);
    const std::size_t indent = excerpt.cut_before ? kEllipsis.size() : 0;
    if (excerpt.cut_before) out_ += kEllipsis;
    out_ += show(excerpt.text).text;
    if (excerpt.cut_after) out_ += kEllipsis;
    out_ += '\n';
    const std::size_t from = show(excerpt.text.substr(0, excerpt.from)).cells;
    const std::size_t to = show(excerpt.text.substr(0, excerpt.to)).cells;
    out_.append(indent + from, ' ');
    paint(kGreen, "^" + std::string(to > from + 1 ? to - from - 1 : 0, '~'));
    out_ += '\n';
    fix_line(span.file, excerpt, indent, fixes);
  }

 private:
  void paint(std::string_view style, std::string_view text) {
    if (colour_ == Colour::kAnsi) out_ += style;
    out_ += text;
    if (colour_ == Colour::kAnsi) out_ += kPlain;
  }

  void fix_line(FileId file, const Excerpt& excerpt, std::size_t indent, const std::vector<Fix>& fixes) {
    std::string line;
    for (const Fix& fix : fixes) {
      const bool shown = fix.span.file == file && fix.span.begin >= excerpt.begin &&
                         fix.span.begin - excerpt.begin <= excerpt.text.size() && !fix.replacement.empty() &&
                         fix.replacement.find('\n') == std::string::npos;
      if (!shown) continue;
      const std::size_t column = indent + show(excerpt.text.substr(0, fix.span.begin - excerpt.begin)).cells;
      const std::size_t used = show(line).cells;
      if (used > column) continue;
      line.append(column - used, ' ');
      line += fix.replacement;
    }
    if (line.find_first_not_of(' ') == std::string::npos) return;
    paint(kGreen, line);
    out_ += '\n';
  }

  const SourceSet& sources_;
  Colour colour_;
  std::string& out_;
};

}  // namespace

std::string render(const Diagnostic& diagnostic, const SourceSet& sources, Colour colour) {
  std::string out;
  Painter painter(sources, colour, out);
  const bool error = diagnostic.severity == Severity::kError;
  painter.message(diagnostic.span, error ? "error" : "warning", error ? kRed : kMagenta, diagnostic.message);
  painter.source(diagnostic.span, diagnostic.fixes);
  for (const Note& note : diagnostic.notes) {
    painter.message(note.span, "note", kCyan, note.message);
    painter.source(note.span, {});
  }
  return out;
}

std::string render(const Sink& sink, const SourceSet& sources, Colour colour) {
  std::string out;
  for (const Diagnostic& diagnostic : sink.diagnostics()) out += render(diagnostic, sources, colour);
  return out;
}

}  // namespace quire::compiler
