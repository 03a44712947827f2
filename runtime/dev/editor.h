#ifndef QUIRE_RUNTIME_DEV_EDITOR_H_
#define QUIRE_RUNTIME_DEV_EDITOR_H_

#include "runtime/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Splits a command as a shell would, with its quotes and backslashes and with
/// nothing else of a shell. Nothing for a quote that is not closed.
std::optional<std::vector<std::string>> split_command(std::string_view text);

/// The arguments that open a place in an editor. `{file}`, `{line}` and
/// `{column}` in the command are replaced; a command without them gets what
/// the editor that it names takes (`code`, `subl`, `idea`, `vim`, `emacs` and
/// their kin), and an unknown one the file alone.
std::vector<std::string> editor_arguments(const std::vector<std::string>& command, const std::string& file,
                                          std::uint32_t line, std::uint32_t column);

/// Whether the command would draw in the terminal that it is started from.
bool needs_terminal(const std::vector<std::string>& command);
/// Whether the command names an editor that is known to have a window.
bool is_known_window_editor(const std::vector<std::string>& command);

/// Starts a program, found on the path, without a shell, and leaves it alone:
/// in a session of its own, with no file of ours. An error when it cannot be
/// started.
std::optional<Error> launch(const std::vector<std::string>& arguments);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_EDITOR_H_
