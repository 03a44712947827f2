#ifndef QUIRE_TOOLS_PAGEC_BUILD_WATCH_H_
#define QUIRE_TOOLS_PAGEC_BUILD_WATCH_H_

#include "tools/pagec/build/places.h"

namespace quire::pagec {

/// Builds, and again at each change of the site or of what it is made of, until
/// it is interrupted. Each build is a process of its own, as if it were started
/// by hand. Returns the exit code.
int watch(const BuildOptions& options, const BuildPlaces& places);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_WATCH_H_
