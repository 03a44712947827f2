#include "tools/cli/command_line.h"

#include "runtime/base/near_name.h"
#include "tools/cli/program_form.h"
#include "tools/cli/text.h"

#include <cstdio>

namespace quire::cli {

namespace {

std::string did_you_mean(const std::string& written, const std::vector<std::string>& names) {
  const std::vector<std::string_view> views(names.begin(), names.end());
  const std::string_view near = near_name(written, views);
  return near.empty() ? std::string() : "; did you mean `" + std::string(near) + "`?";
}

std::vector<std::string> names_of(const std::vector<ArgumentForm>& options) {
  std::vector<std::string> names;
  for (const ArgumentForm& option : options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

/// What is wrong with `word`, the first argument that was not understood.
/// `command` is null if none was given.
std::string refusal_of(const std::string& word, const ProgramForm& program, const CommandForm* command) {
  if (word.size() > 1 && word.starts_with('-')) {
    const std::string name = word.substr(0, word.find('='));
    // Every letter is close to every other: no suggestion.
    if (!name.starts_with("--")) return "unknown option `" + name + "`";
    return "unknown option `" + name + "`" + did_you_mean(name, names_of(command ? command->options : program.options));
  }
  if (command != nullptr) return "unexpected argument `" + word + "`";
  std::vector<std::string> names;
  for (const CommandForm& one : program.commands) names.push_back(one.name);
  return "unknown command `" + word + "`" + did_you_mean(word, names);
}

std::string describe(const CLI::App& app, const CLI::ParseError& error) {
  const ProgramForm program = form_of(app);
  const std::vector<CLI::App*> parsed = app.get_subcommands();
  const CommandForm* command = nullptr;
  for (const CommandForm& one : program.commands)
    if (!parsed.empty() && parsed.front()->get_name() == one.name) command = &one;
  const std::string name = program.name + (command == nullptr ? "" : " " + command->name);
  const std::vector<std::string> rest = app.remaining(/*recurse=*/true);
  std::string what = error.what();
  if (!rest.empty()) what = refusal_of(rest.front(), program, command);
  else if (command == nullptr && error.get_name() == "RequiredError") what = "missing command";
  return name + ": " + what + "\nsee `" + name + " --help`\n";
}

}  // namespace

std::optional<int> parse(CLI::App& app, int argc, char** argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    std::fputs(describe(app, error).c_str(), stderr);
    return kExitUsage;
  }
  return std::nullopt;
}

}  // namespace quire::cli
