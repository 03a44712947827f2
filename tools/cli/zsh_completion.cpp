#include "tools/cli/completion.h"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>

namespace quire::cli {

namespace {

// If zsh autoloads the file from $fpath, the file is the function's body and must
// call the function; if it is sourced, it only defines it.
constexpr const char* kHead = R"(#compdef PROGRAM
# zsh completion for PROGRAM, printed by `PROGRAM completion zsh`
_PROGRAM() {
  local -a line state commands
)";

constexpr const char* kTail = R"(      esac ;;
  esac
}
if [[ $funcstack[1] == _PROGRAM ]]; then
  _PROGRAM "$@"
else
  compdef _PROGRAM PROGRAM
fi
)";

/// Escapes text in single quotes for `_arguments` and `_describe`.
std::string escaped(std::string text) {
  for (const char* special : {"\\", ":", "[", "]"}) boost::replace_all(text, special, std::string("\\") + special);
  return boost::replace_all_copy(text, "'", "'\\''");
}

std::string action(const ArgumentForm& form) {
  switch (form.expected) {
    case Expected::kFile:
      return "_files";
    case Expected::kFolder:
      return "_files -/";
    case Expected::kPage:
      return "_files -g \"*.(page|pagex)(-.)\"";
    case Expected::kWord:
      return "(" + boost::join(form.words, " ") + ")";
    case Expected::kNothing:
    case Expected::kText:
      break;
  }
  return " ";
}

/// One argument of `_arguments` per option name.
std::string specifications(const std::vector<ArgumentForm>& options) {
  std::string text;
  for (const ArgumentForm& option : options) {
    for (const std::string& name : option.names) {
      const std::string excluded = option.may_repeat ? "*" : "(" + boost::join(option.names, " ") + ")";
      const bool takes_value = option.expected != Expected::kNothing;
      // `-j2` and `-j 2`; `--jobs=2` and `--jobs 2`.
      const std::string ending = !takes_value ? "" : name.starts_with("--") ? "=" : "+";
      text.append(" '").append(excluded).append(name).append(ending).append("[");
      text.append(escaped(option.description)).append("]");
      if (takes_value) text.append(": :").append(action(option));
      text += "'";
    }
  }
  return text;
}

std::string specification_of_argument(const ArgumentForm& argument) {
  return " '" + std::string(argument.may_repeat ? "*" : "1") + ":" + escaped(argument.names.front()) + ":" +
         action(argument) + "'";
}

}  // namespace

std::string zsh_completion(const ProgramForm& program) {
  std::string script = kHead;
  script += "  _arguments -C" + specifications(program.options) + " '1: :->command' '*:: :->arguments'\n";
  script += "  case $state[1] in\n    command)\n      commands=(\n";
  for (const CommandForm& command : program.commands)
    script += "        '" + escaped(command.name) + ":" + escaped(command.description) + "'\n";
  script += "      )\n      _describe command commands ;;\n    arguments)\n      case $line[1] in\n";
  for (const CommandForm& command : program.commands) {
    script += "        " + command.name + ") _arguments" + specifications(command.options);
    for (const ArgumentForm& argument : command.arguments) script += specification_of_argument(argument);
    script += " ;;\n";
  }
  return boost::replace_all_copy(script + kTail, "PROGRAM", program.name);
}

}  // namespace quire::cli
