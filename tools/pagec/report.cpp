#include "tools/pagec/report.h"

#include "compiler/diag/render.h"
#include "compiler/diag/reported.h"
#include "runtime/base/file.h"
#include "runtime/base/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <boost/json.hpp>

#include <cstdio>
#include <set>

namespace quire::pagec {

namespace {

namespace json = boost::json;

/// Escapes blanks, `#` and `$`, which are special in makefiles.
std::string make_escaped(const std::string& path) {
  std::string escaped;
  for (const char c : path) {
    if (c == ' ' || c == '#') escaped += '\\';
    if (c == '$') escaped += '$';
    escaped += c;
  }
  return escaped;
}

/// The width of the terminal; 80 if unknown.
std::size_t terminal_columns() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

/// The largest length up to `size` that does not cut a UTF-8 character.
std::size_t last_whole_character(const std::string& text, std::size_t size) {
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return size;
}

}  // namespace

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

bool shows_progress() { return is_terminal(STDERR_FILENO); }

Report::Report(std::string form, std::size_t progress_total)
    : form_(std::move(form)), total_(shows_progress() && form_ == "text" ? progress_total : 0) {}

Report::~Report() { clear_progress(); }

void Report::add(const BuildAnswer& answer) {
  add(answer.page, answer.diagnostics);
  ++done_;
  show_progress(answer.page);
}

void Report::add_unchanged(std::size_t pages) {
  done_ += pages;
  show_progress({});
}

void Report::add(const std::string& page, const std::vector<ReportedDiagnostic>& diagnostics) {
  if (!diagnostics.empty()) clear_progress();
  std::size_t errors_here = 0;
  for (const ReportedDiagnostic& diagnostic : diagnostics) {
    // Report an error in a file that several pages include only once.
    if (!told_.emplace(diagnostic.file, diagnostic.line, diagnostic.column, diagnostic.message).second) continue;
    if (diagnostic.severity != "note") ++(diagnostic.is_error() ? errors_here : warnings_);
    if (form_ == "json") print_json(diagnostic);
    else std::fputs(diagnostic.rendered.c_str(), stderr);
  }
  errors_ += errors_here;
  if (errors_here > 0 && !page.empty()) pages_with_errors_.insert(page);
}

void Report::show_progress(const std::string& page) {
  if (total_ == 0 || done_ >= total_) return clear_progress();
  constexpr std::size_t kBar = 24;
  const std::size_t full = done_ * kBar / total_;
  const std::string counts = std::to_string(done_) + "/" + std::to_string(total_);
  std::string line = "[" + std::string(full, '#') + std::string(kBar - full, '.') + "] " + counts + " ";
  const std::size_t columns = terminal_columns();
  line += page;
  // A line that wraps could not be erased.
  if (line.size() >= columns) line.resize(last_whole_character(line, columns - 1));
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
  std::fflush(stderr);
  progress_is_shown_ = true;
}

void Report::clear_progress() {
  if (progress_is_shown_) std::fputs("\r\033[K", stderr);
  progress_is_shown_ = false;
}

void Report::print_totals() const {
  if (form_ != "text" || (errors_ == 0 && warnings_ == 0)) return;
  std::string text;
  if (errors_ > 0) text = counted(errors_, "error");
  if (!pages_with_errors_.empty())
    text += " in " + counted(pages_with_errors_.size(), "page") + " of " + std::to_string(done_);
  if (warnings_ > 0) text += (text.empty() ? "" : ", ") + counted(warnings_, "warning");
  std::fprintf(stderr, "%s\n", text.c_str());
}

void print_json(const ReportedDiagnostic& diagnostic) {
  json::object object = json::value_from(diagnostic).as_object();
  object.erase("rendered");
  std::fprintf(stderr, "%s\n", json::serialize(object).c_str());
}

void print_diagnostics(const compiler::Sink& sink, const compiler::SourceSet& sources, const std::string& form) {
  if (form != "json") {
    const auto colour = wants_colour(STDERR_FILENO) ? compiler::Colour::kAnsi : compiler::Colour::kOff;
    std::fputs(compiler::render(sink, sources, colour).c_str(), stderr);
    return;
  }
  for (const compiler::Diagnostic& diagnostic : sink.diagnostics()) print_json(compiler::reported(diagnostic, sources));
}

void write_depfile(const std::string& path, const std::string& output, const std::set<std::string>& files) {
  std::string text = make_escaped(output) + ":";
  for (const std::string& file : files) text += " \\\n  " + make_escaped(file);
  text += '\n';
  // Otherwise make would stop when a file that is no longer included has been removed.
  for (const std::string& file : files) text += make_escaped(file) + ":\n";
  write_file(path, text);
}

}  // namespace quire::pagec
