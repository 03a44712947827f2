#ifndef QUIRE_TOOLS_PAGEC_BUILD_BUILD_STATE_H_
#define QUIRE_TOOLS_PAGEC_BUILD_BUILD_STATE_H_

#include "tools/pagec/build/places.h"

#include <string>

namespace quire::pagec {

/// The folder for files that the next build reuses: the one in `places`, or else one
/// in `cache`. Also removes folders in the cache that have not been used for 30 days.
std::string state_folder(const std::string& cache, const BuildPlaces& places);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_BUILD_STATE_H_
