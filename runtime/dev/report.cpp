#include "runtime/dev/report.h"

#include "runtime/dev/client_files.h"
#include "runtime/http/status.h"

#include <quire/print.h>

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

namespace quire {

namespace {

/// The number of lines to show before and after the relevant one.
constexpr std::uint32_t kAround = 2;
constexpr std::size_t kMaxLine = 300;
constexpr off_t kMaxFile = off_t{8} << 20;
/// Showing more errors would help nobody.
constexpr std::size_t kMaxItems = 50;
constexpr std::uint32_t kMaxReport = 60;

/// The beginning of a line, at most `kMaxLine` octets, without cutting a character.
std::string clipped(std::string text) {
  if (text.size() <= kMaxLine) return text;
  std::size_t end = kMaxLine;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

/// Line `line` of a file with its neighbours; empty if the file cannot be read.
std::vector<Report::Line> read_lines(const std::string& path, std::uint32_t line) {
  std::vector<Report::Line> lines;
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > kMaxFile) return lines;
  std::ifstream file(path);
  std::string text;
  for (std::uint32_t number = 1; number <= line + kAround && std::getline(file, text); ++number) {
    if (number + kAround < line) continue;
    if (text.ends_with('\r')) text.pop_back();
    lines.push_back({number, text});
    lines.back().hit = number == line;
  }
  return lines;
}

/// Splits a line so that the octets from `from` up to `to`, exclusive, are marked.
void mark(Report::Line& line, std::size_t from, std::size_t to) {
  const std::string text = std::move(line.before);
  from = std::min(from, text.size());
  to = std::clamp(to, from, text.size());
  line.before = text.substr(0, from);
  line.marked = text.substr(from, to - from);
  line.after = text.substr(to);
}

/// The end of the text before a mark, likewise.
std::string clipped_front(std::string text) {
  if (text.size() <= kMaxLine) return text;
  std::size_t begin = text.size() - kMaxLine;
  while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  return "…" + text.substr(begin);
}

void clip(std::vector<Report::Line>& lines) {
  for (Report::Line& line : lines) {
    line.before = line.hit ? clipped_front(std::move(line.before)) : clipped(std::move(line.before));
    if (line.marked.size() > kMaxLine) line.after.clear();
    line.marked = clipped(std::move(line.marked));
    line.after = clipped(std::move(line.after));
  }
}

/// The excerpt of a diagnostic, with the lines around it if that line of the file is
/// unchanged.
std::vector<Report::Line> excerpt_lines(const Report::Item& item, const std::string& excerpt, std::size_t from,
                                        std::size_t to) {
  if (excerpt.empty()) return {};
  std::vector<Report::Line> lines = read_lines(item.path, item.line);
  const auto hit = std::find_if(lines.begin(), lines.end(), [](const Report::Line& line) { return line.hit; });
  if (hit == lines.end() || hit->before != excerpt) {
    lines = {{item.line, excerpt}};
    lines.front().hit = true;
    mark(lines.front(), from, to);
  } else {
    mark(*hit, from, to);
  }
  clip(lines);
  return lines;
}

/// An item with the place of a diagnostic, a note or a run-time error.
template <typename Placed>
Report::Item item_at(const Placed& placed, const std::string& message, const std::string& root) {
  Report::Item item;
  item.message = message;
  item.file = placed.file;
  item.path = path_in_site(root, placed.file);
  item.line = placed.line;
  item.column = placed.column;
  return item;
}

/// Notes have a place, but no caret.
Report::Item item_of(const ReportedDiagnostic::Note& note, const std::string& root) {
  Report::Item item = item_at(note, note.message, root);
  if (!note.excerpt.empty()) item.lines = {{note.line, clipped(note.excerpt)}};
  return item;
}

Report::Item item_of(const ReportedDiagnostic& diagnostic, const std::string& root) {
  Report::Item item = item_at(diagnostic, diagnostic.message, root);
  item.severity = diagnostic.severity;
  item.lines = excerpt_lines(item, diagnostic.excerpt, std::max(diagnostic.caret_from, 1U) - 1,
                             std::max(diagnostic.caret_to, 1U) - 1);
  for (const ReportedDiagnostic::Note& note : diagnostic.notes) item.notes.push_back(item_of(note, root));
  return item;
}

void add_mistakes(Report& report, const PageFailure& failure, const std::string& root) {
  for (const ReportedDiagnostic& diagnostic : failure.diagnostics) {
    if (report.items.size() == kMaxItems) break;
    report.items.push_back(item_of(diagnostic, root));
  }
}

std::string count_of_mistakes(const PageFailure& failure) {
  const auto errors = std::ranges::count_if(failure.diagnostics, &ReportedDiagnostic::is_error);
  return std::to_string(errors) + (errors == 1 ? " error" : " errors");
}

/// A place in a page, as it is on disk now. The element is marked up to its end.
Report::Item item_of(const RunError::Place& place, const std::string& message, const std::string& root) {
  Report::Item item = item_at(place, message, root);
  item.lines = read_lines(item.path, item.line);
  for (Report::Line& line : item.lines) {
    if (!line.hit) continue;
    const std::size_t from = place.column > 0 ? place.column - 1 : 0;
    const std::size_t end = std::min(line.before.find("%>", from), line.before.size());
    const std::size_t last = end == 0 ? std::string::npos : line.before.find_last_not_of(" \t", end - 1);
    mark(line, from, last == std::string::npos ? from : last + 1);
  }
  clip(item.lines);
  return item;
}

/// What the names in the expression are.
void add_values(Report::Item& item, const RunError& error) {
  for (const el::Read& read : error.values) {
    Report::Item& note = item.notes.emplace_back();
    // A message has code in backticks.
    std::string value = read.value;
    std::replace(value.begin(), value.end(), '`', '\'');
    note.message = "`" + read.name + "` is `" + value + "`";
  }
}

/// The output of a sanitizer, line by line.
Report::Item item_of_report(const std::string& text) {
  Report::Item item;
  item.message = "the sanitizer's report";
  std::istringstream lines(text);
  std::string line;
  for (std::uint32_t number = 1; number <= kMaxReport && std::getline(lines, line); ++number)
    item.lines.push_back({number, clipped(line)});
  return item;
}

/// Writes a message, with text in backticks as code.
void write_message(Writer& out, std::string_view message) {
  for (bool is_code = false; !message.empty(); is_code = !is_code) {
    const std::size_t end = std::min(message.find('`'), message.size());
    if (is_code) out.raw("<code>");
    out.escape_html(message.substr(0, end));
    if (is_code) out.raw("</code>");
    message.remove_prefix(std::min(end + 1, message.size()));
  }
}

/// Writes a place, which `client/open.js` makes open the editor.
void write_place(Writer& out, const Report::Item& item) {
  if (item.file.empty()) return;
  out.raw("<a class=\"place\" data-path=\"").escape_html(item.path);
  out.raw("\" data-line=\"") << item.line;
  out.raw("\" data-column=\"") << item.column;
  out.raw("\">").escape_html(item.file).raw(":") << item.line;
  out.raw(":") << item.column;
  out.raw("</a>");
}

void write_lines(Writer& out, const std::vector<Report::Line>& lines) {
  if (lines.empty()) return;
  out.raw("<pre>");
  for (const Report::Line& line : lines) {
    out.raw(line.hit ? "<span class=\"line hit\" data-number=\"" : "<span class=\"line\" data-number=\"")
        << line.number;
    out.raw("\">").escape_html(line.before);
    if (line.hit) out.raw("<mark>").escape_html(line.marked).raw("</mark>").escape_html(line.after);
    out.raw("\n</span>");
  }
  out.raw("</pre>\n");
}

void write_item(Writer& out, const Report::Item& item) {
  out.raw(item.severity == "warning" ? "<article class=\"warning\">\n<h2>" : "<article>\n<h2>");
  write_message(out, item.message);
  out.raw("</h2>\n");
  write_place(out, item);
  out.raw("\n");
  write_lines(out, item.lines);
  for (const Report::Item& note : item.notes) {
    out.raw("<div class=\"note\">");
    write_message(out, note.message);
    out.raw(" ");
    write_place(out, note);
    out.raw("\n");
    write_lines(out, note.lines);
    out.raw("</div>\n");
  }
  out.raw("</article>\n");
}

void write_visitors(Writer& out, const Report::Visitors& visitors) {
  if (visitors.page.empty()) return;
  out.raw("<p class=\"visitors\">Visitors see ");
  if (!visitors.url.empty()) out.raw("<a href=\"").escape_html(visitors.url).raw("\">");
  out.raw("<code>").escape_html(visitors.page).raw("</code>");
  if (!visitors.url.empty()) out.raw("</a>");
  out.raw(" instead.</p>\n");
}

}  // namespace

std::string path_in_site(const std::string& root, const std::string& file) {
  return file.starts_with('/') ? file : root + "/" + file;
}

Report report_of(const PageFailure& failure, const std::string& root) {
  Report report;
  report.title = failure.page + " cannot be served";
  report.lead = count_of_mistakes(failure);
  add_mistakes(report, failure, root);
  return report;
}

Report report_of(const RunError& error, const std::string& root) {
  Report report;
  report.title = error.type.empty() ? std::string("The page failed") : error.type;
  if (error.failure) report.title = error.failure->page + " cannot be served";
  report.lead = error.message;
  // First what must be fixed.
  if (error.failure) add_mistakes(report, *error.failure, root);
  for (const ExceptionText& cause : error.causes)
    report.items.emplace_back().message = "caused by `" + cause.type + "`: " + cause.message;
  std::string message = error.type.empty() ? (error.failure ? "included from" : "in") : "thrown in";
  const RunError::Place* inner = nullptr;
  for (const RunError::Place& place : error.places) {
    if (inner != nullptr) message = inner->page == place.page ? "called from" : "included from";
    report.items.push_back(item_of(place, message + " `" + place.page + "`", root));
    if (inner == nullptr) add_values(report.items.back(), error);
    inner = &place;
  }
  if (!error.report.empty()) report.items.push_back(item_of_report(error.report));
  return report;
}

Report report_of(const WebSettings& settings, const std::string& root) {
  const std::string file = std::string(kWebSettings).substr(1);
  Report report{file + " has errors", "the site is not served until they are fixed", {}};
  for (const WebSettings::Mistake& mistake : settings.mistakes) {
    if (!mistake.stops_server()) continue;
    report.items.push_back(item_of({{}, file, mistake.line, mistake.column}, mistake.message, root));
  }
  return report;
}

Report report_of_status(int status, std::string_view text) {
  return {std::to_string(status) + " " + std::string(http::reason_phrase(status)), std::string(text), {}};
}

std::string report_page(const Report& report, const std::string& epilogue) {
  Writer out;
  out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>").escape_html(report.title);
  out.raw("</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n")
      .raw(find_client_file("report.css")->text)
      .raw("</style>\n</head>\n<body>\n<main class=\"report\">\n<h1>")
      .escape_html(report.title)
      .raw("</h1>\n<p class=\"lead\">");
  write_message(out, report.lead);
  out.raw("</p>\n");
  for (const Report::Item& item : report.items) write_item(out, item);
  write_visitors(out, report.visitors);
  out.raw("<footer>This page is updated as you edit.</footer>\n</main>\n").raw(epilogue).raw("</body>\n</html>\n");
  return std::string(out.text());
}

}  // namespace quire
