#ifndef QUIRE_COMPILER_LINK_LINE_TABLE_H_
#define QUIRE_COMPILER_LINK_LINE_TABLE_H_

#include "runtime/protocol/line_table.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The line table of a linked library, from the DWARF line tables written by Clang. Keeps
/// only rows for `files`, named as they were for Clang, because errors are never reported
/// in other files. Empty for a library without line tables.
LineTable read_line_table(std::string_view library, const std::vector<std::string>& files);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_LINE_TABLE_H_
