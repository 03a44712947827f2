#include "tools/cli/completion.h"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>

namespace quire::cli {

namespace {

// $before is the word before the one being completed. `compopt` adds the slash
// after folders in the reply; it fails when a test calls this function directly.
constexpr const char* kHead = R"(# bash completion for PROGRAM, printed by `PROGRAM completion bash`
_PROGRAM() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= expected= words= number
  # Bash splits `--root=site` at its equals sign.
  if [[ $word == = ]]; then
    word=
  elif [[ $before == = ]]; then
    before=${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((number = 1; number < COMP_CWORD; ++number)); do
    case ${COMP_WORDS[number]} in
      COMMANDS) command=${COMP_WORDS[number]}; break ;;
    esac
  done
  case "$command $before" in
)";

constexpr const char* kTail = R"(      esac ;;
  esac
  case $expected in
    folder) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    file) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    page) mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X '!*.page' -- "$word"; compgen -f -X '!*.pagex' -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word") ;;
  esac
  [[ -z $expected ]] || compopt -o filenames 2>/dev/null
}
complete -F _PROGRAM PROGRAM
)";

/// Sets the variable that the last `case` of the script tests.
std::string assignment(const ArgumentForm& form) {
  switch (form.expected) {
    case Expected::kFile:
      return "expected=file";
    case Expected::kFolder:
      return "expected=folder";
    case Expected::kPage:
      return "expected=page";
    case Expected::kWord:
      return "words='" + boost::join(form.words, " ") + "'";
    case Expected::kNothing:
    case Expected::kText:
      break;
  }
  return ":";
}

/// The cases that complete option values.
std::string values_of(const std::string& command, const std::vector<ArgumentForm>& options) {
  std::string cases;
  for (const ArgumentForm& option : options) {
    if (option.expected == Expected::kNothing) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : option.names)
      patterns.push_back(std::string("'").append(command).append(" ").append(name).append("'"));
    cases.append("    ").append(boost::join(patterns, " | ")).append(") ").append(assignment(option)).append(" ;;\n");
  }
  return cases;
}

std::string option_names(const std::vector<ArgumentForm>& options) {
  std::vector<std::string> names;
  for (const ArgumentForm& option : options) names.insert(names.end(), option.names.begin(), option.names.end());
  return boost::join(names, " ");
}

}  // namespace

std::string bash_completion(const ProgramForm& program) {
  std::vector<std::string> commands;
  std::string values = values_of("", program.options);
  std::string words;
  for (const CommandForm& command : program.commands) {
    commands.push_back(command.name);
    values += values_of(command.name, command.options);
    words += "        '" + command.name + " '-*) words='" + option_names(command.options) + "' ;;\n";
    if (!command.arguments.empty())
      words += "        '" + command.name + " '*) " + assignment(command.arguments.front()) + " ;;\n";
  }
  words += "        ' '-*) words='" + option_names(program.options) + "' ;;\n";
  words += "        ' '*) words='" + boost::join(commands, " ") + "' ;;\n";
  const std::string script = kHead + values + "    *)\n      case \"$command $word\" in\n" + words + kTail;
  return boost::replace_all_copy(boost::replace_all_copy(script, "PROGRAM", program.name), "COMMANDS",
                                 boost::join(commands, " | "));
}

}  // namespace quire::cli
