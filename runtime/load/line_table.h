#ifndef QUIRE_RUNTIME_LOAD_LINE_TABLE_H_
#define QUIRE_RUNTIME_LOAD_LINE_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace quire {

/// Where an instruction comes from.
struct SourceLine {
  /// As the compiler was given it, most often a whole path.
  std::string file;
  /// Both from 1; 0 for code that stands nowhere.
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// Addresses of a library → lines of source code, from the `.debug_line`
/// section that the compiler left in the file (DWARF 4, section 6.2).
///
///     const LineTable table = LineTable::read("/site/WEB-INF/work/a.page.so");
///     if (const auto at = table.find(0x1a40)) std::cout << at->file << at->line;
///
/// Read when something went wrong, and thrown away after it. A file without a
/// table, or with one of another form, gives an empty table.
class LineTable {
 public:
  static LineTable read(const std::string& library);
  /// The same from the bytes of an ELF file.
  static LineTable parse(std::string_view elf);

  /// The line of an instruction; nothing for one that the table does not know.
  /// `address` counts from where the library was loaded.
  std::optional<SourceLine> find(std::uint64_t address) const;

 private:
  friend class LineProgram;
  /// Good from its address to the next row's.
  struct Row {
    std::uint64_t address = 0;
    /// Of `files_`; `kEnd` where code ends.
    std::uint32_t file = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
  };
  static constexpr std::uint32_t kEnd = ~std::uint32_t{0};

  std::vector<std::string> files_;
  std::vector<Row> rows_;
};

}  // namespace quire

#endif  // QUIRE_RUNTIME_LOAD_LINE_TABLE_H_
