#ifndef QUIRE_RUNTIME_PROCESS_MIME_TOML_H_
#define QUIRE_RUNTIME_PROCESS_MIME_TOML_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// What `conf/mime.toml` says.
struct OwnMediaTypes {
  /// Extensions in lower case, without a dot, and the types of such files.
  std::map<std::string, std::string, std::less<>> types;
  /// With file, line and column. A server must not start with any.
  std::vector<std::string> mistakes;
};

/// Reads the `conf/mime.toml` of a base folder; there are no types if it does not exist.
OwnMediaTypes read_media_types(const std::string& base);

/// Reads such a text: an entry for each extension, at the top or in a table `[types]`:
///
///     ".md" = "text/markdown"
OwnMediaTypes parse_media_types(std::string_view text, const std::string& file);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROCESS_MIME_TOML_H_
