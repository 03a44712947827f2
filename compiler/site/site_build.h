#ifndef QUIRE_COMPILER_SITE_SITE_BUILD_H_
#define QUIRE_COMPILER_SITE_SITE_BUILD_H_

#include "compiler/clang/toolchain.h"
#include "runtime/protocol/build_answer.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace quire::compiler {

/// A whole site to be compiled ahead of time.
struct SiteBuildOptions {
  /// The full path of the webapp's folder.
  std::string root;
  /// Paths such as `/cart/view.page`, sorted.
  std::vector<std::string> pages;
  /// The folder of the state that each build leaves for the next one: see `SiteState`. Only one
  /// build may use it at a time. Created if missing.
  std::string state;
  Optimization optimization = Optimization::kFull;
  /// The number of child processes at a time.
  int jobs = 1;
  /// Whether diagnostics are rendered with the colours of a terminal.
  bool colour = false;
  /// Called with the number of pages that are up to date, before anything is compiled.
  std::function<void(std::size_t pages)> unchanged;
  /// Called for each of the other pages: at once for a page without diagnostics, then for the rest
  /// in the order of their names.
  std::function<void(const BuildAnswer& answer)> done;
  /// Called with errors that are found when a page is linked; with an empty `page`, with
  /// diagnostics of the site's own sources.
  std::function<void(const std::string& page, const std::vector<ReportedDiagnostic>& diagnostics)> late;
  /// Returns whether to stop. May be empty.
  std::function<bool()> is_stopped;
};

/// A library that was built, and its name in the folder `lib`.
struct BuiltFile {
  /// A full path.
  std::string path;
  std::string name;
  std::uint64_t size = 0;
  std::string hash;
};

/// A page that was built.
struct BuiltPage {
  std::string page;
  /// The full path of the record, which does not name its library yet.
  std::string record;
  std::string record_hash;
  /// The library's name.
  std::string library;
  /// The files that it was built from.
  std::vector<FileStamp> dependencies;
};

struct BuiltSite {
  /// Whether everything was built. If so, the lists are sorted by name; otherwise they are empty.
  bool ok = false;
  bool stopped = false;
  std::size_t compiled = 0;
  std::vector<BuiltPage> pages;
  std::vector<BuiltFile> libraries;
  /// The full paths of all files that were read, for pages with errors as well.
  std::vector<std::string> dependencies;
};

/// Compiles what has changed, several pages per child process, and links what depends on it.
/// Reports all errors, and keeps what was compiled for the next build. Throws `std::runtime_error`
/// on system errors. This process must be single-threaded; see `start_llvm`.
BuiltSite build_site(const Toolchain& toolchain, const SiteBuildOptions& options);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_SITE_BUILD_H_
