// What a session store reads from a file, or from another worker, is a value or is refused; a value is
// written again in the same bytes.
#include "runtime/session/memory_store.h"
#include "runtime/session/session_record.h"
#include "runtime/session/value_bytes.h"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

using namespace quire;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  try {
    const Stored stored = ByteReader(input).stored();
    ByteWriter writer;
    writer.add(stored);
    ByteWriter again;
    again.add(ByteReader(writer.bytes()).stored());
    if (again.bytes() != writer.bytes()) std::abort();
  } catch (const std::runtime_error&) {
    // Refused.
  }
  try {
    MemoryStore({}).take_over(input);
  } catch (const std::runtime_error&) {
    // Refused.
  }
  if (const auto record = SessionRecord::read(input)) {
    const auto bytes = record->bytes();
    if (SessionRecord::read({bytes.data(), bytes.size()}) != record) std::abort();
    static_cast<void>(record->end());
  }
  if (const auto place = SessionPlace::read(input))
    if (SessionPlace::read(place->bytes()) != place) std::abort();
  return 0;
}
