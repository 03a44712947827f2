#ifndef QUIRE_TOOLS_PAGEC_GENERATE_STATIC_FILES_H_
#define QUIRE_TOOLS_PAGEC_GENERATE_STATIC_FILES_H_

#include <string>

namespace quire::pagec {

/// A static file of a site. Encodings that do not make it smaller are empty.
struct StaticFile {
  /// For example `/css/style.css`.
  std::string path;
  /// Of the content, see `content_hash`.
  std::string hash;
  std::string plain;
  /// RFC 1952, RFC 7932, RFC 8878.
  std::string gzip;
  std::string brotli;
  std::string zstd;
};

/// Reads the file `source` and encodes it at the highest compression levels. This
/// takes about 0.1 s per megabyte, so results are kept in the folder `cache` by
/// content hash. Throws `std::runtime_error` if the file cannot be read.
StaticFile encode_static_file(const std::string& path, const std::string& source, const std::string& cache);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_GENERATE_STATIC_FILES_H_
