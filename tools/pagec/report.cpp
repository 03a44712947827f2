#include "tools/pagec/report.h"

#include "compiler/build/file_stamp.h"

#include <unistd.h>
#include <boost/json.hpp>

#include <cstdio>
#include <set>

namespace quire::pagec {

namespace {

namespace json = boost::json;

/// Blanks, `#` and `$` mean something in a makefile.
std::string make_escaped(const std::string& path) {
  std::string escaped;
  for (const char c : path) {
    if (c == ' ' || c == '#') escaped += '\\';
    if (c == '$') escaped += '$';
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

bool shows_progress() { return ::isatty(STDERR_FILENO) == 1; }

Report::Report(std::string form, std::size_t progress_total)
    : form_(std::move(form)), total_(shows_progress() && form_ == "text" ? progress_total : 0) {}

Report::~Report() { clear_progress(); }

void Report::add(const json::object& answer) {
  clear_progress();
  std::size_t errors_here = 0;
  for (const json::value& value : answer.at("diagnostics").as_array()) {
    json::object diagnostic = value.as_object();
    // Of a file that several pages are made of, it is said once.
    const std::string told = json::serialize(diagnostic.at("file")) + json::serialize(diagnostic.at("line")) + ":" +
                             json::serialize(diagnostic.at("column")) + json::serialize(diagnostic.at("message"));
    if (!told_.insert(told).second) continue;
    const bool is_error = diagnostic.at("severity").as_string() == "error";
    ++(is_error ? errors_here : warnings_);
    if (form_ == "json") {
      diagnostic.erase("rendered");
      std::fprintf(stderr, "%s\n", json::serialize(diagnostic).c_str());
    } else {
      std::fputs(diagnostic.at("rendered").as_string().c_str(), stderr);
    }
  }
  errors_ += errors_here;
  if (errors_here > 0) ++pages_with_errors_;
  ++done_;
  show_progress(json::value_to<std::string>(answer.at("page")));
}

void Report::show_progress(const std::string& page) {
  if (total_ == 0 || done_ >= total_) return;
  std::fprintf(stderr, "\r\033[K[%zu/%zu] %s", done_, total_, page.c_str());
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
  if (errors_ > 0)
    text = counted(errors_, "error") + " in " + counted(pages_with_errors_, "page") + " of " + std::to_string(done_);
  if (warnings_ > 0) text += (text.empty() ? "" : ", ") + counted(warnings_, "warning");
  std::fprintf(stderr, "%s\n", text.c_str());
}

void write_depfile(const std::string& path, const std::string& output, const std::vector<json::object>& answers) {
  std::set<std::string> files;
  for (const json::object& answer : answers)
    for (const json::value& dependency : answer.at("dependencies").as_array())
      files.insert(json::value_to<std::string>(dependency.as_object().at("path")));
  std::string text = make_escaped(output) + ":";
  for (const std::string& file : files) text += " \\\n  " + make_escaped(file);
  compiler::write_file(path, text + "\n");
}

}  // namespace quire::pagec
