#ifndef QUIRE_TOOLS_PAGEC_BUILD_PLACES_H_
#define QUIRE_TOOLS_PAGEC_BUILD_PLACES_H_

#include "tools/pagec/commands.h"

#include <string>

namespace quire::pagec {

/// The folders and files of a build, as absolute paths without symbolic links.
struct BuildPlaces {
  std::string root;
  /// The folder and the archive to replace; one of them may be empty.
  std::string output;
  std::string archive;
  /// Empty for a folder in the cache.
  std::string work;
};

/// Finds them. Throws `UsageError` if one would be inside another.
BuildPlaces find_places(const BuildOptions& options);

/// The folder for files that the next build reuses: the one in `places`, or else one
/// in `cache`. Also removes folders in the cache that have not been used for 30 days.
std::string state_folder(const std::string& cache, const BuildPlaces& places);

/// Creates a folder and its parents. Throws `std::runtime_error`.
void make_folder(const std::string& path);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_PLACES_H_
