#include "tools/cli/program_form.h"

namespace quire::cli {

namespace {

/// The words in `TEXT:{bash,zsh,fish}`, which is how CLI11 describes a set.
std::vector<std::string> words_of(const std::string& type_name) {
  const std::size_t begin = type_name.find(":{");
  if (begin == std::string::npos || !type_name.ends_with('}')) return {};
  return CLI::detail::split(type_name.substr(begin + 2, type_name.size() - begin - 3), ',');
}

Expected expected_of(const std::string& type_name) {
  const std::string type = type_name.substr(0, type_name.find(':'));
  if (type == "FILE") return Expected::kFile;
  if (type == "DIR") return Expected::kFolder;
  if (type == "PAGE" || type == "PATH") return Expected::kPage;
  return Expected::kText;
}

ArgumentForm form_of(const CLI::Option& option) {
  ArgumentForm form;
  for (const std::string& name : option.get_snames()) form.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) form.names.push_back("--" + name);
  if (form.names.empty()) form.names.push_back(option.get_name(/*positional=*/true));
  form.description = option.get_description();
  form.may_repeat = option.get_items_expected_max() > 1;
  if (option.get_items_expected_max() == 0) return form;
  const std::string type_name = option.get_type_name();
  form.words = words_of(type_name);
  form.expected = form.words.empty() ? expected_of(type_name) : Expected::kWord;
  return form;
}

CommandForm form_of_command(const CLI::App& app) {
  CommandForm form{app.get_name(), app.get_description(), {}, {}};
  for (const CLI::Option* option : app.get_options([](const CLI::Option* one) { return !one->get_group().empty(); }))
    (option->get_positional() ? form.arguments : form.options).push_back(form_of(*option));
  return form;
}

}  // namespace

ProgramForm form_of(const CLI::App& app) {
  ProgramForm form{app.get_name(), form_of_command(app).options, {}};
  for (const CLI::App* command : app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); }))
    form.commands.push_back(form_of_command(*command));
  return form;
}

}  // namespace quire::cli
