#ifndef QUIRE_STDLIB_FETCH_CONTENT_TYPE_H_
#define QUIRE_STDLIB_FETCH_CONTENT_TYPE_H_

#include <string>
#include <string_view>

namespace quire {

/// What matters of the value of a header `Content-Type` (RFC 9110, section 8.3).
struct ContentType {
  explicit ContentType(std::string_view header);

  bool is_html = false;
  /// As given, without quotes; empty if there is none.
  std::string charset;
};

}  // namespace quire

#endif  // QUIRE_STDLIB_FETCH_CONTENT_TYPE_H_
