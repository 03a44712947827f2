#ifndef QUIRE_COMPILER_BUILD_PAGE_BUILDER_H_
#define QUIRE_COMPILER_BUILD_PAGE_BUILDER_H_

#include "compiler/build/file_stamp.h"
#include "compiler/build/toolchain.h"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace quire::compiler {

/// One page to build.
struct BuildRequest {
  /// The webapp's folder, and the page's path in it, as in `/cart/view.page`.
  std::string root;
  std::string page;
  /// Where generated code, library and record go.
  std::string work;
  Optimization optimization = Optimization::kNone;
  /// Look for mistakes only; nothing is written.
  bool check_only = false;
  /// Diagnostics for people get the colours of a terminal.
  bool colour = false;
};

boost::json::object to_json(const BuildRequest& request);
/// Throws `boost::system::system_error` for another shape.
BuildRequest request_from_json(const boost::json::object& object);

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
///     milliseconds  per stage
///
/// Never throws: what the machine refuses is a diagnostic as well.
boost::json::object build_page(const Toolchain& toolchain, const BuildRequest& request);

/// The answer for a build that came to no end of its own.
boost::json::object failed_build(const std::string& page, const std::string& sentence);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_BUILD_PAGE_BUILDER_H_
