#ifndef QUIRE_TOOLS_PAGEC_GENERATE_STATIC_FILES_H_
#define QUIRE_TOOLS_PAGEC_GENERATE_STATIC_FILES_H_

#include <string>

namespace quire::pagec {

/// A file of a site that is served as it is. An encoding that would not make
/// it smaller is empty.
struct StaticFile {
  /// As in `/css/style.css`.
  std::string path;
  /// Of the content, see `content_hash`.
  std::string hash;
  std::string plain;
  /// RFC 1952, RFC 7932, RFC 8878.
  std::string gzip;
  std::string brotli;
  std::string zstd;
};

/// Reads and encodes a file: as small as each encoding can make it, which
/// takes some 0.1 s a megabyte, so results are kept in folder `cache` by the
/// content's hash. `source` is the file on disk. Throws `std::runtime_error` naming it.
StaticFile encode_static_file(const std::string& path, const std::string& source, const std::string& cache);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_GENERATE_STATIC_FILES_H_
