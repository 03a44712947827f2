#ifndef QUIRE_COMPILER_MAKE_BUILD_REQUEST_H_
#define QUIRE_COMPILER_MAKE_BUILD_REQUEST_H_

#include "compiler/clang/toolchain.h"

#include <boost/json/object.hpp>

#include <string>

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
/// `std::exception` for another shape.
BuildRequest request_from_json(const boost::json::object& object);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_BUILD_REQUEST_H_
