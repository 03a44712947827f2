#ifndef QUIRE_RUNTIME_PROTOCOL_LINE_TABLE_H_
#define QUIRE_RUNTIME_PROTOCOL_LINE_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Which line of source code each instruction of a page's library comes from. The compiler writes
/// the table beside the library; the server reads it only after an error.
///
///     if (const LineTable::Row* row = table.find(0x1a40)) std::cout << table.files[row->file] << row->line;
struct LineTable {
  /// Valid from its address up to that of the next row.
  struct Row {
    /// Relative to the address at which the library is loaded.
    std::uint64_t address = 0;
    /// An index into `files`, or `kNoFile` for code from other files and for gaps.
    std::uint32_t file = 0;
    /// Both from 1; column 0 means unknown.
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    bool operator==(const Row&) const = default;
  };
  static constexpr std::uint32_t kNoFile = ~std::uint32_t{0};

  /// As they were passed to the compiler, usually full paths.
  std::vector<std::string> files;
  /// Sorted by address, with no two at the same address.
  std::vector<Row> rows;

  /// The row for an instruction; null if it comes from none of `files`.
  const Row* find(std::uint64_t address) const;
};

/// The path of the line table's file, which is beside the library.
std::string line_table_path(const std::string& library);

/// Encodes the table: a line with the format and version, the numbers of files and rows, the names
/// of the files, each after its length, then the rows. Numbers are in the byte order of the
/// machine, which is the same for compiler and server.
std::string to_bytes(const LineTable& table);
/// Returns nullopt unless the bytes are a complete table of this version.
std::optional<LineTable> line_table_from_bytes(std::string_view bytes);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_LINE_TABLE_H_
