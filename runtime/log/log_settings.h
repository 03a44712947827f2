#ifndef QUIRE_RUNTIME_LOG_LOG_SETTINGS_H_
#define QUIRE_RUNTIME_LOG_LOG_SETTINGS_H_

#include <boost/describe/class.hpp>
#include <cstdint>
#include <string>

namespace quire {

/// What a server logs, and where.
struct LogSettings {
  /// The file of the access log: `-` for standard output, empty for none.
  std::string access;
  /// `common`, `combined`, `json`, or a pattern in the language of Tomcat's AccessLogValve; see `access_pattern.h`.
  std::string access_format = "combined";
  /// The file of the server's own log: `-` for standard error.
  std::string server = "-";
  /// Of the server's log: `text` or `json`.
  std::string format = "text";
  /// The least important lines that are logged: `debug`, `info`, `warning` or `error`.
  std::string level = "info";
  /// A file that has reached this size in octets is renamed, and a new one begun; 0 for any size.
  std::uint64_t rotate_size = 100 * 1024 * 1024;
  /// The same for a file of yesterday.
  bool rotate_daily = true;
  /// How many renamed files are kept of each log; 0 for all.
  unsigned keep = 14;

  friend bool operator==(const LogSettings&, const LogSettings&) = default;
};
BOOST_DESCRIBE_STRUCT(LogSettings, (), (access, access_format, server, format, level, rotate_size, rotate_daily, keep))

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOG_LOG_SETTINGS_H_
