#ifndef QUIRE_TOOLS_CLI_COMPLETION_H_
#define QUIRE_TOOLS_CLI_COMPLETION_H_

#include "tools/cli/program_form.h"

#include <string>

namespace quire::cli {

/// A script that teaches a shell what a program takes, made from the program's
/// own definitions, so that it is never behind them.
std::string bash_completion(const ProgramForm& program);
std::string zsh_completion(const ProgramForm& program);
std::string fish_completion(const ProgramForm& program);

/// Adds the command `completion`; `shell` is set when it is parsed. To be added
/// last: its help names the program.
CLI::App* add_completion_command(CLI::App& app, std::string& shell);

/// Prints the script for `shell`, one of those that the command takes.
void print_completion(const CLI::App& app, const std::string& shell);

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_COMPLETION_H_
