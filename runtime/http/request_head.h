#ifndef QUIRE_RUNTIME_HTTP_REQUEST_HEAD_H_
#define QUIRE_RUNTIME_HTTP_REQUEST_HEAD_H_

#include "runtime/http/strict.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::http {

/// A field of a message; views into what was parsed.
struct FieldView {
  std::string_view name;
  std::string_view value;
};

/// A request's head: its octets, and views into them. Neither copied nor
/// moved, for the views would dangle; reuse one for many requests, and it
/// allocates no more. Immutable between two calls of `parse`.
class RequestHead : public HeadFacts {
 public:
  RequestHead() = default;
  RequestHead(const RequestHead&) = delete;
  RequestHead& operator=(const RequestHead&) = delete;

  /// Copies a complete head (as `HeadReader` found it, without octets that it
  /// skipped), checks it with `check_head`, and splits it. When refused, the
  /// members say nothing.
  Refusal parse(std::string_view head);

  /// In the order of the message; names as written.
  const std::vector<FieldView>& fields() const { return fields_; }
  /// The value of the first field of that name, in any case of letters; null
  /// data when there is none, which tells it from an empty one.
  std::string_view find(std::string_view name) const;
  /// The values of all fields of that name.
  std::vector<std::string_view> find_all(std::string_view name) const;
  bool has(std::string_view name) const { return find(name).data() != nullptr; }
  /// The head as it came.
  std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::vector<FieldView> fields_;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_REQUEST_HEAD_H_
