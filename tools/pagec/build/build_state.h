#ifndef QUIRE_TOOLS_PAGEC_BUILD_BUILD_STATE_H_
#define QUIRE_TOOLS_PAGEC_BUILD_BUILD_STATE_H_

#include <string>

namespace quire::pagec {

/// The folder in which a build of `root` to `output` keeps what the next one
/// uses again: `work`, or, for an empty one, one of its own in the cache. Those
/// in the cache that no build has used for 30 days are removed.
std::string state_folder(const std::string& cache, const std::string& work, const std::string& root,
                         const std::string& output);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_BUILD_STATE_H_
