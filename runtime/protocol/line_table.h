#ifndef QUIRE_RUNTIME_PROTOCOL_LINE_TABLE_H_
#define QUIRE_RUNTIME_PROTOCOL_LINE_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Which line of source code each instruction of a page's library comes from.
/// The compiler writes it beside the library; the server reads it when something
/// went wrong.
///
///     if (const LineTable::Row* row = table.find(0x1a40)) std::cout << table.files[row->file] << row->line;
struct LineTable {
  /// Holds from its address up to the next row's.
  struct Row {
    /// Counted from where the library is loaded.
    std::uint64_t address = 0;
    /// Index in `files`, or `kNoFile` for code of other files and for gaps.
    std::uint32_t file = 0;
    /// Both from 1; a column of 0 is unknown.
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    bool operator==(const Row&) const = default;
  };
  static constexpr std::uint32_t kNoFile = ~std::uint32_t{0};

  /// As the compiler was given them, most often whole paths.
  std::vector<std::string> files;
  /// In the order of their addresses, no two of which are the same.
  std::vector<Row> rows;

  /// The row of an instruction; null for one that comes from none of `files`.
  const Row* find(std::uint64_t address) const;
};

/// The file beside a library that holds its table.
std::string line_table_path(const std::string& library);

/// A line that names format and version, how many files and rows there are, the
/// names of the files, each after its length, then the rows. Numbers are in the
/// order of bytes of the machine, which compiler and server share.
std::string to_bytes(const LineTable& table);
/// Nothing unless the bytes are a complete table of this version.
std::optional<LineTable> line_table_from_bytes(std::string_view bytes);

}  // namespace quire

#endif  // QUIRE_RUNTIME_PROTOCOL_LINE_TABLE_H_
