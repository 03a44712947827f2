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

/// `--port` and `--address`, as every server has them; the help names the default address. `Port` and
/// `Address` may be optional, to tell what was given.
template <class Port, class Address>
void add_listening(CLI::App& command, Port& port, Address& address, const std::string& default_address) {
  command.add_option("--port", port, "port, or 0 for any free port (default: 8080)")
      ->type_name("INT")
      ->check(CLI::Range(0, 65535));
  command.add_option("--address", address, "address to listen on (default: " + default_address + ")")
      ->type_name("TEXT");
}

/// `--loops`, for servers in production.
template <class Count>
void add_loops(CLI::App& command, Count& loops) {
  command.add_option("--loops", loops, "event loops, each with connections of its own (default: one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
}

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_COMMAND_LINE_H_
