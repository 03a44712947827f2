#ifndef QUIRE_SERVER_H_
#define QUIRE_SERVER_H_

#include <quire/embedded.h>

#include <string_view>
#include <vector>

namespace quire {

/// A site of a program, and where it is served.
struct MountedSite {
  /// Empty for the root, else as in `/shop`.
  std::string_view context_path;
  const EmbeddedSite& site;
};

/// The `main` of a server that carries its sites with it. Takes the options of
/// `paged run` that make sense there (`--port`, `--address`, `--help`, …), serves until
/// SIGTERM, and returns the process's exit code: 0, 1 for a failure that is
/// told on stderr, 2 for bad usage.
///
///     int main(int argc, char** argv) { return quire::serve(argc, argv, {{"", shop_site}}); }
///
/// To be called first of all: it starts this program again as its own worker.
int serve(int argc, char** argv, const std::vector<MountedSite>& sites);

}  // namespace quire

#endif  // QUIRE_SERVER_H_
