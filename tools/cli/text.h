#ifndef QUIRE_TOOLS_CLI_TEXT_H_
#define QUIRE_TOOLS_CLI_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace quire::cli {

/// `text` with every `from` replaced by `to`; `from` must not be empty.
std::string replaced(std::string text, std::string_view from, std::string_view to);

std::string joined(const std::vector<std::string>& words, std::string_view between);

/// `text` as a word of a shell command, quoted if necessary.
std::string shell_quoted(const std::string& text);

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_TEXT_H_
