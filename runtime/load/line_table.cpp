#include "runtime/load/line_table.h"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace quire {

namespace {

/// Numbers of a section, one after the other. Throws past its end.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : left_(bytes) {}

  bool is_empty() const { return left_.empty(); }
  std::size_t size() const { return left_.size(); }

  std::string_view take(std::size_t size) {
    if (size > left_.size()) throw std::out_of_range("a line table that ends early");
    const std::string_view taken = left_.substr(0, size);
    left_.remove_prefix(size);
    return taken;
  }
  template <class T>
  T number() {
    T value{};
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::uint64_t unsigned_leb128() { return leb128().first; }
  std::int64_t signed_leb128() {
    const auto [value, bits] = leb128();
    const bool is_negative = bits < 64 && ((value >> (bits - 1)) & 1U) != 0;
    return static_cast<std::int64_t>(is_negative ? value | (~std::uint64_t{0} << bits) : value);
  }
  std::string_view text() {
    const std::size_t end = left_.find('\0');
    const std::string_view taken = take(end == std::string_view::npos ? left_.size() : end);
    take(1);
    return taken;
  }

 private:
  /// A number, and how many bits it was written in.
  std::pair<std::uint64_t, unsigned> leb128() {
    std::uint64_t value = 0;
    for (unsigned bits = 0;; bits += 7) {
      const auto byte = number<std::uint8_t>();
      if (bits < 64) value |= std::uint64_t{byte & 0x7FU} << bits;
      if ((byte & 0x80U) == 0) return {value, bits + 7};
    }
  }

  std::string_view left_;
};

template <class T>
T at(std::string_view bytes, std::size_t offset) {
  if (offset > bytes.size()) throw std::out_of_range("a library that ends early");
  return Bytes(bytes.substr(offset)).number<T>();
}

/// The bytes of a section, empty when the file has none of that name.
std::string_view section(std::string_view elf, std::string_view name) {
  const auto header = at<Elf64_Ehdr>(elf, 0);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64) return {};
  const auto section_header = [&](std::size_t index) {
    return at<Elf64_Shdr>(elf, header.e_shoff + index * sizeof(Elf64_Shdr));
  };
  const Elf64_Shdr names = section_header(header.e_shstrndx);
  for (std::size_t index = 0; index < header.e_shnum; ++index) {
    const Elf64_Shdr found = section_header(index);
    if (names.sh_offset + found.sh_name >= elf.size()) continue;
    if (Bytes(elf.substr(names.sh_offset + found.sh_name)).text() != name) continue;
    if (found.sh_offset > elf.size()) return {};
    return elf.substr(found.sh_offset, found.sh_size);
  }
  return {};
}

}  // namespace

/// The line-number program of one unit, and the machine that runs it.
class LineProgram {
 public:
  /// `unit`: what follows the unit's length.
  LineProgram(std::string_view unit, LineTable& table) : code_(unit), table_(table) {}

  void run() {
    if (code_.number<std::uint16_t>() != kVersion) return;
    Bytes header(code_.take(code_.number<std::uint32_t>()));
    read_header(header);
    while (!code_.is_empty()) step();
  }

 private:
  static constexpr std::uint16_t kVersion = 4;

  void read_header(Bytes& header) {
    min_instruction_ = header.number<std::uint8_t>();
    header.take(2);  // Operations per instruction, and `is_stmt` at the start.
    line_base_ = header.number<std::int8_t>();
    line_range_ = std::max<std::uint8_t>(header.number<std::uint8_t>(), 1);
    opcode_base_ = std::max<std::uint8_t>(header.number<std::uint8_t>(), 1);
    operands_ = header.take(opcode_base_ - 1U);
    std::vector<std::string> folders = {""};
    for (std::string_view folder = header.text(); !folder.empty(); folder = header.text()) folders.emplace_back(folder);
    first_file_ = table_.files_.size();
    for (std::string_view name = header.text(); !name.empty(); name = header.text()) {
      const std::size_t folder = header.unsigned_leb128();
      header.unsigned_leb128();  // Time of its last change.
      header.unsigned_leb128();  // Its size.
      const bool is_whole = name.starts_with('/') || folder == 0 || folder >= folders.size();
      table_.files_.push_back((is_whole ? std::string() : folders[folder] + "/") + std::string(name));
    }
  }

