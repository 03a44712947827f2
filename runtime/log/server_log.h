#ifndef QUIRE_RUNTIME_LOG_SERVER_LOG_H_
#define QUIRE_RUNTIME_LOG_SERVER_LOG_H_

#include "runtime/base/result.h"
#include "runtime/log/log_settings.h"

#include <cstdint>
#include <string_view>

namespace quire {

/// How important a line of the server's log is.
enum class LogLevel : unsigned char { kDebug, kInfo, kWarning, kError };

/// The log of this process: standard error, with the time of day before each line, until it is opened.
/// Whatever is in a text, no more than one entry results: control characters are escaped, and further
/// lines are indented (`escape.h`). Thread-safe; once the log is open, nothing here waits for a disk.

/// Opens the log that the settings name, or `error`, a descriptor of standard error: then each line has date, level and
/// process, or is a JSON object with `time`, `level`, `pid`, `message` and, where it concerns a request, `request`.
/// Call it before other threads are started.
Result<bool> open_server_log(const LogSettings& settings, int error = 2);

/// Adds an entry. `request` is the id of the request that it is about; it precedes the text.
void log_entry(LogLevel level, std::string_view text, std::string_view request = {});
/// Adds an entry that reports what happens, rather than a problem.
void log_line(std::string_view text);
/// Adds several lines that belong together. In a terminal, they may have colours.
void log_block(std::string_view text, LogLevel level);

/// Writes what is queued, before the process ends.
void flush_server_log();
/// Opens the file again, after somebody has renamed it.
void reopen_server_log();
/// The number of lines lost because the log was not written fast enough.
std::uint64_t lost_server_log_lines();
/// Whether the log is shown as it is on this process's standard error, which may be a terminal.
bool is_server_log_plain();

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_SERVER_LOG_H_
