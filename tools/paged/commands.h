#ifndef QUIRE_TOOLS_PAGED_COMMANDS_H_
#define QUIRE_TOOLS_PAGED_COMMANDS_H_

#include "tools/paged/plan.h"

#include <cstddef>
#include <optional>
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

struct SessionsOptions {
  /// What the server serves.
  RunOptions run;
  /// `list`, `show` or `expire`.
  std::string action;
  /// The context path of a site, `/` for the root; empty for all sites.
  std::string site;
  /// A session's id, or the value of its cookie.
  std::string id;
  /// Prints the contents of attributes as well.
  bool with_values = false;
  /// At most so many are listed.
  std::size_t limit = 1000;
  /// Ends the sessions that were not used for as many seconds.
  std::optional<long long> idle;
};

/// Uses the stores directly, whether a server runs or not. Sessions in the server's memory cannot be seen.
int manage_sessions(const SessionsOptions& options);

struct DeployOptions {
  /// The output of `pagec build`.
  std::string site;
  /// The folder with the releases of the site, which all servers see.
  std::string folder;
  /// How long servers may take to read the release, and then to change to it.
  int seconds = 60;
  /// So many releases are kept.
  std::size_t keep = 3;
};

/// Makes all servers of a cluster serve a new release of a site: first all read it, then all change to it. Returns 1 if
/// one was lost meanwhile.
int deploy(const DeployOptions& options);

}  // namespace quire::paged

#endif  // QUIRE_TOOLS_PAGED_COMMANDS_H_