  void step() {
    const auto opcode = code_.number<std::uint8_t>();
    if (opcode >= opcode_base_) return special(opcode - opcode_base_);
    switch (opcode) {
      case 0:
        return extended();
      case 1:  // DW_LNS_copy
        return add_row();
      case 2:  // DW_LNS_advance_pc
        address_ += code_.unsigned_leb128() * min_instruction_;
        return;
      case 3:  // DW_LNS_advance_line
        line_ += code_.signed_leb128();
        return;
      case 4:  // DW_LNS_set_file
        file_ = code_.unsigned_leb128();
        return;
      case 5:  // DW_LNS_set_column
        column_ = code_.unsigned_leb128();
        return;
      case 8:  // DW_LNS_const_add_pc
        address_ += std::uint64_t{255U - opcode_base_} / line_range_ * min_instruction_;
        return;
      case 9:  // DW_LNS_fixed_advance_pc
        address_ += code_.number<std::uint16_t>();
        return;
      default:
        for (int left = operands_[opcode - 1U]; left > 0; --left) code_.unsigned_leb128();
    }
  }

  void special(unsigned opcode) {
    address_ += std::uint64_t{opcode / line_range_} * min_instruction_;
    line_ += line_base_ + static_cast<int>(opcode % line_range_);
    add_row();
  }

  void extended() {
    Bytes operation(code_.take(code_.unsigned_leb128()));
    if (operation.is_empty()) return;
    switch (operation.number<std::uint8_t>()) {
      case 1:  // DW_LNE_end_sequence
        table_.rows_.push_back({address_, LineTable::kEnd, 0, 0});
        address_ = 0;
        file_ = line_ = 1;
        column_ = 0;
        return;
      case 2:  // DW_LNE_set_address
        address_ = operation.number<std::uint64_t>();
        return;
      default:
        return;
    }
  }

  void add_row() {
    const std::size_t file = first_file_ + static_cast<std::size_t>(file_) - 1;
    if (file >= table_.files_.size()) return;
    table_.rows_.push_back({address_, static_cast<std::uint32_t>(file), static_cast<std::uint32_t>(line_),
                            static_cast<std::uint32_t>(column_)});
  }

  Bytes code_;
  LineTable& table_;
  std::size_t first_file_ = 0;
  unsigned min_instruction_ = 1;
  int line_base_ = 0;
  unsigned line_range_ = 1;
  unsigned opcode_base_ = 1;
  std::string_view operands_;
  // The machine's registers.
  std::uint64_t address_ = 0;
  std::uint64_t file_ = 1;
  std::int64_t line_ = 1;
  std::uint64_t column_ = 0;
};

LineTable LineTable::read(const std::string& library) {
  std::ifstream file(library, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  return parse(bytes);
}

LineTable LineTable::parse(std::string_view elf) {
  LineTable table;
  try {
    for (Bytes units(section(elf, ".debug_line")); !units.is_empty();)
      LineProgram(units.take(units.number<std::uint32_t>()), table).run();
  } catch (const std::out_of_range&) {
    // What was read before the damage is as good as ever.
  }
  return table;
}

std::optional<SourceLine> LineTable::find(std::uint64_t address) const {
  // Sequences come in any order; within one, addresses grow.
  const Row* last = nullptr;
  for (const Row& row : rows_) {
    const bool is_past = last != nullptr && last->address <= address && address < row.address;
    if (is_past) return SourceLine{files_[last->file], last->line, last->column};
    if (row.file == kEnd) last = nullptr;
    // Line 0 is code that the compiler added to the statement before it.
    else if (row.line != 0) last = &row;
  }
  return std::nullopt;
}

}  // namespace quire
