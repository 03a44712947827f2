#ifndef QUIRE_RUNTIME_HTTP_RANGE_H_
#define QUIRE_RUNTIME_HTTP_RANGE_H_

#include "runtime/http/conditional.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace quire::http {

/// Which octets of a file to send.
struct Range {
  enum class Kind : unsigned char {
    /// 200: all of it.
    kWhole,
    /// 206: `first` to `last`, both included.
    kPart,
    /// 416, with `content_range` of the whole size.
    kUnsatisfiable,
  };
  Kind kind = Kind::kWhole;
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  std::uint64_t size() const { return last - first + 1; }
};

/// Reads the value of a Range field for a file of `size` octets (RFC 9110
/// section 14). One range is understood; several, another unit, and what is
/// malformed are ignored, which sends the whole file.
Range parse_range(std::string_view value, std::uint64_t size);

/// The range that a GET asks for, once If-Range agrees (section 13.1.5): its
/// tag or date must be exactly the file's, and a weak tag never is.
Range requested_range(const RequestHead& request, const Validators& current, std::uint64_t size);

/// The value of Content-Range for a part, or for a range that cannot be had.
std::string content_range(const Range& range, std::uint64_t size);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_RANGE_H_
