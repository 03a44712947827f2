#include "runtime/protocol/line_table.h"

#include <catch2/catch.hpp>

#include <string>

namespace quire {
namespace {

LineTable table() {
  return {{"/site/work/a.page.cpp", "/site/cart.h"},
          {{0x1000, 0, 5, 3}, {0x1010, 1, 7, 9}, {0x1020, LineTable::kNoFile}, {0x1040, 0, 6, 0}}};
}

TEST_CASE("an address has the row that begins before it") {
  const LineTable lines = table();
  CHECK(lines.find(0xfff) == nullptr);
  CHECK(lines.find(0x1000) == &lines.rows[0]);
  CHECK(lines.find(0x100f) == &lines.rows[0]);
  CHECK(lines.find(0x1010) == &lines.rows[1]);
  CHECK(lines.find(0x1020) == nullptr);
  CHECK(lines.find(0x103f) == nullptr);
  CHECK(lines.find(~std::uint64_t{0}) == &lines.rows[3]);
  CHECK(LineTable().find(0) == nullptr);
}

TEST_CASE("a table is read as it was written") {
  for (const LineTable& lines : {table(), LineTable()}) {
    const auto read = line_table_from_bytes(to_bytes(lines));
    REQUIRE(read);
    CHECK(read->files == lines.files);
    CHECK(read->rows == lines.rows);
  }
}

TEST_CASE("an incomplete table is refused") {
  const std::string whole = to_bytes(table());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_FALSE(line_table_from_bytes(std::string_view(whole).substr(0, size)));
  }
  CHECK_FALSE(line_table_from_bytes(whole + '\0'));
}

TEST_CASE("a table of another version is refused") {
  std::string other = to_bytes(table());
  other.replace(other.find('1'), 1, "2");
  CHECK_FALSE(line_table_from_bytes(other));
}

TEST_CASE("rows out of order or of an unknown file are refused") {
  LineTable lines = table();
  std::swap(lines.rows[0], lines.rows[1]);
  CHECK_FALSE(line_table_from_bytes(to_bytes(lines)));
  lines = table();
  lines.rows[1].address = lines.rows[0].address;
  CHECK_FALSE(line_table_from_bytes(to_bytes(lines)));
  lines = table();
  lines.rows[1].file = 2;
  CHECK_FALSE(line_table_from_bytes(to_bytes(lines)));
}

TEST_CASE("a damaged table is refused or valid") {
  const std::string whole = to_bytes(table());
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const char damage : {'\0', '\x01', '\x7f', '\xff'}) {
      std::string damaged = whole;
      damaged[at] = damage;
      const auto read = line_table_from_bytes(damaged);
      if (!read) continue;
      for (const LineTable::Row& row : read->rows)
        if (const LineTable::Row* found = read->find(row.address)) CHECK(found->file < read->files.size());
    }
}

}  // namespace
}  // namespace quire
