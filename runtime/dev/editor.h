#ifndef QUIRE_RUNTIME_DEV_EDITOR_H_
#define QUIRE_RUNTIME_DEV_EDITOR_H_

#include "runtime/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Splits a command into words as a shell would, with quotes and backslashes, but without
/// other features of a shell. Returns nullopt if a quote is not closed.
std::optional<std::vector<std::string>> split_command(std::string_view text);

/// The command line that opens a place in an editor. `{file}`, `{line}` and `{column}` in
/// the command are replaced. To a command without them, the arguments for its editor are
/// added if it is known (`code`, `subl`, `idea`, `vim`, `emacs` and others), else only the
/// file.
std::vector<std::string> editor_arguments(const std::vector<std::string>& command, const std::string& file,
                                          std::uint32_t line, std::uint32_t column);

/// Whether the command would use the terminal that it is started from.
bool needs_terminal(const std::vector<std::string>& command);
/// Whether the command names a known editor with a window of its own.
bool is_known_window_editor(const std::vector<std::string>& command);

/// Starts a program, searched for on the path, without a shell. It runs in its own session
/// and inherits no files but standard error, which is also its output. Returns an error if it
/// cannot be started.
std::optional<Error> launch(const std::vector<std::string>& arguments);

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_EDITOR_H_
