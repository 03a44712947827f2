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
    /// 416, with the `content_range` for the whole size.
    kUnsatisfiable,
  };
  Kind kind = Kind::kWhole;
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  std::uint64_t size() const { return last - first + 1; }
};

/// Parses the value of a Range field for a file of `size` octets (RFC 9110 section 14). A single
/// range is supported; several ranges, other units and malformed values are ignored, so the whole
/// file is sent.
Range parse_range(std::string_view value, std::uint64_t size);

/// The range that a GET request asks for, if If-Range agrees (section 13.1.5): its tag or date must
/// be exactly that of the file, and a weak tag never matches.
Range requested_range(const RequestHead& request, const Validators& current, std::uint64_t size);

/// The value of Content-Range for a part, or for a range that cannot be satisfied.
std::string content_range(const Range& range, std::uint64_t size);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_RANGE_H_
