#ifndef QUIRE_COMPILER_LINK_LINE_TABLE_H_
#define QUIRE_COMPILER_LINK_LINE_TABLE_H_

#include "runtime/protocol/line_table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire::compiler {

/// The line table of a linked library, from the DWARF line tables written by Clang. Keeps
/// only rows for `files`, named as they were for Clang, because errors are never reported
/// in other files. Empty for a library without line tables.
LineTable read_line_table(std::string_view library, const std::vector<std::string>& files);

/// Where an object refers to a symbol: the first such place in its code.
struct SymbolUse {
  /// As it was passed to the compiler; empty if it is unknown.
  std::string file = {};
  /// From 1; column 0 means unknown.
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// Returns nullopt if the object does not refer to `symbol`, a demangled name such as `shop::total(int)`.
std::optional<SymbolUse> find_use(std::string_view object, const std::string& symbol);

}  // namespace quire::compiler

#endif  // QUIRE_COMPILER_LINK_LINE_TABLE_H_
