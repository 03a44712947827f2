#ifndef QUIRE_TOOLS_PAGEC_BUILD_PLACES_H_
#define QUIRE_TOOLS_PAGEC_BUILD_PLACES_H_

#include "tools/pagec/commands.h"

#include <string>

namespace quire::pagec {

/// The folders and files of a build, whole paths without symbolic links.
struct BuildPlaces {
  std::string root;
  /// The folder to be replaced, and the file; empty for none, not both.
  std::string output;
  std::string archive;
  /// Empty: in the cache.
  std::string work;
};

/// Finds them. Throws `UsageError` where one would be part of another.
BuildPlaces find_places(const BuildOptions& options);

/// Makes a folder and those above it. Throws `std::runtime_error`.
void make_folder(const std::string& path);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_PLACES_H_
