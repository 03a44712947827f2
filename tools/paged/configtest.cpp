#include "tools/paged/commands.h"

#include <cstdio>
#include <exception>

namespace quire::paged {

int test_configuration(const RunOptions& options) try {
  // As `run` does before it listens.
  const ServerPlan checked = plan(options);
  std::printf("the configuration is valid, with %zu web %s\n", checked.worker.sites.size(),
              checked.worker.sites.size() == 1 ? "application" : "applications");
  return 0;
} catch (const UsageError&) {
  throw;
} catch (const std::exception& error) {
  // Without the name of the program in front, editors find the places of mistakes.
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}

}  // namespace quire::paged
