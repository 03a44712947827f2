#ifndef QUIRE_TOOLS_PAGEC_IMPORT_IMPORT_REPORT_H_
#define QUIRE_TOOLS_PAGEC_IMPORT_IMPORT_REPORT_H_

#include "compiler/import/imported_file.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace quire::pagec {

/// Prints on standard error what `pagec import` did with each file, and at the end how many pages work, and
/// what the others need.
class ImportReport {
 public:
  /// As lines of JSON, or as text.
  explicit ImportReport(bool is_json) : is_json_(is_json) {}

  /// Adds a page made of a JSP, or the settings made of a web.xml; `name` is the path of what was imported.
  void add(const std::string& name, const std::string& output, const compiler::ImportedFile& file);
  void add_page(const std::string& name, const std::string& output, const compiler::ImportedFile& file);
  /// Adds a file that was written, or was not because there is another one. `encoding` is the one that it had, if it
  /// was converted to UTF-8, or empty.
  void add_other(const std::string& name, const std::string& output, bool is_written, const std::string& encoding = {});
  /// Adds the mistakes in a file that nothing was made of.
  void add_damaged(const compiler::Sink& sink, const compiler::SourceSet& sources);

  /// Prints the totals; returns the exit code.
  int finish() const;

 private:
  /// Something to be done: its kind as in JSON, and what it is.
  using Need = std::pair<std::string, std::string>;
  struct Counts {
    std::size_t pages = 0;
    std::size_t places = 0;
  };

  void print_needs() const;

  const bool is_json_;
  std::size_t files_ = 0;
  std::size_t pages_ = 0;
  std::size_t working_pages_ = 0;
  bool has_errors_ = false;
  compiler::ImportCounts total_;
  std::map<Need, Counts> needs_;
};

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_IMPORT_IMPORT_REPORT_H_
