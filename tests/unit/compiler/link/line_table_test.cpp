#include "compiler/link/line_table.h"

#include <elf.h>
#include <catch2/catch.hpp>

#include <cstring>
#include <string>

namespace quire::compiler {
namespace {

template <class T>
std::string bytes_of(const T& value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

/// A text with its null bytes.
template <std::size_t size>
std::string text(const char (&literal)[size]) {
  return {literal, size - 1};
}

std::string set_address(std::uint64_t address) { return text("\x00\x09\x02") + bytes_of(address); }

/// One unit of two files, `/site/a.page.cpp` and `/site/cart.h`, that runs `program`.
std::string unit_of(const std::string& program, std::uint16_t version = 4) {
  const std::string header = text("\x01\x01\x01\xfb\x0e\x0d\x00\x01\x01\x01\x01\x00\x00\x00\x01\x00\x00\x01") +
                             text("/site\0\0") + text("a.page.cpp\0\x01\x00\x00") + text("cart.h\0\x01\x00\x00") +
                             text("\0");
  const std::string rest = bytes_of(version) + bytes_of(static_cast<std::uint32_t>(header.size())) + header + program;
  return bytes_of(static_cast<std::uint32_t>(rest.size())) + rest;
}

/// A file with that section and little else.
std::string elf_of(const std::string& lines) {
  const std::string names = text("\0.debug_line\0.shstrtab\0");
  Elf64_Ehdr header{};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_DYN;
  header.e_machine = EM_X86_64;
  header.e_version = EV_CURRENT;
  header.e_ehsize = sizeof header;
  header.e_shentsize = sizeof(Elf64_Shdr);
  header.e_shoff = sizeof header;
  header.e_shnum = 3;
  header.e_shstrndx = 2;
  Elf64_Shdr debug{};
  debug.sh_name = 1;
  debug.sh_type = SHT_PROGBITS;
  debug.sh_offset = sizeof header + 3 * sizeof debug;
  debug.sh_size = lines.size();
  Elf64_Shdr strings{};
  strings.sh_name = 13;
  strings.sh_type = SHT_STRTAB;
  strings.sh_offset = debug.sh_offset + lines.size();
  strings.sh_size = names.size();
  return bytes_of(header) + bytes_of(Elf64_Shdr{}) + bytes_of(debug) + bytes_of(strings) + lines + names;
}

/// From 0x1000: line 5, column 3; from 0x1010: line 7 of the header; from
/// 0x1018: line 0; to 0x1020.
std::string program() {
  return set_address(0x1000) + text("\x03\x04\x05\x03\x01") + text("\x04\x02\x02\x10\x03\x02\x05\x09\x01") +
         text("\x02\x08\x03\x79\x01") + text("\x02\x08\x00\x01\x01");
}

LineTable read(const std::string& library) { return read_line_table(library, {"/site/a.page.cpp", "/site/cart.h"}); }

std::string place(const LineTable& table, std::uint64_t address) {
  const LineTable::Row* row = table.find(address);
  return row == nullptr ? "nowhere"
                        : table.files[row->file] + ":" + std::to_string(row->line) + ":" + std::to_string(row->column);
}

TEST_CASE("an address has the line of the row before it") {
  const LineTable table = read(elf_of(unit_of(program())));
  CHECK(place(table, 0xfff) == "nowhere");
  CHECK(place(table, 0x1000) == "/site/a.page.cpp:5:3");
  CHECK(place(table, 0x100f) == "/site/a.page.cpp:5:3");
  CHECK(place(table, 0x1010) == "/site/cart.h:7:9");
  // Line 0 belongs to the statement before it.
  CHECK(place(table, 0x101f) == "/site/cart.h:7:9");
  CHECK(place(table, 0x1020) == "nowhere");
}

TEST_CASE("code of other files has no rows") {
  const LineTable table = read_line_table(elf_of(unit_of(program())), {"/site/a.page.cpp"});
  CHECK(place(table, 0x100f) == "/site/a.page.cpp:5:3");
  CHECK(place(table, 0x1010) == "nowhere");
  CHECK(table.rows.size() == 2);
  CHECK(read_line_table(elf_of(unit_of(program())), {"a.page.cpp"}).rows.empty());
}

TEST_CASE("functions may be in any order, and opcodes special") {
  // 0x8a: address + 8, line + 8.
  const std::string second = set_address(0x900) + text("\x01\x8a") + text("\x02\x04\x00\x01\x01");
  const LineTable table = read(elf_of(unit_of(program() + second) + unit_of(second)));
  CHECK(place(table, 0x900) == "/site/a.page.cpp:1:0");
  CHECK(place(table, 0x908) == "/site/a.page.cpp:9:0");
  CHECK(place(table, 0x90c) == "nowhere");
  CHECK(place(table, 0x1000) == "/site/a.page.cpp:5:3");
}

TEST_CASE("a function that begins where another ends has its own lines") {
  const std::string after = set_address(0x1020) + text("\x01") + text("\x02\x08\x00\x01\x01");
  for (const std::string& both : {program() + after, after + program()})
    CHECK(place(read(elf_of(unit_of(both))), 0x1020) == "/site/a.page.cpp:1:0");
}

TEST_CASE("a library without line tables, or a broken one, has no lines") {
  CHECK(read("").rows.empty());
  CHECK(read("no library").rows.empty());
  CHECK(read(elf_of("")).rows.empty());
  const std::string whole = elf_of(unit_of(program()));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string cut = whole.substr(0, size);
    read(cut);
    cut.resize(whole.size(), '\xff');
    read(cut);
  }
}

}  // namespace
}  // namespace quire::compiler
