#ifndef QUIRE_TOOLS_PAGEC_BUILD_ARCHIVE_H_
#define QUIRE_TOOLS_PAGEC_BUILD_ARCHIVE_H_

#include "tools/pagec/build/output_folder.h"

#include <string>
#include <vector>

namespace quire::pagec {

/// Packs files as a zip, in the order of their names, and renames it to `path`: a
/// server sees the old archive or the new one. Equal files with equal times give
/// equal bytes. False when it was `interrupted`. Throws `std::runtime_error` when
/// the machine refuses. In both cases what was there is as it was.
bool pack(const std::vector<OutputFile>& files, const std::string& path);

}  // namespace quire::pagec

#endif  // QUIRE_TOOLS_PAGEC_BUILD_ARCHIVE_H_
