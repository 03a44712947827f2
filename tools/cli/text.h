#ifndef QUIRE_TOOLS_CLI_TEXT_H_
#define QUIRE_TOOLS_CLI_TEXT_H_

#include <string>

namespace quire::cli {

/// `text` as a word of a shell command, quoted if necessary.
std::string shell_quoted(const std::string& text);

}  // namespace quire::cli

#endif  // QUIRE_TOOLS_CLI_TEXT_H_
