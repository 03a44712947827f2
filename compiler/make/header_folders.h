#ifndef QUIRE_COMPILER_MAKE_HEADER_FOLDERS_H_
#define QUIRE_COMPILER_MAKE_HEADER_FOLDERS_H_

#include "runtime/protocol/build_order.h"
#include "runtime/protocol/file_stamp.h"

#include <string>
#include <vector>

namespace quire::compiler {

/// The folders that are searched for a page's `#include "…"`: the page's own, then `WEB-INF/src`.
std::vector<std::string> include_dirs(const BuildOrder& order);
/// The paths at which a new file would hide one of `headers`, given the order of `folders`.
std::vector<std::string> absent_headers(const std::vector<FileStamp>& headers, const std::vector<std::string>& folders);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_MAKE_HEADER_FOLDERS_H_
