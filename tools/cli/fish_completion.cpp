#include "tools/cli/completion.h"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>

namespace quire::cli {

namespace {

std::string quoted(const std::string& text) {
  return "'" + boost::replace_all_copy(boost::replace_all_copy(text, "\\", "\\\\"), "'", "\\'") + "'";
}

/// The options that say which completions are offered.
std::string offered(const ArgumentForm& form) {
  switch (form.expected) {
    case Expected::kNothing:
      return "";
    case Expected::kText:
      return " -x";
    case Expected::kWord:
      return " -x -a " + quoted(boost::join(form.words, " "));
    case Expected::kFile:
      return " -r -F";
    case Expected::kFolder:
      return " -x -a '(__fish_complete_directories)'";
    case Expected::kPage:
      return " -x -a '(__fish_complete_suffix .page)'";
  }
  return "";
}

/// A line per option; `start` selects the program and the command.
std::string lines_of(const std::string& start, const std::vector<ArgumentForm>& options) {
  std::string lines;
  for (const ArgumentForm& option : options) {
    lines += start;
    for (const std::string& name : option.names)
      lines += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    lines += offered(option) + " -d " + quoted(option.description) + "\n";
  }
  return lines;
}

}  // namespace

std::string fish_completion(const ProgramForm& program) {
  const std::string start = "complete -c " + program.name;
  std::string script = "# fish completion for " + program.name + ", printed by `" + program.name +
                       " completion fish`\n" + start + " -f\n";
  const std::string alone = start + " -n __fish_use_subcommand";
  script += lines_of(alone, program.options);
  for (const CommandForm& command : program.commands) {
    script += alone + " -a " + quoted(command.name) + " -d " + quoted(command.description) + "\n";
    const std::string within = start + " -n " + quoted("__fish_seen_subcommand_from " + command.name);
    script += lines_of(within, command.options);
    for (const ArgumentForm& argument : command.arguments) script += within + offered(argument) + "\n";
  }
  return script;
}

}  // namespace quire::cli
