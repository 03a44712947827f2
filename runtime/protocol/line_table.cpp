#include "runtime/protocol/line_table.h"

#include <algorithm>
#include <cstring>

namespace quire {

namespace {

constexpr std::string_view kFormat = "quire lines 1\n";

template <class T>
void put(std::string& bytes, T number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// Takes `size` bytes from the front of `bytes`; returns false if there are fewer.
bool take(std::string_view& bytes, std::size_t size, std::string_view& taken) {
  if (size > bytes.size()) return false;
  taken = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return true;
}

template <class T>
bool take(std::string_view& bytes, T& number) {
  std::string_view taken;
  if (!take(bytes, sizeof number, taken)) return false;
  std::memcpy(&number, taken.data(), sizeof number);
  return true;
}

bool take(std::string_view& bytes, std::string& name) {
  std::uint32_t size = 0;
  std::string_view taken;
  if (!take(bytes, size) || !take(bytes, size, taken)) return false;
  name = taken;
  return true;
}

bool take(std::string_view& bytes, LineTable::Row& row) {
  return take(bytes, row.address) && take(bytes, row.file) && take(bytes, row.line) && take(bytes, row.column);
}

bool is_valid(const LineTable& table) {
  const auto is_past = [](const LineTable::Row& one, const LineTable::Row& next) {
    return one.address >= next.address;
  };
  return std::ranges::adjacent_find(table.rows, is_past) == table.rows.end() &&
         std::ranges::all_of(table.rows, [&](const LineTable::Row& row) {
           return row.file == LineTable::kNoFile || row.file < table.files.size();
         });
}

}  // namespace

const LineTable::Row* LineTable::find(std::uint64_t address) const {
  const auto next = std::ranges::upper_bound(rows, address, {}, &Row::address);
  if (next == rows.begin()) return nullptr;
  const Row& row = *std::prev(next);
  return row.file == kNoFile ? nullptr : &row;
}

std::string line_table_path(const std::string& library) { return library + ".lines"; }

std::string to_bytes(const LineTable& table) {
  std::string bytes(kFormat);
  put(bytes, static_cast<std::uint32_t>(table.files.size()));
  put(bytes, static_cast<std::uint32_t>(table.rows.size()));
  for (const std::string& file : table.files) {
    put(bytes, static_cast<std::uint32_t>(file.size()));
    bytes += file;
  }
  for (const LineTable::Row& row : table.rows) {
    put(bytes, row.address);
    put(bytes, row.file);
    put(bytes, row.line);
    put(bytes, row.column);
  }
  return bytes;
}

std::optional<LineTable> line_table_from_bytes(std::string_view bytes) {
  if (!bytes.starts_with(kFormat)) return std::nullopt;
  bytes.remove_prefix(kFormat.size());
  std::uint32_t files = 0;
  std::uint32_t rows = 0;
  if (!take(bytes, files) || !take(bytes, rows)) return std::nullopt;
  LineTable table;
  // Memory grows with the bytes that are there, not with the counts, which may be wrong.
  for (; files > 0; --files)
    if (!take(bytes, table.files.emplace_back())) return std::nullopt;
  for (; rows > 0; --rows)
    if (!take(bytes, table.rows.emplace_back())) return std::nullopt;
  if (!bytes.empty() || !is_valid(table)) return std::nullopt;
  return table;
}

}  // namespace quire
