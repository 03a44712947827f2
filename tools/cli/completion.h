#ifndef QUIRE_TOOLS_CLI_COMPLETION_H_
#define QUIRE_TOOLS_CLI_COMPLETION_H_

#include "tools/cli/program_form.h"

#include <string>

namespace quire::cli {

/// A completion script for a shell, generated from the program's own option
/// definitions so that the two cannot diverge.
std::string bash_completion(const ProgramForm& program);
std::string zsh_completion(const ProgramForm& program);
std::string fish_completion(const ProgramForm& program);

/// Adds the command `completion`; parsing it sets `shell`. Call this last: the
/// help text contains the program's name.
CLI::App* add_completion_command(CLI::App& app, std::string& shell);

/// Prints the script for `shell`, which is one of the command's choices.
void print_completion(const CLI::App& app, const std::string& shell);

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_COMPLETION_H_
