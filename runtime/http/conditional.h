#ifndef QUIRE_RUNTIME_HTTP_CONDITIONAL_H_
#define QUIRE_RUNTIME_HTTP_CONDITIONAL_H_

#include "runtime/http/request_head.h"

#include <cstdint>
#include <string_view>

namespace quire::http {

/// What distinguishes one version of a file from another.
struct Validators {
  /// With quotes, preceded by `W/` if weak; empty if there is none.
  std::string_view etag = {};
  /// Seconds since 1970; negative if unknown.
  std::int64_t last_modified = -1;
};

/// How to answer a request with conditions.
enum class Condition : unsigned char {
  kProceed,
  /// 304: the client's copy is good.
  kNotModified,
  /// 412.
  kFailed,
};

/// Evaluates If-Match, If-Unmodified-Since, If-None-Match and If-Modified-Since for a file that
/// exists, in the order of RFC 9110 section 13.2.2. Invalid dates are ignored, as is
/// If-Modified-Since in methods other than GET and HEAD.
Condition evaluate_conditions(const RequestHead& request, const Validators& current);

/// Whether an entity tag is in a list such as the value of If-None-Match; `*` matches any. In a
/// weak comparison, `W/"a"` equals `"a"`; in a strong one, a weak tag equals nothing.
bool etag_in_list(std::string_view list, std::string_view etag, bool weak);

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_CONDITIONAL_H_
