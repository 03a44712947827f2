#ifndef QUIRE_TOOLS_PAGEC_REPORT_H_
#define QUIRE_TOOLS_PAGEC_REPORT_H_

#include <boost/json/object.hpp>

#include <cstddef>
#include <set>
#include <string>
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
  /// "3 errors and 1 warning in 2 of 14 pages": nothing when there are none.
  void print_totals() const;

  std::size_t errors() const { return errors_; }

 private:
  void show_progress(const std::string& page);
  void clear_progress();

  const std::string form_;
  const std::size_t total_;
  std::size_t done_ = 0;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  std::size_t pages_with_errors_ = 0;
  bool progress_is_shown_ = false;
  /// Places and messages of what was printed.
  std::set<std::string> told_;
};

/// Writes `output: dependencies…` for make and ninja.
void write_depfile(const std::string& path, const std::string& output, const std::vector<boost::json::object>& answers);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_REPORT_H_
