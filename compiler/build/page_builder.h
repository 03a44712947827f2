#ifndef QUIRE_COMPILER_BUILD_PAGE_BUILDER_H_
#define QUIRE_COMPILER_BUILD_PAGE_BUILDER_H_

#include "compiler/build/file_stamp.h"
#include "compiler/build/prelude.h"
#include "compiler/build/toolchain.h"
#include "compiler/emit/cpp_unit.h"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace quire::compiler {

/// One page to build.
struct BuildRequest {
  /// The webapp's folder, and the page's path in it, as in `/cart/view.page`.
  /// A source of the site, as in `/WEB-INF/src/cart.cpp`, is only checked.
  std::string root;
  std::string page;
  /// Where generated code, library and record go.
  std::string work;
  Optimization optimization = Optimization::kNone;
  /// Look for mistakes only; nothing is written.
  bool check_only = false;
  /// Diagnostics for people get the colours of a terminal.
  bool colour = false;
  /// Nobody waits for it: other builds go first.
  bool background = false;
  /// Of the site's own sources: the same for all builds of a server, which
  /// would have two of a library's variables otherwise.
  Optimization site_optimization = Optimization::kNone;
  /// What is made runs elsewhere: it names files as seen from the site.
  bool portable = false;
};

boost::json::object to_json(const BuildRequest& request);
/// Members that are absent have their defaults. Throws
/// `boost::system::system_error` for another shape.
BuildRequest request_from_json(const boost::json::object& object);

class Rehearsal;

/// Folders for the page's `#include "…"`: its own, then the site's sources.
std::vector<std::string> include_dirs(const BuildRequest& request);
/// Where a file would hide one of `headers`, were it there, by the order of `folders`.
std::vector<std::string> absent_headers(const std::vector<FileStamp>& headers, const std::vector<std::string>& folders);
/// The prelude that a page compiles with.
PreludeKind prelude_for(const CppUnit& unit);

/// Translates, compiles and links one page into the work folder, in this
/// process; an unchanged library is not built again. Returns what happened as
/// the object that the compile service answers with:
///
///     ok            whether the page can be served
///     record        the path of its record in the work folder
///     compiled      false when nothing but text changed
///     diagnostics   mistakes and warnings, as in `diag/json.h`, each with
///                   `rendered`, its text for a terminal
///     dependencies  stamps of the files that the page was made of
///     missing       files, and folders with a slash at the end, whose new files make it old
///     milliseconds  per stage
///
/// `rehearsal`, where there is one, makes the compile fast if it fits. Never
/// throws: what the machine refuses is a diagnostic as well.
boost::json::object build_page(const Toolchain& toolchain, const BuildRequest& request, Rehearsal* rehearsal = nullptr);

/// The answer for a build that came to no end of its own.
boost::json::object failed_build(const std::string& page, const std::string& sentence);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_PAGE_BUILDER_H_
