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

/// A whole site to be compiled ahead.
struct SiteBuildOptions {
  /// The webapp's folder, a whole path.
  std::string root;
  /// In order, as in `/cart/view.page`.
  std::vector<std::string> pages;
  /// What the last build has left and the next one uses: see `SiteState`. Only
  /// one build may use it at a time. Made when missing.
  std::string state;
  Optimization optimization = Optimization::kFull;
  /// Children at a time.
  int jobs = 1;
  /// Diagnostics for people get the colours of a terminal.
  bool colour = false;
  /// Told how many pages need nothing, before anything is compiled.
  std::function<void(std::size_t pages)> unchanged;
  /// Told of each other page, in the order of their names.
  std::function<void(const BuildAnswer& answer)> done;
  /// Told of errors that show later, of a page that was told of already; with an
  /// empty `page`, of the site's own sources.
  std::function<void(const std::string& page, const std::vector<ReportedDiagnostic>& diagnostics)> late;
  /// Whether to stop. May be empty.
  std::function<bool()> is_stopped;
};

/// A library that was built, and its name in the folder `lib`.
struct BuiltFile {
  /// A whole path.
  std::string path;
  std::string name;
  std::uint64_t size = 0;
  std::string hash;
};

/// A page that was built.
struct BuiltPage {
  std::string page;
  /// A whole path: the record, which lacks its library's name (see `with_library`).
  std::string record;
  std::string record_hash;
  /// The library's name.
  std::string library;
  /// What it was made of.
  std::vector<FileStamp> dependencies;
};

struct BuiltSite {
  /// Everything is there, in the order of names; else the lists are empty.
  bool ok = false;
  bool stopped = false;
  std::size_t compiled = 0;
  std::vector<BuiltPage> pages;
  std::vector<BuiltFile> libraries;
  /// Everything that was read, also for pages with mistakes: whole paths.
  std::vector<std::string> dependencies;
};

/// Compiles what changed, several pages to a child, and links what changed by
/// that. Mistakes are told, all of them, and what compiled is kept for the next
/// time. Throws `std::runtime_error` for what the machine refuses. This process
/// must have one thread; see `start_llvm`.
BuiltSite build_site(const Toolchain& toolchain, const SiteBuildOptions& options);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_SITE_SITE_BUILD_H_
