#ifndef QUIRE_TOOLS_PAGEC_BUILD_BUILD_STATE_H_
#define QUIRE_TOOLS_PAGEC_BUILD_BUILD_STATE_H_

#include "tools/pagec/build/places.h"

#include <string>

namespace quire::pagec {

/// The folder in which a build keeps what the next one uses again: that of
/// `places`, else one of its own in `cache`. Those in the cache that no build has
/// used for 30 days are removed.
std::string state_folder(const std::string& cache, const BuildPlaces& places);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_BUILD_STATE_H_
