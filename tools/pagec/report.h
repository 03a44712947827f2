#ifndef QUIRE_TOOLS_PAGEC_REPORT_H_
#define QUIRE_TOOLS_PAGEC_REPORT_H_

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace quire::pagec {

/// Whether standard error is a terminal: progress may be shown.
bool shows_progress();

/// "1 page", "2 pages".
std::string counted(std::size_t count, const std::string& noun);

/// Prints what builds say on standard error and counts it.
class Report {
 public:
  /// `form`: `text` or `json`. `progress_total` 0 for no progress line.
  Report(std::string form, std::size_t progress_total);
  ~Report();
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  /// The answer of `build_page` for one page.
  void add(const boost::json::object& answer);
  /// Pages that need nothing.
  void add_unchanged(std::size_t pages);
  /// More of a page that was added; without `page`, of what is no page.
  void add_late(const boost::json::object& answer);
  /// Takes the progress away: something else is printed.
  void clear_progress();
  /// "3 errors and 1 warning in 2 of 14 pages": nothing when there are none.
  void print_totals() const;

  std::size_t errors() const { return errors_; }
  /// Whether anything was said of that line.
  bool has_told(const std::string& file, std::uint32_t line) const { return told_lines_.contains({file, line}); }

 private:
  void print(const boost::json::object& answer);
  void show_progress(const std::string& page);

  const std::string form_;
  const std::size_t total_;
  std::size_t done_ = 0;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  std::set<std::string> pages_with_errors_;
  bool progress_is_shown_ = false;
  /// Places and messages of what was printed.
  std::set<std::string> told_;
  std::set<std::pair<std::string, std::uint32_t>> told_lines_;
};

/// Prints what is to be said of one file on standard error; `form` as in `Report`.
void print_diagnostics(const compiler::Sink& sink, const compiler::SourceSet& sources, const std::string& form);

/// Writes `output: dependencies…` for make and ninja.
void write_depfile(const std::string& path, const std::string& output, const std::set<std::string>& files);

/// What the pages were made of, as `build_page` answers it.
std::set<std::string> dependencies_of(const std::vector<boost::json::object>& answers);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_REPORT_H_
