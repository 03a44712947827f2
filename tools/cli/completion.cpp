#include "tools/cli/completion.h"

#include <boost/algorithm/string/replace.hpp>

#include <cstdio>
#include <memory>

namespace quire::cli {

namespace {

constexpr const char* kExamples = R"(
examples:
  source <(PROGRAM completion bash)    in ~/.bashrc
  source <(PROGRAM completion zsh)     in ~/.zshrc, after compinit
  PROGRAM completion fish | source     in ~/.config/fish/config.fish
For all users of this machine, now and after each upgrade:
  PROGRAM completion bash > /usr/share/bash-completion/completions/PROGRAM
  PROGRAM completion zsh > /usr/share/zsh/vendor-completions/_PROGRAM
  PROGRAM completion fish > /usr/share/fish/vendor_completions.d/PROGRAM.fish)";

void print_completion(const CLI::App& app, const std::string& shell) {
  const ProgramForm program = form_of(app);
  const std::string script = shell == "bash"  ? bash_completion(program)
                             : shell == "zsh" ? zsh_completion(program)
                                              : fish_completion(program);
  std::fwrite(script.data(), 1, script.size(), stdout);
}

}  // namespace

void add_completion_command(CLI::App& app) {
  CLI::App* command = app.add_subcommand("completion", "print a shell completion script");
  const auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->footer(boost::replace_all_copy<std::string>(kExamples, "PROGRAM", app.get_name()));
  command->callback([&app, shell] {
    print_completion(app, *shell);
    // There is nothing left to run.
    throw CLI::Success();
  });
}

}  // namespace quire::cli
