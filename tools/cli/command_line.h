#ifndef QUIRE_TOOLS_CLI_COMMAND_LINE_H_
#define QUIRE_TOOLS_CLI_COMMAND_LINE_H_

#include <CLI/CLI.hpp>

#include <optional>

namespace quire::cli {

inline constexpr int kExitUsage = 2;

/// Parses a program's arguments. Returns nothing if its command should run, else
/// the exit code: 0 after help and version, `kExitUsage` after an error message
/// on standard error, with a suggestion if there is one:
///
///     pagec: unknown command `chek`; did you mean `check`?
///     see `pagec --help`
std::optional<int> parse(CLI::App& app, int argc, char** argv);

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_COMMAND_LINE_H_
