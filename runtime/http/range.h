#ifndef QUIRE_RUNTIME_HTTP_RANGE_H_
#define QUIRE_RUNTIME_HTTP_RANGE_H_

#include "runtime/http/conditional.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace quire::http {

/// The octets `first` to `last` of a file, both included.
struct Range {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  std::uint64_t size() const { return last - first + 1; }
  friend bool operator==(const Range&, const Range&) = default;
};

/// Which octets of a file to send.
struct Ranges {
  enum class Kind : unsigned char {
    /// 200: all of it.
    kWhole,
    /// 206: `parts`, of which no two overlap.
    kParts,
    /// 416, with the `unsatisfied_range` of the file.
    kUnsatisfiable,
  };
  Kind kind = Kind::kWhole;
  std::vector<Range> parts = {};
};

/// A request for more ranges than this is answered with the whole file.
inline constexpr std::size_t kMaxRanges = 32;
/// What the head of a part takes at least: a smaller gap between two ranges is sent along with them.
inline constexpr std::uint64_t kRangeGap = 80;

/// Parses the value of a Range field for a file of `size` octets (RFC 9110 section 14.2). Other units,
/// malformed values and more than `kMaxRanges` ranges are ignored, so the whole file is sent. Ranges
/// that overlap, or with less than `kRangeGap` octets between them, are merged in the place of the
/// first one, so no octet is sent twice; ranges past the end are left out (sections 15.3.7.2 and 17.15).
Ranges parse_ranges(std::string_view value, std::uint64_t size);

/// The ranges that a GET request asks for, if If-Range agrees (section 13.1.5): its tag or date must
/// be exactly that of the file. A weak tag never matches, nor does a date so recent that the file may
/// have changed twice in that second (section 8.8.2.2).
Ranges requested_ranges(const RequestHead& request, const Validators& current, std::uint64_t size);

/// The value of Content-Range for a part.
std::string content_range(const Range& range, std::uint64_t size);
/// The value of Content-Range if no range can be satisfied.
std::string unsatisfied_range(std::uint64_t size);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_RANGE_H_
