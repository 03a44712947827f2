#ifndef QUIRE_RUNTIME_HTTP_CONDITIONAL_H_
#define QUIRE_RUNTIME_HTTP_CONDITIONAL_H_

#include "runtime/http/request_head.h"

#include <cstdint>
#include <string_view>

namespace quire::http {

/// What tells one version of a file from another.
struct Validators {
  /// With quotes, and `W/` before them when weak; empty for none.
  std::string_view etag = {};
  /// Seconds since 1970; negative for none.
  std::int64_t last_modified = -1;
};

/// How a request with conditions is to be answered.
enum class Condition : unsigned char {
  kProceed,
  /// 304: the client's copy is good.
  kNotModified,
  /// 412.
  kFailed,
};

/// Evaluates If-Match, If-Unmodified-Since, If-None-Match and
/// If-Modified-Since for a file that exists, in the order of RFC 9110 section
/// 13.2.2. Dates that cannot be read are ignored, as are dates for methods
/// other than GET and HEAD.
Condition evaluate_conditions(const RequestHead& request, const Validators& current);

/// Whether an entity tag stands in a list as of If-None-Match; `*` holds any.
/// A weak comparison takes `W/"a"` and `"a"` as equal, a strong one neither.
bool etag_in_list(std::string_view list, std::string_view etag, bool weak);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_CONDITIONAL_H_
