#include "runtime/dev/console.h"

#include "runtime/protocol/web_toml.h"

#include <algorithm>
#include <cstdio>
#include <mutex>

namespace quire {

namespace {

/// Whether the webapp in `root` logs this error itself.
bool is_logged(const ReportedDiagnostic& diagnostic, const std::string& root) {
  if ("/" + diagnostic.file != kWebSettings) return false;
  const WebSettings settings = read_web_settings(root);
  return std::ranges::any_of(settings.mistakes, [&](const WebSettings::Mistake& mistake) {
    return mistake.side != WebSettings::Mistake::Side::kCompiler && mistake.line == diagnostic.line &&
           mistake.message == diagnostic.message;
  });
}

std::string rendered(const std::vector<ReportedDiagnostic>& diagnostics, const std::string& root) {
  std::string text;
  for (const ReportedDiagnostic& diagnostic : diagnostics)
    if (!is_logged(diagnostic, root)) text += diagnostic.rendered;
  return text;
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

}  // namespace

void print_change(const std::string& context_path, const std::string& root, const SiteChange& change) {
  if (change.page.empty() || (!change.found.page && !change.found.failure)) return;
  const bool is_told_once_for_all = !change.file.empty() && !change.found.failure && change.warnings.empty();
  if (is_told_once_for_all) return;
  std::string text = context_path + change.page;
  text += "  " + std::string(change.found.failure ? "failed" : grade_name(change.grade));
  text += "  " + one_decimal(change.milliseconds) + " ms";
  const char* before = "  (";
  for (const auto& [stage, took] : change.stages) {
    text += before + stage + " " + one_decimal(took);
    before = ", ";
  }
  text += change.stages.empty() ? "\n" : ")\n";
  const auto& diagnostics = change.found.failure ? change.found.failure->diagnostics : change.warnings;
  text += unless_told(change.file, rendered(diagnostics, root));
  log_block(text, change.found.failure ? LogLevel::kError : LogLevel::kInfo);
}

void print_shared_change(const std::string& context_path, const SharedChange& change) {
  std::string text = context_path + "/" + change.file + "  " + std::string(grade_name(change.grade));
  text += "  " + one_decimal(change.milliseconds) + " ms  (" + std::to_string(change.pages);
  text += change.pages == 1 ? " page" : " pages";
  if (change.pages > 1) text += ", the first after " + one_decimal(change.first_milliseconds);
  if (change.failed > 0) text += ", " + std::to_string(change.failed) + " failed";
  log_block(text + ")\n", change.failed > 0 ? LogLevel::kError : LogLevel::kInfo);
}

}  // namespace quire
