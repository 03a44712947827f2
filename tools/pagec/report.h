#ifndef QUIRE_TOOLS_PAGEC_REPORT_H_
#define QUIRE_TOOLS_PAGEC_REPORT_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"
#include "runtime/protocol/build_answer.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace quire::pagec {

/// Whether standard error is a terminal, so that progress can be shown.
bool shows_progress();

/// "1 page", "2 pages".
std::string counted(std::size_t count, const std::string& noun);

/// Prints the diagnostics of builds on standard error and counts them.
class Report {
 public:
  /// `form` is `text` or `json`. With `progress_total` 0 there is no progress line.
  Report(std::string form, std::size_t progress_total);
  ~Report();
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  /// Adds the answer for one page.
  void add(const BuildAnswer& answer);
  /// Adds pages that are up to date.
  void add_unchanged(std::size_t pages);
  /// Prints diagnostics of a page; with an empty `page`, of another file.
  void add(const std::string& page, const std::vector<ReportedDiagnostic>& diagnostics);
  /// Erases the progress line, before other output.
  void clear_progress();
  /// Prints "3 errors in 2 pages of 14, 1 warning"; nothing if there are none.
  void print_totals() const;

  std::size_t errors() const { return errors_; }

 private:
  void show_progress(const std::string& page);

  const std::string form_;
  const std::size_t total_;
  std::size_t done_ = 0;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  std::set<std::string> pages_with_errors_;
  bool progress_is_shown_ = false;
  /// File, line, column and message of printed diagnostics.
  std::set<std::tuple<std::string, std::uint32_t, std::uint32_t, std::string>> told_;
};

/// Prints a diagnostic as a line of JSON on standard error.
void print_json(const ReportedDiagnostic& diagnostic);

/// Prints the diagnostics of one file on standard error; `form` as in `Report`.
void print_diagnostics(const compiler::Sink& sink, const compiler::SourceSet& sources, const std::string& form);

/// Writes `output: dependencies…` for make and ninja, and for each dependency a rule without a
/// recipe, so that it may be removed.
void write_depfile(const std::string& path, const std::string& output, const std::set<std::string>& files);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_REPORT_H_
