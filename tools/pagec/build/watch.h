#ifndef QUIRE_TOOLS_PAGEC_BUILD_WATCH_H_
#define QUIRE_TOOLS_PAGEC_BUILD_WATCH_H_

#include "tools/pagec/build/places.h"

namespace quire::pagec {

/// Builds the site, and builds it again whenever the site or one of its dependencies
/// changes, until interrupted. Each build runs in a new process, as if started by
/// hand. Returns the exit code.
int watch(const BuildOptions& options, const BuildPlaces& places);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_WATCH_H_
