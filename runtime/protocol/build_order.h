#ifndef QUIRE_RUNTIME_PROTOCOL_BUILD_ORDER_H_
#define QUIRE_RUNTIME_PROTOCOL_BUILD_ORDER_H_

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <string>

namespace quire {

/// How much time a page's compile may spend to make the page faster.
enum class Optimization : unsigned char { kNone, kFull };
BOOST_DESCRIBE_ENUM(Optimization, kNone, kFull)

/// A request to the compile service to build one page.
struct BuildOrder {
  /// The webapp's folder, and the path of the page in it, such as `/cart/view.page`. A source file
  /// of the site, such as `/WEB-INF/src/cart.cpp`, is only checked; for `/WEB-INF/src`, the site's
  /// own C++ is built as a library.
  std::string root;
  std::string page;
  /// The folder for generated code, libraries and records.
  std::string work;
  Optimization optimization = Optimization::kNone;
  /// Only check for errors: of a page, nothing is written.
  bool check_only = false;
  /// Whether diagnostics are rendered with the colours of a terminal.
  bool colour = false;
  /// Nobody is waiting for the result: other builds go first.
  bool background = false;
  /// For the site's own sources: the same in all builds of a server, which would otherwise load two
  /// copies of a library's variables.
  Optimization site_optimization = Optimization::kNone;
  /// The result runs elsewhere: it names files relative to the site.
  bool portable = false;
};
BOOST_DESCRIBE_STRUCT(BuildOrder, (),
                      (root, page, work, optimization, check_only, colour, background, site_optimization, portable))

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_BUILD_ORDER_H_
