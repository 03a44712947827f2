#include "runtime/dev/report.h"

#include "runtime/http/status.h"

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

/// Notes have a place, but no caret.
Report::Item item_of(const ReportedDiagnostic::Note& note, const std::string& root) {
  Report::Item item;
  item.message = note.message;
  item.file = note.file;
  item.path = path_in_site(root, note.file);
  item.line = note.line;
  item.column = note.column;
  if (!note.excerpt.empty()) item.lines = {{note.line, clipped(note.excerpt)}};
  return item;
}

Report::Item item_of(const ReportedDiagnostic& diagnostic, const std::string& root) {
  Report::Item item;
  item.severity = diagnostic.severity;
  item.message = diagnostic.message;
  item.file = diagnostic.file;
  item.path = path_in_site(root, diagnostic.file);
  item.line = diagnostic.line;
  item.column = diagnostic.column;
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
Report::Item item_of(const RunError::Place& place, const std::string& root) {
  Report::Item item;
  item.file = place.file;
  item.path = path_in_site(root, place.file);
  item.line = place.line;
  item.column = place.column;
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
  for (const ExceptionText& cause : error.causes) {
    Report::Item item;
    item.message = "caused by `" + cause.type + "`: " + cause.message;
    report.items.push_back(std::move(item));
  }
  std::string message = error.type.empty() ? (error.failure ? "included from" : "in") : "thrown in";
  const RunError::Place* inner = nullptr;
  for (const RunError::Place& place : error.places) {
    if (inner != nullptr) message = inner->page == place.page ? "called from" : "included from";
    Report::Item item = item_of(place, root);
    item.message = message + " `" + place.page + "`";
    report.items.push_back(std::move(item));
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
    Report::Item item = item_of({{}, file, mistake.line, mistake.column}, root);
    item.message = mistake.message;
    report.items.push_back(std::move(item));
  }
  return report;
}

Report report_of_status(int status, std::string_view text) {
  return {std::to_string(status) + " " + std::string(http::reason_phrase(status)), std::string(text), {}};
}

}  // namespace quire
