#ifndef QUIRE_RUNTIME_PROCESS_SERVER_TOML_H_
#define QUIRE_RUNTIME_PROCESS_SERVER_TOML_H_

#include "runtime/process/server_settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// What `conf/server.toml` says, with the defaults for what it does not say.
struct ServerConfiguration {
  ServerSettings settings;
  /// With file, line and column; see `describe_in_file`. A server must not start with any.
  std::vector<std::string> mistakes;
};

/// Reads the `conf/server.toml` of a base folder, and then each `conf/conf.d/*.toml`, in the order
/// of their names: a later file's value replaces an earlier one's, and its tables in arrays, such as
/// `[[connector]]`, are added. The defaults if there are none of these files. Reads `conf/mime.toml` as well.
ServerConfiguration read_server_settings(const std::string& base);

/// Reads one such text. `file` is what messages call it, and relative paths are relative to `base`.
ServerConfiguration parse_server_settings(std::string_view text, const std::string& file, const std::string& base = {});

/// Every setting that exists, such as `limits.head`; tables come before what they contain.
std::vector<std::string> server_setting_names();

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_SERVER_TOML_H_
