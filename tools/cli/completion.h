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

/// Adds the command `completion`, which prints the script for a shell.
void add_completion_command(CLI::App& app);

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_COMPLETION_H_
