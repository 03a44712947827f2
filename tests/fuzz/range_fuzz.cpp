// Whatever ranges are asked for, the parts lie within the file and do not overlap, so that an answer
// is never larger than the file and the heads of its parts.
#include "runtime/http/range.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace quire::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::uint32_t length = 0;
  if (size < sizeof length) return 0;
  std::memcpy(&length, data, sizeof length);
  const std::string_view value(reinterpret_cast<const char*>(data) + sizeof length, size - sizeof length);
  const Ranges ranges = parse_ranges(value, length);
  if ((ranges.kind == Ranges::Kind::kParts) == ranges.parts.empty() || ranges.parts.size() > kMaxRanges) std::abort();
  for (const Range& part : ranges.parts) {
    if (part.first > part.last || part.last >= length) std::abort();
    for (const Range& other : ranges.parts)
      if (&part != &other && part.first <= other.last && other.first <= part.last) std::abort();
  }
  return 0;
}
