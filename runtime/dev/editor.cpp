#include "runtime/dev/editor.h"

#include "runtime/base/ascii.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <thread>

namespace quire {

namespace {

/// The arguments with which an editor shows a place.
struct Editor {
  /// Each with spaces around it.
  std::string_view names;
  bool has_window;
  /// Added to those in the command.
  std::vector<std::string_view> arguments;
};

const Editor kEditors[] = {
    {" code code-insiders codium vscodium cursor windsurf ", true, {"-r", "-g", "{file}:{line}:{column}"}},
    {" subl sublime_text zed zeditor atom qtcreator ", true, {"{file}:{line}:{column}"}},
    {" idea clion webstorm pycharm phpstorm goland rider fleet ",
     true,
     {"--line", "{line}", "--column", "{column}", "{file}"}},
    {" gvim mvim ", true, {"+call cursor({line},{column})", "{file}"}},
    {" emacs emacsclient gedit gnome-text-editor xed pluma ", true, {"+{line}:{column}", "{file}"}},
    {" kate kwrite ", true, {"-l", "{line}", "-c", "{column}", "{file}"}},
    {" geany ", true, {"--line", "{line}", "--column", "{column}", "{file}"}},
    {" vim vi nvim ", false, {"+call cursor({line},{column})", "{file}"}},
    {" nano ", false, {"+{line},{column}", "{file}"}},
    {" micro ", false, {"+{line}:{column}", "{file}"}},
    {" hx helix ", false, {"{file}:{line}:{column}"}},
    {" kak ", false, {"+{line}:{column}", "{file}"}},
};

/// The program's name without the folder and `.sh`.
std::string_view program_name(std::string_view word) {
  word.remove_prefix(word.rfind('/') + 1);
  if (word.ends_with(".sh")) word.remove_suffix(3);
  return word;
}

const Editor* find_editor(std::string_view word) {
  const std::string name = " " + std::string(program_name(word)) + " ";
  for (const Editor& editor : kEditors)
    if (editor.names.find(name) != std::string_view::npos) return &editor;
  return nullptr;
}

/// `text` with the placeholders replaced, each once: a file may be called `{line}`.
std::string filled(std::string_view text, const std::string& file, std::uint32_t line, std::uint32_t column) {
  const std::pair<std::string_view, std::string> values[] = {
      {"{file}", file}, {"{line}", std::to_string(line)}, {"{column}", std::to_string(column)}};
  std::string out;
  while (!text.empty()) {
    const auto* found = std::find_if(std::begin(values), std::end(values),
                                     [&](const auto& value) { return text.starts_with(value.first); });
    if (found == std::end(values)) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += found->second;
      text.remove_prefix(found->first.size());
    }
  }
  return out;
}

bool has_placeholder(const std::string& word) {
  return word.find("{file}") != std::string::npos || word.find("{line}") != std::string::npos ||
         word.find("{column}") != std::string::npos;
}

}  // namespace

std::optional<std::vector<std::string>> split_command(std::string_view text) {
  std::vector<std::string> words;
  bool is_in_word = false;
  char quote = '\0';
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote == '\0' && is_space(c)) {
      is_in_word = false;
      continue;
    }
    if (!is_in_word) words.emplace_back();
    is_in_word = true;
    if (quote == '\0' && (c == '\'' || c == '"')) quote = c;
    else if (c == quote) quote = '\0';
    else if (c == '\\' && quote != '\'' && at + 1 < text.size()) words.back() += text[++at];
    else words.back() += c;
  }
  if (quote != '\0') return std::nullopt;
  return words;
}

std::vector<std::string> editor_arguments(const std::vector<std::string>& command, const std::string& file,
                                          std::uint32_t line, std::uint32_t column) {
  std::vector<std::string> words;
  if (std::any_of(command.begin(), command.end(), has_placeholder)) {
    for (const std::string& word : command) words.push_back(filled(word, file, line, column));
    return words;
  }
  words = command;
  // Use the last known one, as in `xterm -e vim`.
  const Editor* editor = nullptr;
  for (const std::string& word : command)
    if (const Editor* known = find_editor(word)) editor = known;
  if (editor == nullptr) words.push_back(file);
  else
    for (const std::string_view argument : editor->arguments) words.push_back(filled(argument, file, line, column));
  return words;
}

bool needs_terminal(const std::vector<std::string>& command) {
  if (command.empty()) return false;
  const Editor* editor = find_editor(command.front());
  if (editor != nullptr && !editor->has_window) return true;
  const auto has = [&](const char* option) {
    return std::find(command.begin(), command.end(), option) != command.end();
  };
  return program_name(command.front()).starts_with("emacs") && (has("-nw") || has("-t") || has("--no-window-system"));
}

bool is_known_window_editor(const std::vector<std::string>& command) {
  if (command.empty() || needs_terminal(command)) return false;
  const Editor* editor = find_editor(command.front());
  return editor != nullptr && editor->has_window;
}

std::optional<Error> launch(const std::vector<std::string>& arguments) {
  std::vector<char*> words;
  for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", 0, 0);
  ::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  // If the editor inherited the listening socket, the port would stay in use.
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t all;
  ::sigemptyset(&none);
  ::sigfillset(&all);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t pid = 0;
  const int code = ::posix_spawnp(&pid, words.front(), &actions, &attributes, words.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (code != 0) return Error{"cannot start the editor `" + arguments.front() + "`: " + std::strerror(code), code};
  // Wait for it, so that it does not remain as a zombie.
  std::thread([pid] { ::waitpid(pid, nullptr, 0); }).detach();
  return std::nullopt;
}

}  // namespace quire
