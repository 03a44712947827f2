#ifndef QUIRE_RUNTIME_PROTOCOL_BUILD_ORDER_H_
#define QUIRE_RUNTIME_PROTOCOL_BUILD_ORDER_H_

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <string>

namespace quire {

/// How much time a page's compile may spend to make the page faster.
enum class Optimization : unsigned char { kNone, kFull };
BOOST_DESCRIBE_ENUM(Optimization, kNone, kFull)

/// One page to build, as the compile service is asked for it.
struct BuildOrder {
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
BOOST_DESCRIBE_STRUCT(BuildOrder, (),
                      (root, page, work, optimization, check_only, colour, background, site_optimization, portable))

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_BUILD_ORDER_H_
