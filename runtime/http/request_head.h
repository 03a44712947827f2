#ifndef QUIRE_RUNTIME_HTTP_REQUEST_HEAD_H_
#define QUIRE_RUNTIME_HTTP_REQUEST_HEAD_H_

#include "runtime/http/strict.h"

#include <string>
#include <string_view>
#include <vector>

namespace quire::http {

/// The head of a request: its octets, and views into them. It cannot be copied or moved, because
/// the views would dangle; if reused for many requests, it soon stops allocating. Immutable between
/// two calls of `parse`.
class RequestHead : public HeadFacts {
 public:
  RequestHead() = default;
  RequestHead(const RequestHead&) = delete;
  RequestHead& operator=(const RequestHead&) = delete;

  /// Copies a complete head (as found by `HeadReader`, without the octets that it skipped), and reads
  /// it with `check_head`. If it is refused, the other members are meaningless.
  Refusal parse(std::string_view head);

  /// In the order of the message, with names as written.
  const std::vector<FieldView>& fields() const { return fields_; }
  /// The value of the first field with that name, ignoring case. Its data is null if there is none,
  /// which distinguishes that from an empty value.
  std::string_view find(std::string_view name) const;
  /// The values of all fields with that name.
  std::vector<std::string_view> find_all(std::string_view name) const;
  bool has(std::string_view name) const { return find(name).data() != nullptr; }
  /// The head as it was received.
  std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::vector<FieldView> fields_;
};

}  // namespace quire::http

#endif  // QUIRE_RUNTIME_HTTP_REQUEST_HEAD_H_
