#include "runtime/dev/console.h"

#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <mutex>

namespace quire {

namespace {

std::string rendered(const std::vector<ReportedDiagnostic>& diagnostics) {
  std::string text;
  for (const ReportedDiagnostic& diagnostic : diagnostics) text += diagnostic.rendered;
  return text;
}

/// Makes a single write, so that lines of several threads and processes do not mix.
void write_error(const std::string& text) {
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

/// Reports an error in a file that many pages depend on only once, not for each of them.
std::string unless_told(const std::string& file, const std::string& diagnostics) {
  static std::mutex mutex;
  static std::string last;
  const std::lock_guard lock(mutex);
  if (!file.empty() && diagnostics == last) return {};
  last = diagnostics;
  return diagnostics;
}

std::string one_decimal(double number) {
  char text[32];
  return {text, static_cast<std::size_t>(std::snprintf(text, sizeof text, "%.1f", number))};
}

std::string clock_time() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::localtime_r(&now, &parts);
  char text[16];
  return {text, std::strftime(text, sizeof text, "%H:%M:%S ", &parts)};
}

}  // namespace

void log_line(std::string_view text) { write_error(clock_time() + std::string(text) + "\n"); }

void print_change(const std::string& context_path, const SiteChange& change) {
  if (change.page.empty() || (!change.found.page && !change.found.failure)) return;
  const bool is_told_once_for_all = !change.file.empty() && !change.found.failure && change.warnings.empty();
  if (is_told_once_for_all) return;
  std::string text = clock_time() + context_path + change.page;
  text += "  " + std::string(change.found.failure ? "failed" : grade_name(change.grade));
  text += "  " + one_decimal(change.milliseconds) + " ms";
  const char* before = "  (";
  for (const auto& [stage, took] : change.stages) {
    text += before + stage + " " + one_decimal(took);
    before = ", ";
  }
  text += change.stages.empty() ? "\n" : ")\n";
  text +=
      unless_told(change.file, rendered(change.found.failure ? change.found.failure->diagnostics : change.warnings));
  write_error(text);
}

void print_shared_change(const std::string& context_path, const SharedChange& change) {
  std::string text = clock_time() + context_path + "/" + change.file + "  " + std::string(grade_name(change.grade));
  text += "  " + one_decimal(change.milliseconds) + " ms  (" + std::to_string(change.pages);
  text += change.pages == 1 ? " page" : " pages";
  if (change.pages > 1) text += ", the first after " + one_decimal(change.first_milliseconds);
  if (change.failed > 0) text += ", " + std::to_string(change.failed) + " failed";
  write_error(text + ")\n");
}

}  // namespace quire
