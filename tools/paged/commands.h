#ifndef QUIRE_TOOLS_PAGED_COMMANDS_H_
#define QUIRE_TOOLS_PAGED_COMMANDS_H_

#include "tools/paged/plan.h"

#include <string>

namespace quire::paged {

struct NewBaseOptions {
  std::string folder;
};

/// Each command returns its exit code; all may throw `UsageError` or another `std::exception`.

/// Creates a base folder. Never touches existing files.
int make_base(const NewBaseOptions& options);

/// Reports what is wrong with the configuration and the sites of a base folder.
int test_configuration(const RunOptions& options);

/// What commands for a server in the background have in common.
struct ControlOptions {
  /// What it serves.
  RunOptions run;
  /// Seconds to wait for it.
  int seconds = 60;
};

/// Starts a server in the background, and waits until it serves or has failed.
int start_server(const ControlOptions& options);
/// Ends it, and waits until it has ended.
int stop_server(const ControlOptions& options);
/// Replaces the program of a running server, and waits until the new one serves; starts a server if none runs.
int restart_server(const ControlOptions& options);
/// Prints what is known about it. Returns 0 if it runs, 3 if not, 1 if it has died, 4 if that is unknown.
int show_status(const ControlOptions& options);

}  // namespace quire::paged

#endif  // QUIRE_TOOLS_PAGED_COMMANDS_H_
