#ifndef QUIRE_COMPILER_MAKE_HEADER_FOLDERS_H_
#define QUIRE_COMPILER_MAKE_HEADER_FOLDERS_H_

#include "runtime/protocol/build_order.h"
#include "runtime/protocol/file_stamp.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// Folders for the page's `#include "…"`: its own, then the site's sources.
std::vector<std::string> include_dirs(const BuildOrder& order);
/// Where a file would hide one of `headers`, were it there, by the order of `folders`.
std::vector<std::string> absent_headers(const std::vector<FileStamp>& headers, const std::vector<std::string>& folders);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_HEADER_FOLDERS_H_
