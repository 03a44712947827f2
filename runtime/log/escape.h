#ifndef QUIRE_RUNTIME_LOG_ESCAPE_H_
#define QUIRE_RUNTIME_LOG_ESCAPE_H_

#include <string>
#include <string_view>

namespace quire {

/// Whoever sends a request or throws an exception decides what is in its texts, so a text is never
/// logged as it is: a line end would forge a line, and an escape sequence would act on the terminal
/// that shows the log (CVE-2025-55754). The functions below make a single line of visible
/// characters from any octets. Escaped are control characters (C0, DEL, C1), line and paragraph
/// separators, characters that change the direction of text, and octets that are not valid UTF-8.

/// Appends the text with C escapes: `\n`, `\t`, `\r`, and `\x1b` for each other octet. A text `in_quotes`
/// has its quotes and backslashes escaped as well.
void append_escaped(std::string_view text, std::string& out, bool in_quotes);
std::string escaped(std::string_view text);
/// The same, but its lines stay lines, each after the first indented, so that none of them can be
/// taken for the beginning of an entry.
std::string escaped_lines(std::string_view text);

/// Appends the text as a JSON string with its quotes (RFC 8259). Octets that are not valid UTF-8 are
/// replaced by U+FFFD.
void append_json(std::string_view text, std::string& out);

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_ESCAPE_H_
