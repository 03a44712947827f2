#ifndef QUIRE_SERVER_H_
#define QUIRE_SERVER_H_

#include <quire/embedded.h>

#include <string_view>
#include <vector>

namespace quire {

/// A site that is part of a program, and where it is served.
struct MountedSite {
  /// Empty for the root, otherwise a path such as `/shop`.
  std::string_view context_path;
  const EmbeddedSite& site;
};

/// The `main` of a server that contains its sites. Takes the options of `paged run` that make sense
/// there (`--port`, `--address`, `--help`, …), serves until SIGTERM, and returns the process's exit
/// code: 0, 1 for a failure that is reported on stderr, or 2 for incorrect usage.
///
///     int main(int argc, char** argv) { return quire::serve(argc, argv, {{"", shop_site}}); }
///
/// Call it before anything else: it starts this program again as its own worker.
int serve(int argc, char** argv, const std::vector<MountedSite>& sites);

}  // namespace quire

#endif  // QUIRE_SERVER_H_
