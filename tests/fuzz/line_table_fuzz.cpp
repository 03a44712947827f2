// Any bytes are a line table or none; what is one has rows of its own files
// alone, and reads back as it is.
#include "runtime/protocol/line_table.h"

#include <cstdint>
#include <cstdlib>

using namespace quire;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto table = line_table_from_bytes(input);
  if (!table) return 0;
  for (const LineTable::Row& row : table->rows) {
    const LineTable::Row* found = table->find(row.address);
    if (found != nullptr && (found != &row || found->file >= table->files.size())) std::abort();
  }
  if (to_bytes(*table) != input) std::abort();
  return 0;
}
