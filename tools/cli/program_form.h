#ifndef QUIRE_TOOLS_CLI_PROGRAM_FORM_H_
#define QUIRE_TOOLS_CLI_PROGRAM_FORM_H_

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace quire::cli {

/// The kind of an option's value, or of an argument.
enum class Expected { kNothing, kText, kWord, kFile, kFolder, kPage };

/// An option, or a positional argument, whose name has no dashes.
struct ArgumentForm {
  /// For example `-j` and `--jobs`, shortest first; `DIR` for an argument.
  std::vector<std::string> names;
  std::string description;
  Expected expected = Expected::kNothing;
  /// The choices, for `kWord`.
  std::vector<std::string> words;
  bool may_repeat = false;
};

struct CommandForm {
  std::string name;
  std::string description;
  std::vector<ArgumentForm> options;
  std::vector<ArgumentForm> arguments;
};

/// A program's command line: its own options, and its commands.
struct ProgramForm {
  std::string name;
  std::vector<ArgumentForm> options;
  std::vector<CommandForm> commands;
};

/// Reads the definitions of `app`, except those with an empty group, which are
/// internal. What an option expects follows from its type name and check: `FILE`,
/// `DIR`, `PAGE` and `PATH` (a page or a folder), the choices of a
/// `CLI::IsMember`, or else text.
ProgramForm form_of(const CLI::App& app);

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_PROGRAM_FORM_H_
