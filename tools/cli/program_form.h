#ifndef QUIRE_TOOLS_CLI_PROGRAM_FORM_H_
#define QUIRE_TOOLS_CLI_PROGRAM_FORM_H_

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace quire::cli {

/// What stands for an option's value or for an argument.
enum class Expected { kNothing, kText, kWord, kFile, kFolder, kPage };

/// An option, or an argument, which has no dashes in its name.
struct ArgumentForm {
  /// As in `-j` and `--jobs`, shortest first; `DIR` of an argument.
  std::vector<std::string> names;
  std::string description;
  Expected expected = Expected::kNothing;
  /// All there are, for `kWord`.
  std::vector<std::string> words;
  bool may_repeat = false;
};

struct CommandForm {
  std::string name;
  std::string description;
  std::vector<ArgumentForm> options;
  std::vector<ArgumentForm> arguments;
};

/// What a program takes: its own options, and its commands.
struct ProgramForm {
  std::string name;
  std::vector<ArgumentForm> options;
  std::vector<CommandForm> commands;
};

/// Reads the definitions of `app`, but for what has an empty group: that is not
/// for people. What is expected follows from each option's type name and check:
/// `FILE`, `DIR`, `PAGE` and `PATH` (a page or a folder), the words of a
/// `CLI::IsMember`, else text.
ProgramForm form_of(const CLI::App& app);

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_PROGRAM_FORM_H_
