#ifndef QUIRE_TESTS_GOLDEN_GOLDEN_FILES_H_
#define QUIRE_TESTS_GOLDEN_GOLDEN_FILES_H_

#include "compiler/diag/diagnostic.h"

#include <boost/filesystem.hpp>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace quire::golden {

/// What a stage made of a page: extension, as in `.diag`, to contents.
using Outputs = std::map<std::string, std::string>;

std::string read_file(const boost::filesystem::path& path);

/// The inputs of a folder and what should be made of them, in files beside
/// them. A page's name begins with `fail_` exactly when there is a `.diag`;
/// `x.files` beside `x.page` is the site in which it stands.
class GoldenFiles {
 public:
  /// When blessing, differences are written to the files instead of counted.
  explicit GoldenFiles(bool bless) : bless_(bless) {}

  /// The pages of `folder` by name. Files that belong to none are a problem.
  std::vector<boost::filesystem::path> pages(const boost::filesystem::path& folder);
  /// The JSPs of `folder` by name; pages and reports stand beside them, and `WEB-INF` is that of their site.
  std::vector<boost::filesystem::path> jsps(const boost::filesystem::path& folder);
  /// Compares what a JSP became with the files beside it.
  void compare_import(const boost::filesystem::path& jsp, const Outputs& outputs);
  /// Compares `outputs` with the files beside `page`, byte for byte.
  void compare(const boost::filesystem::path& page, const Outputs& outputs);
  /// Every kind from `first` to `last` must be among the names in `seen`.
  void require_kinds(compiler::DiagnosticKind first, compiler::DiagnosticKind last, const std::set<std::string>& seen);
  /// Prints a summary; returns the program's exit code.
  int finish() const;

 private:
  void problem(const std::string& text);
  void compare_file(const boost::filesystem::path& file, const std::string& actual);
  void unexpected(const boost::filesystem::path& file, const std::string& why);

  bool bless_;
  std::size_t pages_ = 0;
  std::size_t problems_ = 0;
};

/// `PROGRAM FOLDER [--bless]`: calls `run` with the folder of all golden files
/// and returns the program's exit code.
int run_golden(int argc, char** argv, void (*run)(const boost::filesystem::path& root, GoldenFiles& files));

}  // namespace quire::golden

#endif  // QUIRE_TESTS_GOLDEN_GOLDEN_FILES_H_
