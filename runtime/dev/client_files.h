#ifndef QUIRE_RUNTIME_DEV_CLIENT_FILES_H_
#define QUIRE_RUNTIME_DEV_CLIENT_FILES_H_

#include <span>
#include <string_view>

namespace quire {

/// A file of `client/`, the development server's part in the browser, as the
/// build has put it into this program.
struct ClientFile {
  /// As in `live.js`.
  std::string_view name;
  std::string_view text;
  /// Changes with the text; with quotes.
  std::string_view etag;
};

/// All of them. The definition is generated.
std::span<const ClientFile> client_files();

/// The one of that name; null for none.
inline const ClientFile* find_client_file(std::string_view name) {
  for (const ClientFile& file : client_files())
    if (file.name == name) return &file;
  return nullptr;
}

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_CLIENT_FILES_H_
