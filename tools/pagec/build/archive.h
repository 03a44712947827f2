#ifndef QUIRE_TOOLS_PAGEC_BUILD_ARCHIVE_H_
#define QUIRE_TOOLS_PAGEC_BUILD_ARCHIVE_H_

#include "tools/pagec/build/output_folder.h"

#include <string>
#include <vector>

namespace quire::pagec {

/// Packs files of `folder` as a zip, in the order of their names, and renames it
/// to `path`: a server sees the old archive or the new one. Equal files with
/// equal times give equal bytes. Throws `std::runtime_error`, with what was
/// there as it was, when the machine refuses.
void pack(const std::string& folder, const std::vector<OutputFile>& files, const std::string& path);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_ARCHIVE_H_
