#ifndef QUIRE_TOOLS_PAGEC_BUILD_ARCHIVE_H_
#define QUIRE_TOOLS_PAGEC_BUILD_ARCHIVE_H_

#include "tools/pagec/build/output_folder.h"

#include <string>
#include <vector>

namespace quire::pagec {

/// Packs files into a zip archive, sorted by name, and renames it to `path`, so that
/// readers see either the old archive or the new one. The same files with the same
/// times give the same bytes. Returns false if `interrupted`, and throws
/// `std::runtime_error` on failure; both leave an existing archive unchanged.
bool pack(const std::vector<OutputFile>& files, const std::string& path);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_ARCHIVE_H_
