#ifndef QUIRE_RUNTIME_DEV_CLIENT_FILES_H_
#define QUIRE_RUNTIME_DEV_CLIENT_FILES_H_

#include <span>
#include <string_view>

namespace quire {

/// A file of `client/`, the part of the development server that runs in browsers,
/// embedded in this program by the build.
struct ClientFile {
  /// For example `live.js`.
  std::string_view name;
  std::string_view text;
  /// With quotes; changes with the text.
  std::string_view etag;
};

/// All files. The definition is generated.
std::span<const ClientFile> client_files();

/// The file of that name; null if there is none.
inline const ClientFile* find_client_file(std::string_view name) {
  for (const ClientFile& file : client_files())
    if (file.name == name) return &file;
  return nullptr;
}

}  // namespace quire

#endif  // QUIRE_RUNTIME_DEV_CLIENT_FILES_H_
