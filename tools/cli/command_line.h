#ifndef QUIRE_TOOLS_CLI_COMMAND_LINE_H_
#define QUIRE_TOOLS_CLI_COMMAND_LINE_H_

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

namespace quire::cli {

inline constexpr int kExitUsage = 2;

/// Parses a program's arguments. Returns nothing if its command should run, else
/// the exit code: 0 after help and version, `kExitUsage` after an error message
/// on standard error, with a suggestion if there is one:
///
///     pagec: unknown command `chek`; did you mean `check`?
///     see `pagec --help`
std::optional<int> parse(CLI::App& app, int argc, char** argv);

/// `--port` and `--address`, as every server has them; the help names the default address.
void add_listening(CLI::App& command, int& port, std::string& address, const std::string& default_address);

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_COMMAND_LINE_H_
